package dev.locache.codec;

import static java.io.ObjectStreamConstants.SC_BLOCK_DATA;
import static java.io.ObjectStreamConstants.SC_EXTERNALIZABLE;
import static java.io.ObjectStreamConstants.SC_SERIALIZABLE;
import static java.io.ObjectStreamConstants.SC_WRITE_METHOD;
import static java.io.ObjectStreamConstants.STREAM_MAGIC;
import static java.io.ObjectStreamConstants.STREAM_VERSION;
import static java.io.ObjectStreamConstants.TC_ARRAY;
import static java.io.ObjectStreamConstants.TC_BLOCKDATA;
import static java.io.ObjectStreamConstants.TC_BLOCKDATALONG;
import static java.io.ObjectStreamConstants.TC_CLASS;
import static java.io.ObjectStreamConstants.TC_CLASSDESC;
import static java.io.ObjectStreamConstants.TC_ENDBLOCKDATA;
import static java.io.ObjectStreamConstants.TC_ENUM;
import static java.io.ObjectStreamConstants.TC_LONGSTRING;
import static java.io.ObjectStreamConstants.TC_NULL;
import static java.io.ObjectStreamConstants.TC_OBJECT;
import static java.io.ObjectStreamConstants.TC_PROXYCLASSDESC;
import static java.io.ObjectStreamConstants.TC_REFERENCE;
import static java.io.ObjectStreamConstants.TC_STRING;
import static java.io.ObjectStreamConstants.baseWireHandle;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.locache.codec.KnownClass.Hashing;
import dev.locache.spi.CorruptEntryException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks the structure of a serialization stream and instantiates nothing, so that a stream that
 * must not be read is refused before any of it comes to life. The grammar is that of the Java
 * Object Serialization Specification, section 6.4, for what {@link ValueOutput} writes: protocol
 * version 2, no annotations on classes, no resets.
 *
 * <p>It finds what a filter cannot see: that an array or a string announces more than there is,
 * that a record refers to itself (Java would read a null in its place), and what the hashing of
 * nested sets and maps will cost. A set that holds two sets, which hold the same two sets, and so
 * on, takes a few bytes per level and twice the time of the level before. So each object is weighed
 * by the bytes that it would take if nothing were shared, and what collections hash is added up.
 */
final class StreamCheck {
  /** How many objects may lie within each other. Each takes some frames of the stack to read. */
  static final int MAXIMUM_DEPTH = 250;

  /** Weight, in bytes, of what all collections may hash: below a second of work. */
  static final long MAXIMUM_HASHED = 1L << 28;

  private static final int MAXIMUM_CLASSES = 10_000;

  /** In place of a weight: the object is still being read. */
  private static final float OPEN = -1;

  /** As {@link #OPEN}, and nothing may refer to it yet. */
  private static final float OPEN_REBUILT = -2;

  private final ByteBuffer in;
  private final StreamClasses classes;
  private final Map<Integer, Description> descriptions = new HashMap<>();
  private float[] weights = new float[32];
  private int handles;
  private int depth;
  private double hashed;

  /** What a class description says of the bytes of its objects. */
  private record Description(
      KnownClass known,
      int flags,
      int primitiveBytes,
      int references,
      @Nullable Description parent) {
    boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  /**
   * Checks all that remains in {@code stream}, without moving it.
   *
   * @throws CorruptEntryException if it is not the stream of one object, whole and with nothing
   *     behind it
   * @throws IOException if it names a class that is not accepted, or exceeds a limit
   */
  static void check(ByteBuffer stream, StreamClasses classes) throws IOException {
    StreamCheck check = new StreamCheck(stream.slice(), classes);
    try {
      check.stream();
    } catch (BufferUnderflowException cutShort) {
      throw new CorruptEntryException("value is damaged: its stream is cut short", cutShort);
    }
  }

  private StreamCheck(ByteBuffer in, StreamClasses classes) {
    this.in = in;
    this.classes = classes;
  }

  private void stream() throws IOException {
    if (in.getShort() != STREAM_MAGIC || in.getShort() != STREAM_VERSION) {
      throw damaged("no serialization stream");
    }
    object(in.get());
    if (in.hasRemaining()) {
      throw damaged(in.remaining() + " bytes behind its end");
    }
  }

  /** Passes an object that starts with {@code tag}; returns its weight. */
  private double object(byte tag) throws IOException {
    enter();
    double weight =
        switch (tag) {
          case TC_NULL -> 1;
          case TC_REFERENCE -> reference();
          case TC_STRING -> string(Short.toUnsignedLong(in.getShort()));
          case TC_LONGSTRING -> string(in.getLong());
          case TC_CLASS -> classObject();
          case TC_ENUM -> constant();
          case TC_ARRAY -> array();
          case TC_OBJECT -> instance();
          default -> throw damaged("unknown mark " + tag + " in its stream");
        };
    depth--;
    return weight;
  }

  private double reference() throws IOException {
    float weight = weights[handle()];
    if (weight == OPEN_REBUILT) {
      throw new IOException(
          "value refers back to a record, or to another object that is only built once its parts"
              + " are there, from within it");
    }
    return weight == OPEN ? 1 : weight;
  }

  private double string(long bytes) throws IOException {
    skip(bytes);
    return close(assign(OPEN), 3.0 + bytes);
  }

  private double classObject() throws IOException {
    description();
    return close(assign(OPEN), 1);
  }

  private double constant() throws IOException {
    description();
    int handle = assign(OPEN);
    object(in.get());
    return close(handle, 1);
  }

  private double array() throws IOException {
    Class<?> type = description().known().type();
    if (!type.isArray()) {
      throw damaged("array of " + type.getName());
    }
    int handle = assign(OPEN);
    int length = in.getInt();
    int width = width(type.getComponentType().descriptorString().charAt(0));
    if (length < 0 || (long) length * Math.max(1, width) > in.remaining()) {
      throw damaged("array of " + length + " elements in " + in.remaining() + " bytes");
    }
    skip((long) length * width);
    double weight = 8 + (double) length * width;
    for (int i = 0; width == 0 && i < length; i++) {
      weight += object(in.get());
    }
    return close(handle, weight);
  }

  private double instance() throws IOException {
    Description type = description();
    int handle = assign(type.known().rebuilt() ? OPEN_REBUILT : OPEN);
    return close(handle, 8 + fields(type));
  }

  /** Passes the fields of an object, those of its superclasses first. */
  private double fields(Description type) throws IOException {
    double weight = type.parent() == null ? 0 : fields(type.parent());
    if (type.has(SC_EXTERNALIZABLE)) {
      return weight + annotation(Hashing.NONE);
    }
    skip(type.primitiveBytes());
    Hashing hashing = hashing(type);
    weight += type.primitiveBytes();
    for (int i = 0; i < type.references(); i++) {
      weight += object(in.get());
    }
    return type.has(SC_WRITE_METHOD) ? weight + annotation(hashing) : weight;
  }

  /** Passes what a class wrote by hand, up to its end mark. */
  private double annotation(Hashing hashing) throws IOException {
    double weight = 0;
    double hashedHere = 0;
    int parts = 0;
    for (byte tag = in.get(); tag != TC_ENDBLOCKDATA; tag = in.get()) {
      if (tag == TC_BLOCKDATA || tag == TC_BLOCKDATALONG) {
        long bytes = tag == TC_BLOCKDATA ? Byte.toUnsignedLong(in.get()) : in.getInt();
        skip(bytes);
        weight += bytes;
        continue;
      }
      double part = object(tag);
      weight += part;
      boolean isHashed = hashing == Hashing.ELEMENTS || (hashing == Hashing.KEYS && parts % 2 == 0);
      hashedHere += isHashed ? part : 0;
      parts++;
    }
    hashed += hashedHere;
    if (hashed > MAXIMUM_HASHED) {
      throw new IOException("value nests and shares sets or maps so that hashing it would not end");
    }
    return weight;
  }

  /** For the JDK's immutable collections, looks back at their tag: 2 is a set, 3 a map. */
  private Hashing hashing(Description type) {
    Hashing hashing = type.known().hashing();
    if (hashing != Hashing.BY_TAG || type.primitiveBytes() != Integer.BYTES) {
      return hashing;
    }
    return switch (in.getInt(in.position() - Integer.BYTES) & 0xFF) {
      case 2 -> Hashing.ELEMENTS;
      case 3 -> Hashing.KEYS;
      default -> Hashing.NONE;
    };
  }

  private Description description() throws IOException {
    Description description = descriptionOrNull(in.get());
    if (description == null) {
      throw damaged("object without a class");
    }
    return description;
  }

  private @Nullable Description descriptionOrNull(byte tag) throws IOException {
    return switch (tag) {
      case TC_NULL -> null;
      case TC_REFERENCE -> earlierDescription();
      case TC_CLASSDESC -> newDescription();
      case TC_PROXYCLASSDESC ->
          throw new IOException("value holds a dynamic proxy, which cannot be stored");
      default -> throw damaged("unknown mark " + tag + " for a class");
    };
  }

  private Description earlierDescription() throws IOException {
    Description earlier = descriptions.get(handle());
    if (earlier == null) {
      throw damaged("reference to something else than a class");
    }
    return earlier;
  }

  private Description newDescription() throws IOException {
    KnownClass known = classes.resolve(name());
    in.getLong(); // its serialVersionUID, which the JDK compares
    int handle = close(assign(OPEN));
    int flags = in.get();
    int primitiveBytes = 0;
    int references = 0;
    for (int left = Short.toUnsignedInt(in.getShort()); left > 0; left--) {
      int width = width((char) in.get());
      skip(Short.toUnsignedLong(in.getShort())); // the field's name
      primitiveBytes += width;
      if (width == 0) {
        references++;
        object(in.get()); // the name of its type
      }
    }
    checkFlags(flags);
    Description parent = parent();
    Description result = new Description(known, flags, primitiveBytes, references, parent);
    descriptions.put(handle, result);
    return result;
  }

  private void checkFlags(int flags) throws IOException {
    if (in.get() != TC_ENDBLOCKDATA) {
      throw damaged("class with an annotation");
    }
    boolean externalizable = (flags & SC_EXTERNALIZABLE) != 0;
    boolean serializable = (flags & SC_SERIALIZABLE) != 0;
    if ((externalizable && (serializable || (flags & SC_BLOCK_DATA) == 0))
        || descriptions.size() == MAXIMUM_CLASSES) {
      throw damaged("class of unknown form");
    }
  }

  private @Nullable Description parent() throws IOException {
    enter();
    Description parent = descriptionOrNull(in.get());
    depth--;
    return parent;
  }

  /** Bytes of a field or element whose descriptor starts so (JVMS 4.3.2); 0 for a reference. */
  private static int width(char descriptor) throws IOException {
    return switch (descriptor) {
      case 'Z', 'B' -> 1;
      case 'S', 'C' -> 2;
      case 'I', 'F' -> 4;
      case 'J', 'D' -> 8;
      case 'L', '[' -> 0;
      default -> throw damaged("field of unknown type " + (int) descriptor);
    };
  }

  private String name() throws IOException {
    int bytes = Short.toUnsignedInt(in.getShort());
    int start = in.position();
    skip(bytes);
    return UTF_8.decode(in.slice(start, bytes)).toString();
  }

  private void skip(long bytes) throws IOException {
    if (bytes < 0 || bytes > in.remaining()) {
      throw damaged("part of " + bytes + " bytes where " + in.remaining() + " are left");
    }
    in.position(in.position() + (int) bytes);
  }

  private void enter() throws IOException {
    if (++depth > MAXIMUM_DEPTH) {
      throw new IOException("value nests more than " + MAXIMUM_DEPTH + " objects deep");
    }
  }

  private int handle() throws IOException {
    int handle = in.getInt() - baseWireHandle;
    if (handle < 0 || handle >= handles) {
      throw damaged("reference to nothing");
    }
    return handle;
  }

  private int assign(float state) {
    if (handles == weights.length) {
      weights = Arrays.copyOf(weights, 2 * handles);
    }
    weights[handles] = state;
    return handles++;
  }

  private double close(int handle, double weight) {
    weights[handle] = (float) weight;
    return weight;
  }

  private int close(int handle) {
    weights[handle] = 1;
    return handle;
  }

  private static CorruptEntryException damaged(String what) {
    return new CorruptEntryException("value is damaged: " + what);
  }
}
