package dev.locache.codec;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a record in a stream: its shape, then its components in order. It is rebuilt through
 * its canonical constructor, whether it is {@code Serializable} or not: Java's own form fills
 * components that the stream lacks with null or zero, which would pass for a result.
 */
final class RecordForm implements Externalizable {
  private static final long serialVersionUID = 1;

  private @Nullable RecordShape shape;
  private @Nullable Object[] components = {};

  /** For the stream. */
  public RecordForm() {}

  /** Stands for {@code value}, a record of that shape. */
  RecordForm(RecordShape shape, Object value) {
    this.shape = shape;
    this.components = shape.components(value);
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    if (shape == null) {
      throw new IllegalStateException("nothing to write");
    }
    out.writeObject(shape);
    shape.write(components, out);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
    RecordShape read = (RecordShape) in.readObject();
    components = read.read(in);
    shape = read;
  }

  private Object readResolve() throws ObjectStreamException {
    if (shape == null) {
      throw new IllegalStateException("nothing was read");
    }
    return shape.rebuild(components);
  }
}
