package org.tributary.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The distinct rows of text columns, where there are few: partitions and fingerprints of a table,
 * say. Every task finds its own and the driver puts them together, which saves the exchange and the
 * two more jobs that {@code distinct()} takes; equal rows mostly stand together, so that most are
 * dropped by one comparison of bytes.
 */
public final class DistinctTexts {
  private DistinctTexts() {}

  /**
   * Finds them.
   *
   * @param rows columns of type STRING
   * @return each row once, as its columns' texts
   */
  public static Set<List<String>> of(Dataset<Row> rows) {
    int columns = rows.columns().length;
    FlatMapFunction<Iterator<InternalRow>, String[]> found = some -> texts(some, columns);
    Set<List<String>> distinct = new HashSet<>();
    InternalRows.of(rows)
        .toJavaRDD()
        .mapPartitions(found)
        .collect()
        .forEach(texts -> distinct.add(Arrays.asList(texts)));
    return distinct;
  }

  private static Iterator<String[]> texts(Iterator<InternalRow> rows, int columns) {
    Set<InternalRow> seen = new HashSet<>();
    List<String[]> texts = new ArrayList<>();
    InternalRow last = null;
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      if (!row.equals(last) && !seen.contains(row)) {
        last = row.copy();
        seen.add(last);
        String[] each = new String[columns];
        for (int column = 0; column < columns; column++) {
          UTF8String text = row.getUTF8String(column);
          each[column] = text == null ? null : text.toString();
        }
        texts.add(each);
      }
    }
    return texts.iterator();
  }
}
