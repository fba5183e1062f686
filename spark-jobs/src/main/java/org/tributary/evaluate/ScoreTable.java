package org.tributary.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How well scores predict retraining, one table per model; the best line is the engine's. */
final class ScoreTable {
  private static final int WORD_COLUMNS = 2;
  private static final int DIGITS = 4;
  private static final String NOT_MEASURED = "–";

  private ScoreTable() {}

  static Table of(ModelQuality model, boolean withLeaveOneOut) {
    List<String> columns =
        new ArrayList<>(
            List.of("method", "damping ratio", "LDS float64", "LDS int8", "difference"));
    if (withLeaveOneOut) {
      columns.addAll(List.of("LOO float64", "LOO int8"));
    }
    return new Table(
        "Scores, L2 = "
            + Numbers.plain(model.l2())
            + ", accuracy on the queries "
            + Numbers.fixed(model.accuracy(), DIGITS),
        columns,
        WORD_COLUMNS,
        model.methods().stream().map(method -> line(method, withLeaveOneOut)).toList(),
        OptionalInt.of(model.methods().indexOf(model.bestOfEngine())));
  }

  private static List<String> line(MethodQuality method, boolean withLeaveOneOut) {
    List<String> cells = new ArrayList<>();
    cells.add(method.method());
    cells.add(method.dampingRatio().map(Numbers::plain).orElse(NOT_MEASURED));
    cells.add(cell(Optional.of(method.inDouble().datamodeling())));
    cells.add(cell(method.inEngine().map(Quality::datamodeling)));
    cells.add(
        method
            .inEngine()
            .map(engine -> engine.datamodeling().mean() - method.inDouble().datamodeling().mean())
            .map(difference -> Numbers.fixed(difference, DIGITS))
            .orElse(NOT_MEASURED));
    if (withLeaveOneOut) {
      cells.add(cell(method.inDouble().leaveOneOut()));
      cells.add(cell(method.inEngine().flatMap(Quality::leaveOneOut)));
    }
    return cells;
  }

  private static String cell(Optional<Agreement> agreement) {
    return agreement
        .map(
            each ->
                Numbers.fixed(each.mean(), DIGITS)
                    + " ± "
                    + Numbers.fixed(each.standardError(), DIGITS))
        .orElse(NOT_MEASURED);
  }
}
