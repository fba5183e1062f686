package org.tributary.prepare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.tributary.influence.DampingSweep;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.PartCurvature;
import org.tributary.influence.PartPreconditioner;
import org.tributary.influence.Preconditioning;
import org.tributary.influence.RawRow;
import org.tributary.influence.SketchLayout;
import org.tributary.influence.WeightedGram;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.Preconditioner;
import scala.Tuple2;

/**
 * Preconditioners from raw rows: every partition sums its own integer Grams, they merge exactly in
 * any order, and one task per part solves. What reaches the driver is k x k.
 */
final class Matrices implements AutoCloseable {
  private final SketchLayout balanced;
  private final JavaRDD<RawRow> rawRows;
  private final JavaPairRDD<Integer, PartCurvature> curvatures;

  Matrices(SketchLayout balanced, JavaRDD<RawRow> rawRows) {
    this.balanced = balanced;
    this.rawRows = rawRows;
    this.curvatures =
        rawRows
            .mapPartitionsToPair(rows -> sums(balanced, rows))
            .reduceByKey(
                (PartCurvature one, PartCurvature other) -> {
                  one.merge(other);
                  return one;
                })
            .persist(StorageLevel.MEMORY_AND_DISK());
  }

  private static Iterator<Tuple2<Integer, PartCurvature>> sums(
      SketchLayout balanced, Iterator<RawRow> rows) {
    List<PartCurvature> sums =
        balanced.parts().stream().map(part -> new PartCurvature(part.dimension())).toList();
    while (rows.hasNext()) {
      RawRow row = rows.next();
      for (int p = 0; p < sums.size(); p++) {
        sums.get(p).add(balanced.parts().get(p), row);
      }
    }
    return numbered(sums);
  }

  private static <T> Iterator<Tuple2<Integer, T>> numbered(List<T> parts) {
    List<Tuple2<Integer, T>> pairs = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) {
      pairs.add(new Tuple2<>(p, parts.get(p)));
    }
    return pairs.iterator();
  }

  /** Tries dampings on held-out rows. */
  List<DampingSweep.Point> sweep() {
    return DampingSweep.sum(inOrder(curvatures.mapValues(DampingSweep::of).collect()));
  }

  /** Solves a setting whose damping is a number. */
  Preconditioning solve(InfluenceSetting setting, Damping damping) {
    Preconditioner method = setting.preconditioner();
    SketchLayout layout = balanced;
    List<PartPreconditioner> parts =
        inOrder(
            curvatures
                .mapToPair(
                    (Tuple2<Integer, PartCurvature> each) ->
                        new Tuple2<>(
                            each._1(),
                            PartPreconditioner.of(
                                method, damping, layout.parts().get(each._1()), each._2())))
                .collect());
    return new Preconditioning(
        balanced, setting, method == Preconditioner.DATAINF ? dataInf(parts) : parts);
  }

  /** A second pass: the weights of DataInf's sum depend on lambda. */
  private List<PartPreconditioner> dataInf(List<PartPreconditioner> parts) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(rawRows.context());
    Broadcast<List<PartPreconditioner>> shared = context.broadcast(parts);
    SketchLayout layout = balanced;
    List<WeightedGram> grams =
        inOrder(
            rawRows
                .mapPartitionsToPair(rows -> weightedSums(layout, shared.value(), rows))
                .reduceByKey(
                    (WeightedGram one, WeightedGram other) -> {
                      one.merge(other);
                      return one;
                    })
                .collect());
    shared.destroy();
    List<PartPreconditioner> complete = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) {
      PartPreconditioner part = parts.get(p);
      complete.add(part.isIdentity() ? part : part.withDataInf(grams.get(p)));
    }
    return complete;
  }

  private static Iterator<Tuple2<Integer, WeightedGram>> weightedSums(
      SketchLayout layout, List<PartPreconditioner> parts, Iterator<RawRow> rows) {
    List<WeightedGram> sums =
        layout.parts().stream().map(part -> new WeightedGram(part.dimension())).toList();
    while (rows.hasNext()) {
      RawRow row = rows.next();
      for (int p = 0; p < sums.size(); p++) {
        parts.get(p).addDataInf(sums.get(p), layout.parts().get(p), row);
      }
    }
    return numbered(sums);
  }

  private static <T> List<T> inOrder(List<Tuple2<Integer, T>> parts) {
    return parts.stream().sorted(Comparator.comparing(Tuple2::_1)).map(Tuple2::_2).toList();
  }

  @Override
  public void close() {
    curvatures.unpersist();
  }
}
