package org.tributary.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.io.IOUtils;

/**
 * The files of one run, {@code ROOT/runs/CLOSE_DATE/RUN_ID/}, on any Hadoop file system. Report and
 * settlement writers work on a local folder and {@link #upload} it, since they know no Hadoop.
 */
public final class RunFolder {
  /** What the run's attribution is computed with, by prepare: the manifest's second part. */
  public static final String PREPARED = "prepared.json";

  /** What settle found that a person should look at. */
  public static final String WARNINGS = "warnings.json";

  /** What verify found, for publish. */
  public static final String VERIFICATION = "verify.json";

  private final FileSystem files;
  private final Path folder;

  public RunFolder(Configuration hadoop, String folder) {
    this.folder = new Path(folder);
    this.files = Storage.of(this.folder, hadoop);
  }

  /** Where the folder is, for people and for Spark. */
  public String location() {
    return folder.toString();
  }

  /**
   * Voids what verify said: every stage before it calls this before it writes, so that publish
   * can't take a verdict about other numbers.
   */
  public void voidVerification() {
    try {
      files.delete(new Path(folder, VERIFICATION), false);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't delete " + new Path(folder, VERIFICATION), e);
    }
  }

  public boolean exists(String name) {
    try {
      return files.exists(new Path(folder, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of what lies in the folder {@code name}, in order; none where it isn't there. */
  public List<String> list(String name) {
    Path listed = new Path(folder, name);
    try {
      if (!files.exists(listed)) {
        return List.of();
      }
      return Arrays.stream(files.listStatus(listed))
          .map(status -> status.getPath().getName())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't list " + listed, e);
    }
  }

  /** Names, within the run's folder, of all files below the folder {@code name}, in order. */
  public List<String> filesBelow(String name) {
    Path root = new Path(folder, name);
    List<String> found = new ArrayList<>();
    try {
      if (files.exists(root)) {
        int skipped = files.makeQualified(folder).toUri().getPath().length() + 1;
        RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true);
        while (all.hasNext()) {
          found.add(all.next().getPath().toUri().getPath().substring(skipped));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't list " + root, e);
    }
    return found.stream().sorted().toList();
  }

  /** SHA-256 of a file's bytes. */
  public String sha256(String name) {
    try (InputStream in = files.open(new Path(folder, name))) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + new Path(folder, name), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /**
   * Makes the only Parquet file of the folder {@code from} the file {@code to}: Spark writes
   * folders with names of its own, people look for a file. The same rows become the same bytes
   * ({@link ParquetTail}).
   */
  public void adoptParquet(String from, String to) {
    List<String> parts = list(from).stream().filter(name -> name.endsWith(".parquet")).toList();
    if (parts.size() != 1) {
      throw new IllegalStateException(from + " must hold one Parquet file, not " + parts);
    }
    Path target = new Path(folder, to);
    try {
      copyParquet(new Path(new Path(folder, from), parts.get(0)), target);
      files.delete(new Path(folder, from), true);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + target, e);
    }
  }

  private void copyParquet(Path part, Path target) throws IOException {
    long end = files.getFileStatus(part).getLen() - ParquetTail.ENDING;
    try (FSDataInputStream in = files.open(part);
        OutputStream out = files.create(target, true)) {
      byte[] ending = new byte[ParquetTail.ENDING];
      in.readFully(end, ending);
      byte[] metadata = new byte[ParquetTail.metadataLength(ending)];
      in.readFully(end - metadata.length, metadata);
      IOUtils.copyBytes(in, out, end - metadata.length, false);
      out.write(ParquetTail.canonical(metadata));
    }
  }

  public byte[] read(String name) {
    try (InputStream in = files.open(new Path(folder, name))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + new Path(folder, name), e);
    }
  }

  public String readText(String name) {
    return new String(read(name), StandardCharsets.UTF_8);
  }

  /** Writes a file, replacing one of the same name. */
  public void write(String name, byte[] bytes) {
    try (OutputStream out = files.create(new Path(folder, name), true)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + new Path(folder, name), e);
    }
  }

  public void writeText(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Puts the local folder or file {@code local} in place of the run's {@code name}. */
  public void upload(java.nio.file.Path local, String name) {
    Path target = new Path(folder, name);
    try {
      files.delete(target, true);
      files.mkdirs(target.getParent());
      files.copyFromLocalFile(false, true, new Path(local.toUri()), target);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + target, e);
    }
  }

  /** Copies the run's folder or file {@code name} to {@code local}, which must not exist. */
  public void download(String name, java.nio.file.Path local) {
    try {
      files.copyToLocalFile(false, new Path(folder, name), new Path(local.toUri()), true);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + new Path(folder, name), e);
    }
  }
}
