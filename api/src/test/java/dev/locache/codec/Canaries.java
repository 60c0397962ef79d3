package dev.locache.codec;

import java.io.Externalizable;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classes that tell when a stream brings them to life. Harmless; real ones would not be. */
final class Canaries {
  static final List<String> FIRED = new ArrayList<>();

  private Canaries() {}

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

  public static final class External implements Externalizable {
    private static final long serialVersionUID = 1;

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

  static final class BecomesAFile implements Serializable {
    private static final long serialVersionUID = 1;

    private Object readResolve() {
      return new File("canary");
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

  record BareValue(int number) {
    BareValue {
      FIRED.add("bare record");
    }
  }

  static final class SubList<E> extends ArrayList<E> {
    private static final long serialVersionUID = 1;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      FIRED.add("subclass");
      in.defaultReadObject();
    }
  }

  /** Counts how often it is hashed. */
  static final class Hashed implements Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Hashed;
    }

    @Override
    public int hashCode() {
      FIRED.add("hashCode");
      return 1;
    }
  }
}
