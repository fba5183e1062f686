package org.tributary.ingest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.unsafe.types.UTF8String;
import org.tributary.ingest.store.StoreFolder;

/** A store's folder on any file system that Hadoop knows. */
final class HadoopStoreFolder implements StoreFolder {
  private final String name;
  private final Path root;
  private final FileSystem files;

  HadoopStoreFolder(Configuration hadoop, String name, Path root) {
    this.name = name;
    this.root = root;
    try {
      this.files = root.getFileSystem(hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  Path path(String file) {
    return file.isEmpty() ? root : new Path(root, file);
  }

  @Override
  public boolean exists(String file) {
    try {
      return files.exists(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long length(String file) {
    return status(file).getLen();
  }

  FileStatus status(String file) {
    try {
      return files.getFileStatus(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream open(String file) throws IOException {
    return files.open(path(file));
  }

  @Override
  public List<String> names(String folder) {
    try {
      return Stream.of(files.listStatus(path(folder.replaceFirst("/$", ""))))
          .map(entry -> entry.getPath().getName())
          .sorted(Comparator.comparing(UTF8String::fromString))
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
