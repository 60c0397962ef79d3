package dev.locache.campaigns;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.seal.Seal;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Entry;
import dev.locache.spi.EntryFormat;
import dev.locache.testkit.campaign.Campaign;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** C21: with a key, nothing is decoded but what a holder of a key has signed for that call. */
final class SigningTest {
  private static final byte[] OLD = key(1);
  private static final byte[] NEW = key(2);

  private final BytesBackend backend = new BytesBackend();

  private static byte[] key(int number) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) number);
    return key;
  }

  private static CacheConfig.Builder config(BytesBackend backend) {
    return CacheConfig.builder().backend(backend).codec("counting");
  }

  private String answer(CacheConfig.Builder config, String word) {
    try (ResultCache cache = Locache.open(config.build())) {
      CountingCodec.decodedSince();
      return cache.wrap(Answers.class, new Answers.Spoken(word)).text(1);
    }
  }

  /** Fails unless the entry is loaded again without having been decoded. */
  private void assertRejected(CacheConfig.Builder config) {
    assertThat(answer(config, "fresh")).startsWith("fresh");
    assertThat(CountingCodec.decodedSince()).isZero();
  }

  private CacheKey storedKey() {
    return backend.files().keySet().iterator().next();
  }

  @Test
  void everyBitOfWhatIsSignedIsVouchedFor() {
    Campaign campaign = Campaign.of("C21 every bit of a signed entry");
    answer(config(backend).signingKey(OLD), "stored");
    CacheKey key = storedKey();
    byte[] whole = requireNonNull(backend.files().get(key));
    try (ResultCache cache = Locache.open(config(backend).signingKey(OLD).build())) {
      Answers answers = cache.wrap(Answers.class, new Answers.Spoken("fresh"));
      backend.freeze();
      CountingCodec.decodedSince();
      for (int bit = 0; bit < 8 * whole.length; bit++) {
        byte[] damaged = whole.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        backend.files().put(key, damaged);
        assertThat(answers.text(1)).as("bit %s", bit).startsWith("fresh");
      }
      assertThat(CountingCodec.decodedSince()).as("values decoded").isZero();
      backend.files().put(key, whole);
      assertThat(answers.text(1)).startsWith("stored");
    }
    campaign.result(8 * whole.length + " bits, 0 accepted, 0 decoded");
  }

  @Test
  void anotherKeyIsRejected() {
    answer(config(backend).signingKey(OLD), "stored");
    assertRejected(config(backend).signingKey(NEW));
  }

  @Test
  void oldEntriesAreReadWithTheOldKeyBehindTheNewOne() {
    answer(config(backend).signingKey(OLD), "stored");

    assertThat(answer(config(backend).signingKey(NEW, OLD), "fresh")).startsWith("stored");
  }

  @Test
  void newEntriesAreSignedWithTheFirstKey() {
    answer(config(backend).signingKey(NEW, OLD), "stored");

    assertThat(answer(config(backend).signingKey(NEW), "fresh")).startsWith("stored");
    assertRejected(config(backend).signingKey(OLD));
  }

  @Test
  void noSignatureAndAShorterOneAreRejected() throws IOException {
    answer(config(backend).signingKey(OLD), "stored");
    CacheKey key = storedKey();
    Entry signed = EntryFormat.decode(ByteBuffer.wrap(backend.files().get(key)));
    backend.freeze();
    for (int length = 0; length < 32; length++) {
      ByteBuffer seal = signed.seal().limit(length);
      backend.files().put(key, BytesBackend.bytes(Altered.seal(signed, seal)));
      assertRejected(config(backend).signingKey(OLD));
    }
  }

  @Test
  void anUnsignedEntryIsRejectedWhereThereIsAKey() throws IOException {
    answer(config(backend), "stored");
    assertRejected(config(backend).signingKey(OLD));
  }

  /** One that an attacker made: its checksum is right, for a signature's length of bytes. */
  @Test
  void aChecksumOfASignaturesLengthIsRejected() throws IOException {
    answer(config(backend), "stored");
    CacheKey key = storedKey();
    Entry unsigned = EntryFormat.decode(ByteBuffer.wrap(backend.files().get(key)));
    Entry framed = Altered.seal(unsigned, ByteBuffer.allocate(32));
    byte[] checksum = Seal.with(List.of()).over(EntryFormat.header(framed), framed.value());
    ByteBuffer seal = ByteBuffer.allocate(32).put(checksum).clear();
    backend.files().put(key, BytesBackend.bytes(Altered.seal(framed, seal)));

    assertRejected(config(backend).signingKey(OLD));
  }

  @Test
  void aSignedEntryIsRejectedWhereThereIsNoKey() {
    answer(config(backend).signingKey(OLD), "stored");
    assertRejected(config(backend));
  }

  /** How long a comparison takes would tell how many bytes of a guess are right. */
  @Test
  void sealsAreComparedInConstantTime() throws IOException {
    List<String> comparisons = new ArrayList<>();
    for (Class<?> type : List.of(Seal.class, Seal.Signature.class, Seal.Checksum.class)) {
      comparisons.addAll(comparisonsIn(type));
    }
    assertThat(comparisons).containsExactly("java/security/MessageDigest.isEqual");
  }

  /** Returns the calls of what the JDK has to compare bytes by. */
  private static List<String> comparisonsIn(Class<?> type) throws IOException {
    List<String> found = new ArrayList<>();
    String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = requireNonNull(type.getResourceAsStream(file))) {
      new ClassReader(in)
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public @Nullable MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] thrown) {
                  return name.equals("equals") ? null : calls(found);
                }
              },
              ClassReader.SKIP_DEBUG);
    }
    return found;
  }

  private static MethodVisitor calls(List<String> found) {
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean ofInterface) {
        boolean compares = name.matches("(?i)(is)?equals?|compareTo|mismatch|compare");
        if (compares && owner.startsWith("java/")) {
          found.add(owner + '.' + name);
        }
      }
    };
  }
}
