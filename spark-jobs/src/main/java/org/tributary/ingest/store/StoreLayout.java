package org.tributary.ingest.store;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Which bytes of a store are which row. Made from the store's small files and the lengths of its
 * big ones; no row is read for it.
 *
 * @param files every file that the store's content depends on
 * @param rows how many rows it has
 * @param blocks what a row is made of
 * @param pieces where the rows are, each row exactly once
 * @param weights where a factor per row is, one number a row, in the order of the rows
 * @param dataIds files that name the rows, where the tool names them
 */
public record StoreLayout(
    List<String> files,
    long rows,
    List<Block> blocks,
    List<StorePiece> pieces,
    Optional<StorePiece> weights,
    List<DataIds> dataIds) {
  public StoreLayout {
    files = List.copyOf(files);
    blocks = List.copyOf(blocks);
    pieces = List.copyOf(pieces);
    dataIds = List.copyOf(dataIds);
  }

  /**
   * A JSON list with an object per row, whose field {@code data_id} names it.
   *
   * @param firstRow row of the first object
   */
  public record DataIds(String file, long firstRow) implements Serializable {}

  /** Numbers of a row. */
  public int dimension() {
    return blocks.stream().mapToInt(Block::dimension).reduce(0, Math::addExact);
  }
}
