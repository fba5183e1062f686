package org.tributary.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** The file systems that the engine's own files are on. */
public final class Storage {
  private Storage() {}

  /**
   * The file system of {@code path}. On a local disk Hadoop would put a hidden {@code .crc} file
   * beside every file, which people would copy along or forget: the engine's files are without, and
   * have hashes of their own where it matters.
   */
  public static FileSystem of(Path path, Configuration hadoop) {
    try {
      FileSystem files = path.getFileSystem(hadoop);
      return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
    } catch (IOException e) {
      throw new UncheckedIOException("Can't reach " + path, e);
    }
  }
}
