package org.tributary.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tributary.sample.digits.DigitsData;

class DigitsDatanetTest {
  private final DigitsData data = DigitsData.load();
  private final DigitsDatanet datanet = DigitsDatanet.of(World.full(1), data);

  @Test
  void theThirdVersionHasAboutThirteenHundredRowsOfFortyContributors() {
    assertThat(datanet.in(3)).hasSizeBetween(1_280, 1_310);
    assertThat(datanet.in(1)).hasSizeBetween(700, 820);
    assertThat(datanet.in(2).size()).isGreaterThan(datanet.in(1).size() + 250);
    Map<String, Long> sizes =
        datanet.in(3).stream()
            .collect(
                Collectors.groupingBy(DigitContribution::contributorId, Collectors.counting()));
    assertThat(sizes).hasSize(40);
    long largest = sizes.values().stream().mapToLong(size -> size).max().orElseThrow();
    long smallest = sizes.values().stream().mapToLong(size -> size).min().orElseThrow();
    assertThat(largest).isGreaterThan(5 * smallest);
  }

  @Test
  void servedImagesWereSubmittedByNobody() {
    Set<String> submitted =
        datanet.contributions().stream()
            .map(contribution -> Arrays.toString(contribution.pixels()))
            .collect(Collectors.toSet());
    assertThat(datanet.heldOut()).hasSize(1_797 - 1_260);
    assertThat(Arrays.stream(datanet.heldOut()).boxed())
        .allMatch(image -> !submitted.contains(Arrays.toString(data.pixels(image))));
  }

  @Test
  void theCopierHasNothingButLaterCopiesHalfOfThemExact() {
    Map<String, DigitContribution> firstByHash = new HashMap<>();
    datanet.contributions().forEach(row -> firstByHash.putIfAbsent(row.sha256(), row));
    List<DigitContribution> copies = of(People.copier());
    long exact =
        copies.stream()
            .filter(copy -> !firstByHash.get(copy.sha256()).contributorId().equals(People.copier()))
            .count();
    assertThat(copies).hasSize(42);
    assertThat(exact).isEqualTo(21);
    for (DigitContribution copy : copies) {
      int nearest = datanet.in(1).stream().mapToInt(row -> distance(row, copy)).min().orElseThrow();
      assertThat(nearest).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void theMislabelerIsAlwaysWrongAndTheWithdrawerLeavesTheThirdVersion() {
    Map<String, Integer> truth = new HashMap<>();
    for (int row = 0; row < data.size(); row++) {
      truth.put(Arrays.toString(data.pixels(row)), data.label(row));
    }
    assertThat(of(People.mislabeler()))
        .isNotEmpty()
        .allMatch(row -> truth.get(Arrays.toString(row.pixels())) != row.label());
    List<DigitContribution> withdrawn =
        datanet.contributions().stream().filter(row -> row.removedInVersion() != null).toList();
    assertThat(withdrawn)
        .hasSize(7)
        .allMatch(row -> row.contributorId().equals(People.withdrawer()))
        .allMatch(row -> row.isIn(2) && !row.isIn(3));
  }

  @Test
  void idsAreUniqueAndGoByAcceptance() {
    Set<String> ids = new HashSet<>();
    DigitContribution before = null;
    for (DigitContribution row : datanet.contributions()) {
      assertThat(ids.add(row.contributionId())).isTrue();
      assertThat(before == null || !row.acceptedAt().isBefore(before.acceptedAt())).isTrue();
      before = row;
    }
  }

  private List<DigitContribution> of(String contributor) {
    return datanet.contributions().stream()
        .filter(row -> row.contributorId().equals(contributor))
        .toList();
  }

  private static int distance(DigitContribution a, DigitContribution b) {
    int sum = 0;
    for (int i = 0; i < DigitsData.PIXELS; i++) {
      sum += Math.abs(a.pixels()[i] - b.pixels()[i]);
    }
    return sum;
  }
}
