package org.tributary.prepare.groups;

import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.tributary.influence.groups.BucketScan;
import org.tributary.influence.groups.Nearness;

/**
 * Reads the places of a partition, sorted by bucket and rank, with a new scan for each bucket, and
 * gives what the reader makes of a place; a place that it makes null of is left out.
 */
final class BucketRows implements Iterator<Row> {
  /** A row of {@code bucket, rank, earns, q}. */
  record Place(int rank, boolean earns, @SuppressWarnings("ArrayRecordComponent") byte[] q) {}

  /** What is made of a place. */
  interface Reader extends Serializable {
    /** Null: nothing. */
    Row read(BucketScan scan, Place place);
  }

  private final Iterator<Row> rows;
  private final Nearness nearness;
  private final Reader reader;
  private BucketScan scan;
  private long bucket;
  private Row next;

  BucketRows(Iterator<Row> rows, Nearness nearness, Reader reader) {
    this.rows = rows;
    this.nearness = nearness;
    this.reader = reader;
  }

  @Override
  public boolean hasNext() {
    while (next == null && rows.hasNext()) {
      Row row = rows.next();
      if (scan == null || row.getLong(0) != bucket) {
        bucket = row.getLong(0);
        scan = new BucketScan(nearness);
      }
      next = reader.read(scan, new Place(row.getInt(1), row.getBoolean(2), row.getAs(3)));
    }
    return next != null;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row row = next;
    next = null;
    return row;
  }
}
