package org.tributary.ingest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.unsafe.types.UTF8String;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;

/**
 * The layout of a landing folder: {@code LANDING/TABLE/NAME.parquet} or {@code .jsonl}, and {@code
 * LANDING/gradient_stores/NAME/}.
 */
final class LandingFolder {
  /** Folder of gradient stores. */
  private static final String STORES = "gradient_stores";

  private static final String MEND = "Move it away, or see schemas/README.md for the layout.";

  private final FileSystem files;
  private final Path root;

  LandingFolder(Configuration hadoop, String folder) {
    this.root = new Path(folder);
    try {
      this.files = root.getFileSystem(hadoop);
    } catch (IOException e) {
      throw unreadable(e, "Landing folder %s can't be reached: %s.", folder, e.getMessage());
    }
  }

  /**
   * All landing files, in path order: by UTF-8 bytes, as SQL orders them.
   *
   * @throws TributaryException with {@link ErrorCode#INPUT_MISSING} where there is no folder, and
   *     {@link ErrorCode#LANDING_UNREADABLE} where something in it isn't a landing file
   */
  List<LandingFile> files() {
    List<LandingFile> found = new ArrayList<>();
    for (FileStatus entry : list(root)) {
      String table = entry.getPath().getName();
      if (isIgnored(table)
          || table.equals(STORES) && entry.isDirectory()
          || table.equals(Ingest.TRUTH) && !entry.isDirectory()) {
        continue;
      }
      if (!entry.isDirectory() || !Tables.INPUTS.contains(table)) {
        throw TributaryException.of(
            ErrorCode.LANDING_UNREADABLE,
            "Landing folder %s has %s %s, which is no input table's folder. The input tables are"
                + " %s. %s",
            root,
            entry.isDirectory() ? "a folder" : "a file",
            table,
            String.join(", ", Tables.INPUTS),
            MEND);
      }
      for (FileStatus file : list(entry.getPath())) {
        if (!isIgnored(file.getPath().getName())) {
          found.add(landingFile(table, file));
        }
      }
    }
    found.sort(Comparator.comparing(file -> UTF8String.fromString(file.name())));
    return found;
  }

  /**
   * Folders of gradient stores by path below the landing folder, in path order.
   *
   * @throws TributaryException with {@link ErrorCode#LANDING_UNREADABLE} where something else is
   *     among them
   */
  SortedMap<String, Path> stores() {
    SortedMap<String, Path> found =
        new TreeMap<>(Comparator.comparing((String name) -> UTF8String.fromString(name)));
    for (FileStatus folder : list(root)) {
      if (folder.isDirectory() && folder.getPath().getName().equals(STORES)) {
        for (FileStatus store : list(folder.getPath())) {
          String name = STORES + "/" + store.getPath().getName();
          if (isIgnored(store.getPath().getName())) {
            continue;
          }
          if (!store.isDirectory()) {
            throw TributaryException.of(
                ErrorCode.LANDING_UNREADABLE,
                "Landing folder %s has a file %s; %s holds a folder per store. %s",
                root,
                name,
                STORES,
                MEND);
          }
          found.put(name, store.getPath());
        }
      }
    }
    return found;
  }

  /**
   * Refuses files that changed since they were listed: their hash would name other bytes than those
   * that were read.
   */
  void requireUnchanged(List<LandingFile> listed) {
    for (LandingFile file : listed) {
      try {
        FileStatus now = files.getFileStatus(new Path(file.location()));
        if (now.getLen() != file.bytes() || now.getModificationTime() != file.modified()) {
          throw TributaryException.of(
              ErrorCode.LANDING_UNREADABLE,
              "Landing file %s changed while it was being read. Write it under a hidden name and"
                  + " rename it when it is complete; then run ingest again.",
              file.name());
        }
      } catch (IOException e) {
        throw unreadable(e, "Landing file %s can't be read: %s.", file.name(), e.getMessage());
      }
    }
  }

  private LandingFile landingFile(String table, FileStatus file) {
    String name = table + "/" + file.getPath().getName();
    if (file.isDirectory()) {
      throw TributaryException.of(
          ErrorCode.LANDING_UNREADABLE,
          "Landing folder %s has a folder %s; a table's folder holds files only. %s",
          root,
          name,
          MEND);
    }
    if (!name.endsWith(".parquet") && !name.endsWith(".jsonl")) {
      throw TributaryException.of(
          ErrorCode.LANDING_UNREADABLE,
          "Landing file %s is neither .parquet nor .jsonl. %s",
          name,
          MEND);
    }
    if (file.getPath().getName().startsWith("_")) {
      throw TributaryException.of(
          ErrorCode.LANDING_UNREADABLE,
          "Landing file %s begins with an underscore, which Spark takes for unfinished. Rename it.",
          name);
    }
    return new LandingFile(
        table, name, file.getPath().toString(), file.getLen(), file.getModificationTime());
  }

  private List<FileStatus> list(Path folder) {
    try {
      return List.of(files.listStatus(folder));
    } catch (FileNotFoundException e) {
      throw new TributaryException(
          ErrorCode.INPUT_MISSING,
          "There is no landing folder " + folder + ". Check --landing.",
          e);
    } catch (IOException e) {
      throw unreadable(e, "Landing folder %s can't be listed: %s.", folder, e.getMessage());
    }
  }

  private static boolean isIgnored(String name) {
    return name.startsWith(".") || name.equals("_SUCCESS");
  }

  private static TributaryException unreadable(IOException cause, String format, Object... values) {
    return new TributaryException(
        ErrorCode.LANDING_UNREADABLE,
        TributaryException.of(ErrorCode.LANDING_UNREADABLE, format, values).getMessage(),
        cause);
  }
}
