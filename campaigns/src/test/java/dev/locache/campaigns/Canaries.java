package dev.locache.campaigns;

import java.io.ByteArrayOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Streams whose objects tell when they come to life. Harmless; real ones would not be. */
final class Canaries {
  static final List<String> FIRED = new ArrayList<>();

  private Canaries() {}

  /** Returns a stream of each shape by its name. */
  static Map<String, byte[]> all() throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("readObject", stream(new Reads()));
    all.put("readResolve", stream(new Resolves()));
    all.put("Externalizable", stream(new External()));
    all.put(
        "proxy",
        stream(
            Proxy.newProxyInstance(
                Canaries.class.getClassLoader(),
                new Class<?>[] {Comparable.class},
                new Handler())));
    all.put("lambda", stream((Runnable & Serializable) () -> FIRED.add("lambda")));
    all.put("enum", stream(Constant.ONLY));
    all.put("record", stream(new Value(1)));
    all.put("array of a foreign type", stream(new Reads[] {new Reads()}));
    Map<Object, Object> urls = new HashMap<>();
    urls.put(URI.create("file:/canary").toURL(), 1);
    all.put("URL in a map", stream(urls));
    all.put("in a list", stream(new ArrayList<>(List.of(new ArrayList<>(List.of(new Reads()))))));
    all.put("absent class", absent(stream(new Reads())));
    all.put("subclass of a list", stream(new SubList<>()));
    FIRED.clear();
    return all;
  }

  static byte[] stream(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteArray();
  }

  private static byte[] absent(byte[] stream) {
    String text = new String(stream, StandardCharsets.ISO_8859_1);
    return text.replace("$Reads", "$Ghost").getBytes(StandardCharsets.ISO_8859_1);
  }

  static class Reads implements Serializable {
    private static final long serialVersionUID = 1;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      FIRED.add("readObject");
      in.defaultReadObject();
    }
  }

  static final class Resolves implements Serializable {
    private static final long serialVersionUID = 1;

    private Object readResolve() {
      FIRED.add("readResolve");
      return this;
    }
  }

  /** Public, as such classes must be. */
  public static final class External implements Externalizable {
    private static final long serialVersionUID = 1;

    /** Creates one. */
    public External() {
      FIRED.add("constructor");
    }

    @Override
    public void writeExternal(ObjectOutput out) {}

    @Override
    public void readExternal(ObjectInput in) {
      FIRED.add("readExternal");
    }
  }

  static final class Handler implements InvocationHandler, Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
      FIRED.add("proxy");
      return null;
    }
  }

  enum Constant {
    ONLY
  }

  record Value(int number) implements Serializable {
    Value {
      FIRED.add("record");
    }
  }

  static final class SubList<E> extends ArrayList<E> {
    private static final long serialVersionUID = 1;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      FIRED.add("subclass");
      in.defaultReadObject();
    }
  }
}
