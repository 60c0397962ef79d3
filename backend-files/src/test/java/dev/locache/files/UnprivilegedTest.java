package dev.locache.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to a user whom mode bits concern; run as one even if the tests are run by root. */
final class UnprivilegedTest {
  private static final String CHOOSE =
      "choose another one with directory(...) or the setting locache.directory";

  private final Path temp;
  private final Path root;

  UnprivilegedTest() throws IOException {
    temp = Files.createTempDirectory("locache-unprivileged");
    root = temp.resolve("own/cache");
  }

  @BeforeEach
  void share() throws IOException {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path own = Files.createDirectory(temp.resolve("own"));
    OtherProcess.give(own);
    Files.createDirectory(temp.resolve("classes"));
    Files.setPosixFilePermissions(
        temp.resolve("classes"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void delete() throws IOException {
    Files.setPosixFilePermissions(
        temp.resolve("own"), PosixFilePermissions.fromString("rwx------"));
    PathUtils.deleteDirectory(temp);
  }

  @Test
  void inADirectoryThatMayOnlyBeReadHitsAreServedAndWritesFail() throws IOException {
    assertThat(run("readOnly"))
        .containsExactly(
            "written",
            "hit true",
            "hit true",
            "miss true",
            "lock true",
            "write AccessDeniedException",
            "replace AccessDeniedException",
            "remove AccessDeniedException",
            "evict AccessDeniedException",
            "hit true",
            "closed");
  }

  @Test
  void aDirectoryThatCannotBeReadIsRefused() throws IOException {
    Files.createDirectory(root);
    OtherProcess.give(root);
    String owner = Files.getOwner(root).getName();
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("-wx------"));

    assertThat(run("open"))
        .containsExactly(
            "cache directory "
                + root
                + " may not be read by this user (owner "
                + owner
                + ", mode -wx------); "
                + CHOOSE);
  }

  @Test
  void aDirectoryThatCannotBeCreatedIsRefused() throws IOException {
    Path own = temp.resolve("own");
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("r-x------"));

    assertThat(run("open"))
        .containsExactly(
            "cache directory "
                + root
                + " cannot be opened: this user may not write to "
                + own
                + "; "
                + CHOOSE);
  }

  @Test
  void aDirectoryBehindAClosedOneIsRefused() throws IOException {
    Path own = temp.resolve("own");
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));

    assertThat(run("open"))
        .containsExactly(
            "cache directory "
                + root
                + " cannot be opened: this user may not write to "
                + own
                + "; "
                + CHOOSE);
  }

  private List<String> run(String what) throws IOException {
    return OtherProcess.output(
        OtherProcess.of(what, root).unprivileged(temp.resolve("classes")).start());
  }
}
