package org.tributary.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.tributary.schemas.table.Tables;

/**
 * Warehouses for tests. Making all tables from their DDL costs seconds, copying them costs
 * milliseconds.
 */
public final class NewWarehouse {
  private static final Path ALL_TABLES = create();

  private NewWarehouse() {}

  /** A warehouse with every table, all empty, in the folder {@code root}, which must not exist. */
  public static Warehouse withAllTables(Path root) {
    copy(ALL_TABLES, root);
    return new Warehouse(SharedSpark.session(), root.toString());
  }

  /** A warehouse as ingest makes it, empty, without the tables of later stages. */
  public static void withInputTables(Path root) {
    copy(ALL_TABLES.resolve("warehouse.json"), root.resolve("warehouse.json"));
    Stream.concat(Tables.INPUTS.stream(), Stream.of(Tables.INGESTED_FILES, Tables.QUARANTINE))
        .forEach(
            table -> copy(ALL_TABLES.resolve("tables/" + table), root.resolve("tables/" + table)));
  }

  /** Copies a folder, e.g. a warehouse that several tests start from. */
  public static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = file.equals(from) ? to : to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a warehouse, with the tables {@code emptied} as they were made. */
  public static void copyTables(Path from, Path to, List<String> emptied) {
    copy(from.resolve("warehouse.json"), to.resolve("warehouse.json"));
    Stream.concat(Tables.INPUTS.stream(), Tables.OUTPUTS.stream())
        .forEach(
            table -> {
              Path source = emptied.contains(table) ? ALL_TABLES : from;
              copy(source.resolve("tables/" + table), to.resolve("tables/" + table));
            });
  }

  private static Path create() {
    try {
      Path folder = Files.createTempDirectory("tributary-tables");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      Warehouse warehouse = new Warehouse(SharedSpark.session(), folder.toString());
      WarehouseFormat.create(warehouse);
      Stream.concat(Tables.INPUTS.stream(), Tables.OUTPUTS.stream())
          .forEach(warehouse::createIfMissing);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a folder and all in it. */
  public static void delete(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure)
                throws IOException {
              Files.delete(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
