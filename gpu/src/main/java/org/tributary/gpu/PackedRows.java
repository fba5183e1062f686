package org.tributary.gpu;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * Rows of int8 side by side outside of the Java heap, where native kernels read them without a
 * copy. Entries are -127 to 127. The memory goes when the object is collected.
 *
 * <p>Whoever fills rows does so before other threads see them; afterwards any number of threads may
 * read.
 */
public final class PackedRows implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Bytes that travel through the heap at a time. */
  private static final int CHUNK = 1 << 16;

  private final int rows;
  private final int dimension;
  private transient ByteBuffer memory;

  /**
   * Rows of zeros.
   *
   * @param rows how many, at least 1; all of them together at most 2 GiB
   * @param dimension entries of a row, 1 to {@link Kernel#LARGEST_DIMENSION}
   */
  public PackedRows(int rows, int dimension) {
    this.rows = rows;
    this.dimension = dimension;
    this.memory = ByteBuffer.allocateDirect(Math.multiplyExact(rows, dimension));
  }

  /** Packs as many rows as {@code q} holds. */
  public static PackedRows of(byte[] q, int dimension) {
    PackedRows packed = new PackedRows(q.length / dimension, dimension);
    packed.put(0, q, 0, packed.rows);
    return packed;
  }

  /** How many rows there is room for. */
  public int rows() {
    return rows;
  }

  /** Entries of a row. */
  public int dimension() {
    return dimension;
  }

  /**
   * Fills rows {@code first} to {@code first + count}.
   *
   * @param source rows one after the other
   * @param offset where the first of them starts in {@code source}
   */
  public void put(int first, byte[] source, int offset, int count) {
    memory.put(first * dimension, source, offset, count * dimension);
  }

  /** Copies rows {@code first} to {@code first + count} to the start of {@code target}. */
  public void get(int first, int count, byte[] target) {
    memory.get(first * dimension, target, 0, count * dimension);
  }

  /** All rows, for native calls: position 0, never written to. */
  ByteBuffer memory() {
    return memory;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    byte[] chunk = new byte[CHUNK];
    for (int at = 0; at < memory.capacity(); at += CHUNK) {
      int length = Math.min(CHUNK, memory.capacity() - at);
      memory.get(at, chunk, 0, length);
      out.write(chunk, 0, length);
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    if (rows < 0 || dimension < 0) {
      throw new InvalidObjectException("Negative shape");
    }
    memory = ByteBuffer.allocateDirect(Math.multiplyExact(rows, dimension));
    byte[] chunk = new byte[CHUNK];
    for (int at = 0; at < memory.capacity(); at += CHUNK) {
      int length = Math.min(CHUNK, memory.capacity() - at);
      in.readFully(chunk, 0, length);
      memory.put(at, chunk, 0, length);
    }
  }
}
