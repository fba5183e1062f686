package org.tributary.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tributary.influence.GaussNewton;
import org.tributary.influence.Gram;
import org.tributary.influence.Quantizer;
import org.tributary.influence.groups.GroupReason;
import org.tributary.influence.groups.GroupRow;
import org.tributary.influence.groups.Leaders;
import org.tributary.influence.groups.Membership;
import org.tributary.sample.digits.DigitsData;
import org.tributary.schemas.policy.Damping;

/** The sample world has a copier: the leader rule finds its copies, by their gradients alone. */
class CopiesTest {
  private static final Damping DAMPING = new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, 1.0);

  @Test
  void allCopiesAreFoundAndNothingElse() {
    DigitsData data = DigitsData.load();
    DigitsDatanet datanet = DigitsDatanet.of(World.full(1), data);
    DigitsModel model = DigitsModel.train(data, datanet);
    List<float[]> gradients = new ArrayList<>();
    Gram gram = new Gram(model.trainingSketches(0).get(1).gradient().length);
    for (int row = 0; row < model.training().size(); row++) {
      float[] gradient = model.trainingSketches(row).get(1).gradient();
      gradients.add(gradient);
      gram.add(Quantizer.quantize(gradient, Quantizer.floorOf(1)));
    }
    List<byte[]> preconditioned =
        GaussNewton.invert(gram, DAMPING, 0).applyAll(gradients).stream()
            .map(each -> Quantizer.quantize(each).q())
            .toList();

    List<GroupRow> rows = rows(model.training(), preconditioned);
    List<Membership> found = Leaders.of(rows, 950_000).memberships();
    Map<String, DigitContribution> images =
        datanet.contributions().stream()
            .collect(Collectors.toMap(DigitContribution::contributionId, Function.identity()));
    List<DigitContribution> copies =
        model.training().stream()
            .filter(each -> each.contributorId().equals(People.copier()))
            .filter(each -> hasOriginal(each, model.training()))
            .toList();
    assertThat(copies).hasSize(41);
    assertThat(found.stream().map(each -> each.member().contributionId()))
        .containsExactlyInAnyOrderElementsOf(
            copies.stream().map(DigitContribution::contributionId).toList());
    assertThat(found)
        .allMatch(
            each ->
                distance(
                        images.get(each.member().contributionId()),
                        images.get(each.leader().contributionId()))
                    <= 6)
        .filteredOn(each -> each.reason() == GroupReason.EXACT_DUPLICATE)
        .hasSize(21);

    List<byte[]> raw =
        gradients.stream().map(each -> Quantizer.quantize(each).q()).collect(Collectors.toList());
    assertThat(Leaders.of(rows(model.training(), raw), 950_000).memberships())
        .as("raw gradients share directions: a third of all images would be somebody's copy")
        .hasSizeGreaterThan(400);
  }

  private static List<GroupRow> rows(List<DigitContribution> training, List<byte[]> directions) {
    List<GroupRow> rows = new ArrayList<>();
    for (int i = 0; i < training.size(); i++) {
      DigitContribution each = training.get(i);
      rows.add(
          new GroupRow(
              DigitsDatanet.ID,
              each.contributionId(),
              each.contributorId(),
              each.sha256(),
              ChronoUnit.MICROS.between(Instant.EPOCH, each.acceptedAt()),
              true,
              directions.get(i)));
    }
    return rows;
  }

  /** Whether the original wasn't withdrawn. */
  private static boolean hasOriginal(DigitContribution copy, List<DigitContribution> training) {
    return training.stream()
        .filter(each -> !each.contributorId().equals(People.copier()))
        .filter(each -> each.label() == copy.label())
        .anyMatch(each -> distance(each, copy) <= 3);
  }

  private static int distance(DigitContribution one, DigitContribution other) {
    int[] steps = new int[one.pixels().length];
    Arrays.setAll(steps, j -> Math.abs(one.pixels()[j] - other.pixels()[j]));
    return Arrays.stream(steps).sum();
  }
}
