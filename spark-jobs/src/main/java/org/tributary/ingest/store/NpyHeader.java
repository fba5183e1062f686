package org.tributary.ingest.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The header of a NumPy .npy file, versions 1 to 3 (NEP 1): magic, version, the header's length, a
 * Python dict.
 *
 * @param descr NumPy's code of the element type, e.g. {@code <f2}
 * @param shape sizes
 * @param bytes where the elements begin
 */
record NpyHeader(String descr, List<Long> shape, long bytes) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int VERSION_BYTES = 2;
  private static final int INT32_BYTES = 4;
  private static final int BYTE = 0xff;
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

  NpyHeader {
    shape = List.copyOf(shape);
  }

  long rows() {
    return shape.get(0);
  }

  long columns() {
    return shape.stream().skip(1).reduce(1L, Math::multiplyExact);
  }

  /**
   * Reads the header.
   *
   * @param ranks how many sizes the shape may have
   */
  static NpyHeader read(StoreFolder store, String file, int... ranks) {
    if (!store.exists(file)) {
      throw StoreProblem.unreadable(store, "the file %s is missing.", file);
    }
    try (InputStream in = store.open(file)) {
      byte[] start = in.readNBytes(MAGIC.length + VERSION_BYTES);
      if (start.length < MAGIC.length + VERSION_BYTES
          || !IntStream.range(0, MAGIC.length).allMatch(i -> start[i] == MAGIC[i])) {
        throw StoreProblem.unreadable(store, "%s doesn't begin as a .npy file does.", file);
      }
      int lengthBytes = start[MAGIC.length] == 1 ? 2 : INT32_BYTES;
      byte[] length = in.readNBytes(lengthBytes);
      int size = 0;
      for (int i = length.length - 1; i >= 0; i--) {
        size = size << Byte.SIZE | length[i] & BYTE;
      }
      String dict = new String(in.readNBytes(Math.max(0, size)), StandardCharsets.UTF_8);
      return parse(store, file, dict, ranks, (long) start.length + lengthBytes + size);
    } catch (IOException e) {
      throw StoreProblem.unreadable(store, "%s can't be read: %s.", file, e.getMessage());
    }
  }

  private static NpyHeader parse(
      StoreFolder store, String file, String dict, int[] ranks, long bytes) {
    Matcher descr = DESCR.matcher(dict);
    Matcher fortran = FORTRAN.matcher(dict);
    Matcher shape = SHAPE.matcher(dict);
    if (!descr.find() || !fortran.find() || !shape.find()) {
      throw StoreProblem.unreadable(store, "%s has a .npy header that isn't one: %s.", file, dict);
    }
    List<Long> sizes = new ArrayList<>();
    for (String size : shape.group(1).split(",", -1)) {
      if (!size.isBlank()) {
        sizes.add(Long.parseLong(size.strip()));
      }
    }
    if (fortran.group(1).equals("True") || IntStream.of(ranks).noneMatch(r -> r == sizes.size())) {
      throw StoreProblem.unreadable(
          store,
          "%s has the shape %s and fortran_order %s, but rows in C order are read.",
          file,
          sizes,
          fortran.group(1));
    }
    return new NpyHeader(descr.group(1), sizes, bytes);
  }

  /** The rows, after a look at the file's length. */
  StorePiece piece(StoreFolder store, String file) {
    StorePiece piece =
        new StorePiece(
            file,
            bytes,
            0,
            rows(),
            Math.toIntExact(columns()),
            StoreReader.type(store, file, descr));
    StoreReader.requireLength(
        store, file, bytes + piece.bytes(), "its header and the shape " + shape);
    return piece;
  }

  /** How many of the file's int32 elements are zero. */
  long countZeros(StoreFolder store, String file) {
    if (!descr.equals("<i4")) {
      throw StoreProblem.unreadable(store, "%s has the type %s, not int32.", file, descr);
    }
    long elements = shape.stream().reduce(1L, Math::multiplyExact);
    StoreReader.requireLength(
        store, file, bytes + elements * INT32_BYTES, "its header and the shape " + shape);
    try (InputStream in = new BufferedInputStream(store.open(file))) {
      in.skipNBytes(bytes);
      long zeros = 0;
      for (long i = 0; i < elements; i++) {
        byte[] element = in.readNBytes(INT32_BYTES);
        zeros += IntStream.range(0, INT32_BYTES).allMatch(b -> element[b] == 0) ? 1 : 0;
      }
      return zeros;
    } catch (IOException e) {
      throw StoreProblem.unreadable(store, "%s can't be read: %s.", file, e.getMessage());
    }
  }
}
