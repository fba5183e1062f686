package org.tributary.span.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tributary.text.TextShare;
import org.tributary.text.Uncredited;

class FirstClaimsTest {
  /** Ann wrote tokens 0 to 4 first, Bob copied them, and wrote two more behind them. */
  private static final Map<Integer, Claim> RUNS =
      Map.of(
          0, claim("ann", 1, 10),
          1, claim("ann", 1, 11),
          2, claim("ann", 1, 12),
          3, claim("bob", 2, 3),
          4, claim("bob", 2, 4));

  private static final List<CreditedSpan> ALL = List.of(new CreditedSpan(0, 7));

  private static Claim claim(String contributor, long acceptedAt, int position) {
    return Claim.of("d", contributor, contributor + "-1", 1, acceptedAt, position);
  }

  private static Credit credit(long... weights) {
    return new Credit(new int[weights.length], weights, 0, 0, 0);
  }

  /** Runs of three tokens. */
  private static Claim[] first(int least, Credit credit) {
    return FirstClaims.of(credit, ALL, 3, least, RUNS::get);
  }

  @Test
  void aTokenIsTheEarliestClaimsToARunOverIt() {
    Claim[] first = first(2, credit(4, 4, 4, 4, 4, 4, 4));
    assertThat(Arrays.stream(first).map(Claim::contributorId))
        .containsExactly("ann", "ann", "ann", "ann", "ann", "bob", "bob");
    assertThat(Arrays.stream(first).map(Claim::position))
        .as("token for token where it stands in the contribution")
        .containsExactly(10, 11, 12, 13, 14, 5, 6);
  }

  @Test
  void aFewTokensAreNobodys() {
    Claim[] three = first(3, credit(4, 4, 4, 4, 4, 4, 4));
    assertThat(three[4].contributorId()).isEqualTo("ann");
    assertThat(Arrays.copyOfRange(three, 5, 7)).containsOnlyNulls();
    assertThat(Arrays.copyOfRange(first(2, credit(4, 4, 4, 4, 4, 0, 4)), 5, 7))
        .as("one of Bob's earns nothing, so he has one too few")
        .containsOnlyNulls();
  }

  @Test
  void theEarliestGetsAlphaAndOthersWhoHoldAllOfItTheRest() {
    Credit credit = credit(4, 4, 4, 4, 4, 4, 4);
    List<List<Claim>> holders = List.of(List.of(claim("bob", 2, 0), claim("cat", 3, 20)));
    OutputShares all = OutputShares.of(credit, first(2, credit), ALL, List.of(), 1_000_000);
    assertThat(all.evidence())
        .containsExactly(
            new OutputShares.Evidence(0, 0, 5, claim("ann", 1, 10), 20),
            new OutputShares.Evidence(0, 5, 2, claim("bob", 2, 5), 8));
    // Of 20, Ann gets 10 and Bob and Cat 5 each; of 8, Bob gets 4 and Cat 4.
    OutputShares half = OutputShares.of(credit, first(2, credit), ALL, holders, 500_000);
    assertThat(half.evidence())
        .containsExactly(
            new OutputShares.Evidence(0, 0, 5, claim("ann", 1, 10), 10),
            new OutputShares.Evidence(0, 0, 5, claim("bob", 2, 0), 5),
            new OutputShares.Evidence(0, 0, 5, claim("cat", 3, 20), 5),
            new OutputShares.Evidence(0, 5, 2, claim("bob", 2, 5), 4),
            new OutputShares.Evidence(0, 5, 2, claim("cat", 3, 25), 4));
    // What is too short goes to nobody: 8 of 28.
    OutputShares three = OutputShares.of(credit, first(3, credit), ALL, List.of(), 1_000_000);
    assertThat(three.shares())
        .containsExactly(
            new TextShare("d", "ann", null, 20, 714_285_714),
            new TextShare(null, null, Uncredited.COMMON_TEXT, 8, 285_714_286));
  }
}
