package dev.locache.protobuf.value;

import com.google.protobuf.AbstractMessageLite;
import com.google.protobuf.AbstractParser;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.io.IOException;

/** A message of the lite runtime, which does not know its schema: as far as a codec needs it. */
public class LiteNote extends AbstractMessageLite<LiteNote, LiteNote.Builder> {
  private static final LiteNote DEFAULT = new LiteNote(0);

  private final int number;

  LiteNote(int number) {
    this.number = number;
  }

  /** Inherits the default instance, which is none of its own class. */
  static final class Heir extends LiteNote {
    Heir() {
      super(0);
    }
  }

  /** Only a type that the runtime asks for. */
  abstract static class Builder extends AbstractMessageLite.Builder<LiteNote, Builder> {}

  public static LiteNote getDefaultInstance() {
    return DEFAULT;
  }

  @Override
  public LiteNote getDefaultInstanceForType() {
    return DEFAULT;
  }

  @Override
  public boolean isInitialized() {
    return true;
  }

  @Override
  public int getSerializedSize() {
    return CodedOutputStream.computeInt32Size(1, number);
  }

  @Override
  public void writeTo(CodedOutputStream out) throws IOException {
    out.writeInt32(1, number);
  }

  @Override
  public Parser<LiteNote> getParserForType() {
    return new AbstractParser<>() {
      @Override
      public LiteNote parsePartialFrom(CodedInputStream in, ExtensionRegistryLite extensions)
          throws InvalidProtocolBufferException {
        try {
          in.readTag();
          LiteNote read = new LiteNote(in.readInt32());
          in.readTag();
          return read;
        } catch (InvalidProtocolBufferException damaged) {
          throw damaged;
        } catch (IOException impossible) {
          throw new IllegalStateException(impossible);
        }
      }
    };
  }

  @Override
  public Builder newBuilderForType() {
    throw new UnsupportedOperationException("nobody builds any");
  }

  @Override
  public Builder toBuilder() {
    throw new UnsupportedOperationException("nobody builds any");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LiteNote that && number == that.number;
  }

  @Override
  public int hashCode() {
    return number;
  }
}
