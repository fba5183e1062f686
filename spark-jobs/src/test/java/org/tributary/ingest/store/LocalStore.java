package org.tributary.ingest.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A store on the local disk, and its rows. */
final class LocalStore implements StoreFolder {
  private final Path root;

  LocalStore(Path root) {
    this.root = root;
  }

  /** A store of the test resources. */
  static Path resource(String path) {
    try {
      return Path.of(LocalStore.class.getResource("/org/tributary/ingest/stores/" + path).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Copies a store, so that a test may damage it. */
  static LocalStore copy(String path, Path to) throws IOException {
    Path from = resource(path);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return new LocalStore(to);
  }

  Path path(String file) {
    return root.resolve(file);
  }

  @Override
  public String name() {
    return "gradient_stores/s";
  }

  @Override
  public boolean exists(String file) {
    return Files.exists(path(file));
  }

  @Override
  public long length(String file) {
    return path(file).toFile().length();
  }

  @Override
  public InputStream open(String file) throws IOException {
    return Files.newInputStream(path(file));
  }

  @Override
  public List<String> names(String folder) {
    try (Stream<Path> files = Files.list(path(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (java.nio.file.NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every row of the pieces at its number. */
  float[][] rows(List<StorePiece> pieces) {
    float[][] rows =
        new float[Math.toIntExact(pieces.stream().mapToLong(StorePiece::rows).sum())][];
    for (StorePiece piece : pieces) {
      byte[] bytes = new byte[Math.toIntExact(piece.bytes())];
      try (RandomAccessFile file = new RandomAccessFile(path(piece.file()).toFile(), "r")) {
        file.seek(piece.offset());
        file.readFully(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      for (int i = 0; i < piece.rows(); i++) {
        float[] row = new float[piece.columns()];
        piece.type().decode(bytes, i * piece.rowBytes(), row);
        int number = Math.toIntExact(piece.firstRow()) + i;
        if (rows[number] != null) {
          throw new AssertionError("Row " + number + " comes twice");
        }
        rows[number] = row;
      }
    }
    return rows;
  }

  /** Bits, because equality doesn't know -0 from 0. */
  static List<List<Integer>> bits(float[][] rows) {
    List<List<Integer>> bits = new ArrayList<>();
    for (float[] row : rows) {
      bits.add(
          IntStream.range(0, row.length).mapToObj(i -> Float.floatToRawIntBits(row[i])).toList());
    }
    return bits;
  }

  /** A description of a store, as if its store.json said so. */
  static StoreSpec spec(StoreSpec.Format format, String array, String experiment) {
    return new StoreSpec(
        format,
        experiment == null ? StoreSpec.Kind.TRAINING : StoreSpec.Kind.QUERIES,
        "m",
        "c",
        ".",
        "rows.csv",
        null,
        array,
        "0",
        experiment,
        new Projection("trak normal", "3", null, "float32", List.of(), null));
  }
}
