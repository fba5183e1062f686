package org.tributary.span.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OutputCreditTest {
  private static final long BIT = 1 << 16;

  /** 7 tokens: 1 tells one bit, 2 tells two, all others three. */
  private final Background background = Background.of(7, Map.of(1, 3L, 2, 1L));

  @Test
  void byHand() {
    int[] output = {3, 3, 2, 1, 3, 3, 1, 2, 3};
    // Tokens 0 to 3 and 3 to 6; the runs of two tokens are rare but for (1, 3), which stands once:
    // rarity 2/3. Token 8 repeats the prompt, and tokens 7 and 8 are in no span.
    Credit credit =
        new OutputCredit(background, 2, 0)
            .of(
                output,
                BitSet.valueOf(new long[] {1L << 8}),
                new BitSet(),
                List.of(new CreditedSpan(0, 4), new CreditedSpan(3, 4)),
                start -> start == 3 ? 1 : 0);
    // The first has 3 + 3 + 2 + 1 bits, the second 1 + 3 + 3 + 1: equally long, so token 3 is the
    // first's. Tokens 4 to 6 are the second's; each has a rare run: (3, 3) and (3, 1).
    assertThat(credit.bySpan(2)).containsExactly(9 * BIT, 7 * BIT);
    assertThat(credit.common()).isZero();
    assertThat(credit.uncovered()).as("token 7").isEqualTo(2 * BIT);
    assertThat(credit.echo()).as("token 8").isEqualTo(3 * BIT);
    assertThat(credit.total()).isEqualTo(21 * BIT);
  }

  @Test
  void commonRunsEarnLess() {
    Credit credit =
        new OutputCredit(background, 2, 0)
            .of(
                new int[] {3, 3, 3},
                new BitSet(),
                new BitSet(),
                List.of(new CreditedSpan(0, 3)),
                start -> start == 0 ? 7 : 1);
    // Token 0 is only in the run that the background consists of; the others are in one of 2/3.
    assertThat(credit.bySpan(1)).containsExactly(2 * (3 * BIT * 43_690 / Background.RARE));
    assertThat(credit.total()).isEqualTo(9 * BIT);
  }

  @Test
  void aSpanBelowTheFloorLeavesItsTokensToOthers() {
    Credit credit =
        new OutputCredit(background, 1, 6)
            .of(
                new int[] {1, 1, 1, 3, 3},
                new BitSet(),
                new BitSet(),
                List.of(new CreditedSpan(0, 4), new CreditedSpan(3, 2)),
                start -> 0);
    // The first tells 1 + 1 + 1 + 3 = 6 bits: at the floor, so it is in, and it is longer.
    assertThat(credit.bySpan(2)).containsExactly(6 * BIT, 3 * BIT);
    Credit echoing =
        new OutputCredit(background, 1, 6)
            .of(
                new int[] {1, 1, 1, 3, 3},
                BitSet.valueOf(new long[] {1}),
                new BitSet(),
                List.of(new CreditedSpan(0, 4), new CreditedSpan(3, 2)),
                start -> 0);
    // Without its first token, which repeats the prompt, it tells 5: the second gets token 3 too.
    assertThat(echoing.bySpan(2)).containsExactly(0, 6 * BIT);
    assertThat(echoing.common()).isEqualTo(2 * BIT);
    assertThat(echoing.echo()).isEqualTo(BIT);
  }

  @Property(tries = 1_000)
  void isWhatTheDefinitionsSay(@ForAll long randomSeed) {
    Random random = new Random(randomSeed);
    int k = 1 + random.nextInt(4);
    int floor = random.nextInt(20);
    int[] output = random.ints(random.nextInt(30), 0, 5).toArray();
    BitSet echo = new BitSet();
    random.ints(random.nextInt(4), 0, 30).filter(at -> at < output.length).forEach(echo::set);
    BitSet known = new BitSet();
    random.ints(random.nextInt(4), 0, 30).filter(at -> at < output.length).forEach(known::set);
    List<CreditedSpan> spans = new ArrayList<>();
    for (int start = 0; start + k <= output.length; start++) {
      if (random.nextInt(3) == 0) {
        spans.add(new CreditedSpan(start, k + random.nextInt(output.length - start - k + 1)));
      }
    }
    long[] counts = random.longs(30, 0, 8).toArray();
    Credit credit =
        new OutputCredit(background, k, floor)
            .of(output, echo, known, spans, start -> counts[start]);
    Credit twin = twin(output, echo, known, spans, counts, k, floor);
    assertThat(credit.owners()).containsExactly(twin.owners());
    assertThat(credit.weights()).containsExactly(twin.weights());
    assertThat(credit.common()).isEqualTo(twin.common());
    assertThat(credit.echo()).isEqualTo(twin.echo());
    assertThat(credit.uncovered()).isEqualTo(twin.uncovered());
    assertThat(credit.total())
        .isEqualTo(Arrays.stream(output).mapToLong(background::information).sum());
  }

  /** Token by token, span by span. */
  private Credit twin(
      int[] output,
      BitSet echo,
      BitSet known,
      List<CreditedSpan> spans,
      long[] counts,
      int k,
      int floor) {
    int[] owners = new int[output.length];
    long[] weights = new long[output.length];
    BitSet without = (BitSet) echo.clone();
    without.or(known);
    long common = 0;
    long echoed = 0;
    long uncovered = 0;
    for (int at = 0; at < output.length; at++) {
      long bits = background.information(output[at]);
      int owner = -1;
      boolean covered = false;
      for (int i = 0; i < spans.size(); i++) {
        boolean over = spans.get(i).start() <= at && at < spans.get(i).end();
        covered |= over;
        long told = told(output, without, spans.get(i));
        if (over
            && told >= floor * BIT
            && told > 0
            && (owner < 0 || better(output, without, spans, i, owner))) {
          owner = i;
        }
      }
      owners[at] = owner >= 0 ? owner : covered ? -2 : -1;
      if (echo.get(at)) {
        echoed += bits;
      } else if (owner >= 0) {
        long rarity = 0;
        for (int start = spans.get(owner).start(); start + k <= spans.get(owner).end(); start++) {
          if (start <= at && at < start + k) {
            rarity = Math.max(rarity, background.rarity(counts[start]));
          }
        }
        weights[at] = known.get(at) ? 0 : bits * rarity / Background.RARE;
        common += bits - weights[at];
      } else if (covered) {
        common += bits;
      } else {
        uncovered += bits;
      }
    }
    return new Credit(owners, weights, common, echoed, uncovered);
  }

  private long told(int[] output, BitSet without, CreditedSpan span) {
    long told = 0;
    for (int at = span.start(); at < span.end(); at++) {
      told += without.get(at) ? 0 : background.information(output[at]);
    }
    return told;
  }

  private boolean better(int[] output, BitSet without, List<CreditedSpan> spans, int a, int b) {
    if (spans.get(a).length() != spans.get(b).length()) {
      return spans.get(a).length() > spans.get(b).length();
    }
    long one = told(output, without, spans.get(a));
    long other = told(output, without, spans.get(b));
    return one != other ? one > other : spans.get(a).start() < spans.get(b).start();
  }

  @Test
  void spansMustFit() {
    OutputCredit credit = new OutputCredit(background, 2, 0);
    assertThatThrownBy(
            () ->
                credit.of(
                    new int[3],
                    new BitSet(),
                    new BitSet(),
                    List.of(new CreditedSpan(2, 2)),
                    start -> 0))
        .hasMessage("CreditedSpan[start=2, length=2] isn't a span of at least 2 of 3 tokens");
    assertThatThrownBy(
            () ->
                credit.of(
                    new int[3],
                    new BitSet(),
                    new BitSet(),
                    List.of(new CreditedSpan(1, 1)),
                    start -> 0))
        .hasMessageContaining("isn't a span of at least 2");
  }
}
