package dev.locache.codec;

import dev.locache.spi.CodecContext;
import dev.locache.spi.CorruptEntryException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectStreamException;
import java.io.OptionalDataException;
import java.io.StreamCorruptedException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The bytes of all other values: a tag and a Java serialization stream. Thread-safe. */
final class SerialForm {
  static final byte TAG = 'O';

  private final AcceptedClasses accepted;
  private final int maximumBytes;

  /**
   * Names of classes that were once written and read back. A class can refuse to be read for
   * reasons that only show when it is tried: a missing constructor, a filter of the JVM, its own
   * code.
   */
  private final Set<String> proven = ConcurrentHashMap.newKeySet();

  SerialForm(CodecContext context, ResultType resultType, ClassPatterns allowed) {
    this.accepted = new AcceptedClasses(context, resultType, allowed);
    this.maximumBytes = context.maximumBytes();
  }

  /**
   * Encodes a value, tag included.
   *
   * @throws IOException if it cannot be written, or could not be read back
   */
  ByteBuffer encode(Object value) throws IOException {
    BoundedOutput target = new BoundedOutput(maximumBytes);
    target.write(TAG);
    write(value, target);
    ByteBuffer encoded = target.toBuffer();
    try {
      read(encoded.slice(1, encoded.remaining() - 1), false);
    } catch (CorruptEntryException unreadable) {
      throw new IOException(
          "value could not be read back: a writeObject may have left out defaultWriteObject, or"
              + " written before it",
          unreadable);
    } catch (IOException unreadable) {
      throw new IOException("value could not be read back: " + unreadable.getMessage(), unreadable);
    }
    return encoded;
  }

  /** Decodes what follows the tag: all that remains in {@code in}. */
  @Nullable Object decode(ByteBuffer in) throws IOException {
    return read(in, true);
  }

  private void write(Object value, BoundedOutput target) throws IOException {
    try {
      new ValueOutput(target, accepted).writeValue(value);
    } catch (RefusedException refused) {
      throw new IOException(refused.getMessage(), refused);
    } catch (StackOverflowError tooDeep) {
      throw new IOException("value nests too deep to be written", tooDeep);
    } catch (RuntimeException | LinkageError failed) { // from writeObject and its like
      throw new IOException("value could not be written: " + failed, failed);
    }
  }

  /**
   * Returns the value in {@code stream}; null if it is not needed and all its classes are proven.
   */
  private @Nullable Object read(ByteBuffer stream, boolean needed) throws IOException {
    StreamClasses classes = new StreamClasses(accepted);
    try {
      StreamCheck.check(stream, classes);
      if (!needed && proven.containsAll(classes.names())) {
        return null;
      }
      Object value = ValueInput.open(stream, classes).readObject();
      proven.addAll(classes.names());
      return value;
    } catch (StreamCorruptedException
        | OptionalDataException
        | EOFException
        | UTFDataFormatException damaged) {
      throw new CorruptEntryException("value is damaged: " + damaged, damaged);
    } catch (InvalidClassException refused) {
      throw anotherShape(refused);
    } catch (ObjectStreamException | ClassNotFoundException changed) {
      throw new IOException("value has another shape: " + changed.getMessage(), changed);
    } catch (StackOverflowError tooDeep) {
      throw new IOException("value nests too deep to be read", tooDeep);
    } catch (RuntimeException | LinkageError failed) { // from readObject, constructors and the like
      throw new IOException("value has another shape: " + failed, failed);
    } catch (InternalError oddMap) { // what the JDK throws for a Map.of with a key and no value
      throw new CorruptEntryException("value is damaged: " + oddMap.getMessage(), oddMap);
    }
  }

  private static IOException anotherShape(InvalidClassException refused) {
    if (refused.getCause() instanceof RefusedException own) {
      return new IOException(own.getMessage(), refused);
    }
    String message = String.valueOf(refused.getMessage());
    if (!message.startsWith("filter status: ")) {
      return new IOException("value has another shape: " + message, refused);
    }
    return new IOException(
        "value is refused by a filter of this JVM (jdk.serialFilter): " + message, refused);
  }
}
