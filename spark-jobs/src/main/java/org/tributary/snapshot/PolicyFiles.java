package org.tributary.snapshot;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.session.Storage;

/** Reads the policy files that a command is given. */
public final class PolicyFiles {
  private static final String EXTENSION = ".conf";
  private static final String NOTES = ".md";

  private PolicyFiles() {}

  /**
   * Bytes by file name.
   *
   * @param path a policy file, or a folder of {@code *.conf}
   * @throws TributaryException with {@link ErrorCode#INPUT_MISSING} where there is none; with
   *     {@link ErrorCode#POLICY_INVALID} where anything else lies among them, which might be meant
   *     as one
   */
  public static SortedMap<String, byte[]> read(Configuration hadoop, String path) {
    Path root = new Path(path);
    SortedMap<String, byte[]> files = new TreeMap<>();
    try {
      FileSystem system = Storage.of(root, hadoop);
      FileStatus status = system.getFileStatus(root);
      if (!status.isDirectory()) {
        files.put(root.getName(), bytes(system, root));
        return files;
      }
      for (FileStatus file : system.listStatus(root)) {
        String name = file.getPath().getName();
        if (name.startsWith(".") || name.endsWith(NOTES)) {
          continue;
        }
        if (file.isDirectory() || !name.endsWith(EXTENSION)) {
          throw TributaryException.of(
              ErrorCode.POLICY_INVALID,
              "%s in the policy folder %s is no policy: its name doesn't end with %s. Rename it if"
                  + " it is one, else move it out; files that end with .md are left alone.",
              name,
              path,
              EXTENSION);
        }
        files.put(name, bytes(system, file.getPath()));
      }
    } catch (FileNotFoundException e) {
      throw new TributaryException(
          ErrorCode.INPUT_MISSING, "There is no policy at " + path + ". Check --policy.", e);
    } catch (IOException e) {
      throw new TributaryException(
          ErrorCode.INPUT_MISSING,
          "The policy at " + path + " can't be read: " + e.getMessage() + ". Check --policy.",
          e);
    }
    if (files.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "The policy folder %s has no *%s file. Check --policy.",
          path,
          EXTENSION);
    }
    return files;
  }

  private static byte[] bytes(FileSystem system, Path file) throws IOException {
    try (InputStream in = system.open(file)) {
      return in.readAllBytes();
    }
  }
}
