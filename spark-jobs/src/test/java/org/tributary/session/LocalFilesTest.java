package org.tributary.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hadoop's own class, which starts programs, is the oracle. */
class LocalFilesTest {
  @TempDir java.nio.file.Path folder;

  private static Configuration with(boolean ours) {
    Configuration configuration = new Configuration();
    configuration.setBoolean("fs.file.impl.disable.cache", true);
    if (ours) {
      LocalFiles.SETTINGS.forEach(
          (key, value) -> configuration.set(key.substring("spark.hadoop.".length()), value));
    }
    return configuration;
  }

  @Test
  void leavesWhatHadoopsOwnLeaves() throws IOException {
    Map<String, String> ours = work(with(true), "ours");
    assertThat(ours).isEqualTo(work(with(false), "theirs"));
    assertThat(ours)
        .containsEntry("made", "rwxr-x--x")
        .containsEntry("made/committed", "rw-r-----")
        .containsKey("made/.committed.crc");
  }

  @Test
  void isWhatSparkGets() throws IOException {
    Configuration hadoop = SharedSpark.session().sparkContext().hadoopConfiguration();
    assertThat(FileSystem.getFileSystemClass("file", hadoop)).isEqualTo(LocalFiles.class);
  }

  @Test
  void tellsOfLinksWhatHadoopsOwnTells() throws IOException {
    Files.writeString(folder.resolve("file"), "text");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("file"));
    FileContext ours = FileContext.getLocalFSFileContext(with(true));
    FileContext theirs = FileContext.getLocalFSFileContext(with(false));
    for (String name : new String[] {folder + "/link", folder + "/file", path("link").toString()}) {
      FileStatus status = ours.getFileLinkStatus(new Path(name));
      FileStatus expected = theirs.getFileLinkStatus(new Path(name));
      assertThat(status.toString()).isEqualTo(expected.toString());
    }
    assertThatThrownBy(() -> ours.getFileLinkStatus(path("nothing")))
        .isInstanceOf(FileNotFoundException.class);
  }

  private Path path(String name) {
    return new Path(folder.resolve(name).toUri());
  }

  /** What a commit does, and a file of every kind of permission. */
  private Map<String, String> work(Configuration configuration, String name) throws IOException {
    Path root = path(name);
    LocalFileSystem files = FileSystem.getLocal(configuration);
    assertThat(files.mkdirs(new Path(root, "made"), new FsPermission("751"))).isTrue();
    for (String permission : new String[] {"600", "640", "755", "777", "444", "000"}) {
      Path file = new Path(root, "p" + permission);
      files.create(file).close();
      files.setPermission(file, new FsPermission(permission));
    }
    Path written = new Path(root, "made/.temporary");
    files.create(written, new FsPermission("640"), true, 4096, (short) 1, 1 << 20, null).close();
    FileContext context = FileContext.getLocalFSFileContext(configuration);
    context.rename(written, new Path(root, "made/committed"), Options.Rename.OVERWRITE);
    Map<String, String> found = new TreeMap<>();
    java.nio.file.Path top = folder.resolve(name);
    try (Stream<java.nio.file.Path> all = Files.walk(top)) {
      for (java.nio.file.Path each : (Iterable<java.nio.file.Path>) all::iterator) {
        found.put(
            top.relativize(each).toString(),
            PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
      }
    }
    return found;
  }
}
