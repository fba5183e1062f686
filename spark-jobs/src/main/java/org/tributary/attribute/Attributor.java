package org.tributary.attribute;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.tributary.attribute.influence.InferenceValues;
import org.tributary.attribute.influence.InfluenceModel;
import org.tributary.attribute.influence.InfluenceScorer;
import org.tributary.attribute.influence.SketchShape;
import org.tributary.gpu.Kernel;
import org.tributary.gpu.Kernels;

/**
 * What a task does: streams inferences in batches, dispatches to the methods of each partition's
 * policy, and emits the rows. Rows of different partitions may be mixed.
 */
final class Attributor implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  /** Inferences per kernel call: enough to fill a matrix product, few enough for the cache. */
  private static final int BATCH = 256;

  private final Broadcast<Work> work;
  private final String kernel;

  Attributor(Broadcast<Work> work, String kernel) {
    this.work = work;
    this.kernel = kernel;
  }

  /**
   * What every task needs.
   *
   * @param plans partitions to compute
   * @param models by setting by model
   */
  record Work(
      Map<PartitionKey, PartitionPlan> plans, Map<String, Map<String, InfluenceModel>> models)
      implements Serializable {}

  @Override
  public Iterator<Row> call(Iterator<Row> log) {
    Kernel selected = Kernels.select(kernel);
    return new Iterator<>() {
      private final Deque<Row> ready = new ArrayDeque<>();

      @Override
      public boolean hasNext() {
        while (ready.isEmpty() && log.hasNext()) {
          ready.addAll(attributed(nextBatch(log), selected));
        }
        return !ready.isEmpty();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return ready.remove();
      }
    };
  }

  /** Inferences of partitions that are to be computed. */
  private List<LoggedInference> nextBatch(Iterator<Row> log) {
    List<LoggedInference> batch = new ArrayList<>();
    while (batch.size() < BATCH && log.hasNext()) {
      Row row = log.next();
      String date = row.getAs("log_date");
      if (work.value().plans().containsKey(new PartitionKey(date, row.getAs("model_id")))) {
        batch.add(LoggedInference.of(row));
      }
    }
    return batch;
  }

  private List<Row> attributed(List<LoggedInference> batch, Kernel selected) {
    Map<String, InferenceValues> influence = influence(batch, selected);
    List<Row> rows = new ArrayList<>();
    for (LoggedInference inference : batch) {
      PartitionPlan plan = planOf(inference);
      for (PartitionPlan.PlannedMethod method : plan.methods()) {
        for (AttributedShare share : shares(inference, plan, method, influence)) {
          rows.add(share.row(inference, plan, method));
        }
      }
    }
    return rows;
  }

  private List<AttributedShare> shares(
      LoggedInference inference,
      PartitionPlan plan,
      PartitionPlan.PlannedMethod method,
      Map<String, InferenceValues> influence) {
    String id = inference.inferenceId();
    if (!method.influence()) {
      return List.of(AttributedShare.unattributed(id, UnattributedReason.METHOD_NOT_AVAILABLE));
    }
    if (plan.noInfluence() != null) {
      return List.of(AttributedShare.unattributed(id, plan.noInfluence()));
    }
    UnattributedReason reason = reasonOf(inference, plan);
    return reason == null
        ? AttributedShare.of(influence.get(id))
        : List.of(AttributedShare.unattributed(id, reason));
  }

  /** Why the inference's own sketches can't be scored; null where they can. */
  private UnattributedReason reasonOf(LoggedInference inference, PartitionPlan plan) {
    if (inference.sketches().gradients().isEmpty()) {
      return UnattributedReason.NO_SKETCH;
    }
    SketchShape shape =
        work.value().models().get(inference.modelId()).get(plan.influenceSetting()).shape();
    return shape.problemOf(inference.sketches()).isPresent()
        ? UnattributedReason.SKETCH_MISFIT
        : null;
  }

  /** Values of the batch's inferences that influence can attribute, by inference. */
  private Map<String, InferenceValues> influence(List<LoggedInference> batch, Kernel selected) {
    Map<Setup, List<LoggedInference>> bySetup = new HashMap<>();
    for (LoggedInference inference : batch) {
      PartitionPlan plan = planOf(inference);
      if (plan.scores() && reasonOf(inference, plan) == null) {
        Setup setup = new Setup(inference.modelId(), plan.influenceSetting(), plan.evidenceRows());
        bySetup.computeIfAbsent(setup, key -> new ArrayList<>()).add(inference);
      }
    }
    Map<String, InferenceValues> values = new HashMap<>();
    bySetup.forEach(
        (setup, inferences) -> {
          InfluenceModel model = work.value().models().get(setup.modelId()).get(setup.setting());
          new InfluenceScorer(model, selected, setup.evidenceRows())
              .score(inferences.stream().map(LoggedInference::sketches).toList())
              .forEach(each -> values.put(each.inferenceId(), each));
        });
    return values;
  }

  /** Inferences that one scorer takes together. */
  private record Setup(String modelId, String setting, int evidenceRows) {}

  private PartitionPlan planOf(LoggedInference inference) {
    return work.value().plans().get(new PartitionKey(inference.logDate(), inference.modelId()));
  }
}
