package org.tributary.prepare;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tributary.influence.ScaleSurvey;
import org.tributary.influence.SketchBytes;
import org.tributary.influence.SketchLayout;

/** Counts exponents of the parts of a partition's sketches. */
final class ScaleRows {
  private ScaleRows() {}

  /** Rows of {@code checkpoint, block, exponent, examples} from {@code checkpoint, gradient}. */
  static Iterator<Row> count(SketchLayout shape, Iterator<Row> sketches) {
    Map<List<Object>, Long> counts = new HashMap<>();
    while (sketches.hasNext()) {
      Row row = sketches.next();
      String checkpoint = row.getString(0);
      float[] gradient = SketchBytes.decode(row.<byte[]>getAs(1));
      int from = 0;
      for (SketchLayout.Part part : shape.parts()) {
        if (part.checkpoint().equals(checkpoint)) {
          Integer exponent = ScaleSurvey.exponentOf(gradient, from, part.dimension());
          if (exponent != null) {
            counts.merge(List.of(checkpoint, part.block(), exponent), 1L, Long::sum);
          }
          from += part.dimension();
        }
      }
    }
    return counts.entrySet().stream()
        .map(
            each ->
                RowFactory.create(
                    each.getKey().get(0),
                    each.getKey().get(1),
                    each.getKey().get(2),
                    each.getValue()))
        .iterator();
  }
}
