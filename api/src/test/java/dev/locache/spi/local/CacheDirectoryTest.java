package dev.locache.spi.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheDirectoryTest {
  private static final String CHOOSE =
      "choose another one with directory(...) or the setting locache.directory";

  private final Path temp;

  CacheDirectoryTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void everyMissingLevelIsCreatedForTheOwnerAlone() throws IOException {
    Path root = temp.resolve("a/b/c");

    CacheDirectory directory = CacheDirectory.open(root, false);

    assertThat(directory.path()).isEqualTo(root).isDirectory();
    assertThat(directory.ownerOnly()).isTrue();
    assertThat(directory.writable()).isTrue();
    for (String level : List.of("a", "a/b", "a/b/c")) {
      assertThat(mode(temp.resolve(level))).as(level).isEqualTo("rwx------");
    }
  }

  @Test
  void aboveAreTheDirectoriesThatHoldANameThatMayBeNew() throws IOException {
    CacheDirectory created = CacheDirectory.open(temp.resolve("a/b"), false);
    CacheDirectory found = CacheDirectory.open(temp.resolve("a/b"), false);

    Path real = temp.toRealPath();
    assertThat(created.above()).containsExactly(real.resolve("a"), real);
    assertThat(found.above()).containsExactly(real.resolve("a"));
  }

  @Test
  void aboveALinkIsWhatItLeadsTo() throws IOException {
    Path target = existing("rwx------");
    Path link = Files.createSymbolicLink(temp.resolve("link"), target);

    assertThat(CacheDirectory.open(link.resolve("cache"), false).above())
        .containsExactly(target.toRealPath());
  }

  @Test
  void aDirectoryThatOthersMayOnlyReadIsAcceptedAsItIs() throws IOException {
    Path root = existing("rwxr-xr-x");

    assertThat(CacheDirectory.open(root, false).ownerOnly()).isTrue();
    assertThat(mode(root)).isEqualTo("rwxr-xr-x");
  }

  @Test
  void aDirectoryBelowALinkIsAccepted() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), existing("rwx------"));

    assertThat(CacheDirectory.open(link.resolve("cache"), false).ownerOnly()).isTrue();
  }

  @Test
  void aLinkAsRootIsRefusedAndNotFollowed() throws IOException {
    Path target = existing("rwx------");
    Path link = Files.createSymbolicLink(temp.resolve("link"), target);

    assertRefused(link, "is a link, and links are not followed; " + CHOOSE);
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void aLinkToNothingAsRootIsRefused() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("nothing"));

    assertRefused(link, "is a link, and links are not followed; " + CHOOSE);
    assertThat(temp.resolve("nothing")).doesNotExist();
  }

  @Test
  void aFileAsRootIsRefused() throws IOException {
    assertRefused(Files.createFile(temp.resolve("file")), "is a file, not a directory; " + CHOOSE);
  }

  @Test
  void aFileAboveTheRootIsNamed() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));

    assertRefused(
        file.resolve("a/b"),
        "cannot be opened: " + file + " is in the way and not a directory; " + CHOOSE);
  }

  @Test
  void aLinkToNothingAboveTheRootIsNamed() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("nothing"));

    assertRefused(
        link.resolve("a"),
        "cannot be opened: " + link + " is in the way and not a directory; " + CHOOSE);
  }

  @Test
  void aDirectoryThatOthersMayWriteToIsRefused() throws IOException {
    Path root = existing("rwxrwxr-x");

    assertRefused(
        root,
        "may be written to by others (owner "
            + Files.getOwner(root).getName()
            + ", mode rwxrwxr-x); run chmod 700 "
            + root
            + ", "
            + CHOOSE
            + ", or sign entries with signingKey(...)");
  }

  @Test
  void aDirectoryOfAnotherUserIsRefused() throws IOException {
    Path root = Foreign.directory(temp);

    assertRefused(
        root,
        "belongs to another user (owner "
            + Files.getOwner(root).getName()
            + ", mode "
            + mode(root)
            + "); "
            + CHOOSE
            + ", or sign entries with signingKey(...)");
  }

  @Test
  void signedEntriesMayRestWhereOthersWrite() throws IOException {
    assertThat(CacheDirectory.open(existing("rwxrwxrwx"), true).ownerOnly()).isFalse();
    assertThat(CacheDirectory.open(Foreign.directory(temp), true).ownerOnly()).isFalse();
    assertThat(CacheDirectory.open(temp.resolve("own"), true).ownerOnly()).isTrue();
  }

  @Test
  void aDeletedRootIsRestoredForTheOwnerAlone() throws IOException {
    CacheDirectory directory = CacheDirectory.open(temp.resolve("root"), false);
    Files.delete(directory.path());

    directory.restore();

    assertThat(mode(directory.path())).isEqualTo("rwx------");
  }

  @Test
  void aRootReplacedByALinkIsNotRestored() throws IOException {
    CacheDirectory directory = CacheDirectory.open(temp.resolve("root"), false);
    Files.delete(directory.path());
    Files.createSymbolicLink(directory.path(), existing("rwx------"));

    assertThatThrownBy(directory::restore)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cache directory " + directory + " is a link, and links are not followed; " + CHOOSE);
  }

  @Test
  void aRootOpenedToOthersMeanwhileIsNotTrustedAgain() throws IOException {
    CacheDirectory directory = CacheDirectory.open(temp.resolve("root"), true);
    Files.setPosixFilePermissions(directory.path(), PosixFilePermissions.fromString("rwxrwx---"));

    assertThatThrownBy(directory::restore)
        .isInstanceOf(IOException.class)
        .hasMessage("cache directory " + directory + " has been opened to others");
  }

  @Test
  void everyEvidenceOfTheUserAgrees() throws IOException {
    Path own = Files.createFile(temp.resolve("own"));

    assertThat(CurrentUser.owns(Files.getOwner(own))).isTrue();
    assertThat(CurrentUser.ownerOfNewFile()).isEqualTo(Files.getOwner(own));
    assertThat(CurrentUser.ownerOfProcess()).isIn(Files.getOwner(own), null);
    assertThat(CurrentUser.accountByName()).isIn(Files.getOwner(own), null);
    assertThat(CurrentUser.owns(Files.getOwner(Foreign.directory(temp)))).isFalse();
  }

  private static void assertRefused(Path root, String why) {
    assertThatThrownBy(() -> CacheDirectory.open(root, false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cache directory " + root + " " + why);
  }

  private Path existing(String mode) throws IOException {
    Path directory = Files.createDirectory(temp.resolve("existing"));
    return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, NOFOLLOW_LINKS));
  }
}
