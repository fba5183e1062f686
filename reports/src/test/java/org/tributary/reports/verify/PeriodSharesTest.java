package org.tributary.reports.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tributary.reports.payout.PayoutLine;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.PolicyReader;

/** January under two policies, one until the 15th: both have a cap that redistributes. */
class PeriodSharesTest {
  private static final LocalDate JAN_30 = LocalDate.of(2026, 1, 30);
  private static final LocalDate JAN_31 = LocalDate.of(2026, 1, 31);
  private static final RunTables.Payee ADA = new RunTables.Payee("ada", "TRIB");
  private static final String LATE = "2026-01-20";
  private static final String EARLY = "2026-01-05";

  private static final Policy REFERENCE = reference();

  private final List<String> findings = new ArrayList<>();

  @Test
  void policiesOfOneMonthShareOneAllowance() {
    List<PayoutLine> lines = List.of(earned(EARLY, "one", 800), earned(LATE, "two", 700));
    assertThat(check(JAN_31, 1000, Set.of(), lines)).isEmpty();
    assertThat(findings)
        .containsExactly(
            "reports/payout_lines.parquet: payee ada, token TRIB has 700 of the period from"
                + " 2026-01-01 under policy two, after 800 that it had before, above the cap of"
                + " 1000.");
    findings.clear();
    // 500 of the second part go to the others, under the part's first date.
    List<PayoutLine> capped = new ArrayList<>(lines);
    capped.add(line("2026-01-16", "two", "CAP", -500));
    assertThat(check(JAN_31, 1000, Set.of(), capped)).isEmpty();
    assertThat(findings).isEmpty();
  }

  @Test
  void aLowerCapTakesNothingBack() {
    check(JAN_31, 500, Set.of(), List.of(earned(EARLY, "one", 800)));
    assertThat(findings).isEmpty();
    check(JAN_31, 500, Set.of(), List.of(earned(EARLY, "one", 800), earned(LATE, "two", 1)));
    assertThat(findings).hasSize(1).first().asString().contains("has 1 of the period");
  }

  @Test
  void untilTheMonthIsOverWhatIsAboveTheAllowanceWaits() {
    List<PayoutLine> lines = List.of(earned(EARLY, "one", 800), earned(LATE, "two", 700));
    assertThat(check(JAN_30, 1000, Set.of(), lines)).isEqualTo(Map.of(ADA, big(500)));
    assertThat(check(JAN_30, 1000, Set.of(ADA), lines)).isEmpty();
    assertThat(findings).isEmpty();
  }

  /** Of 1500 with 200 in dispute 300 go to others; with 600 in dispute none do. */
  @Test
  void whatIsInDisputeTakesNoPartInTheCap() {
    for (int[] each : new int[][] {{200, -300}, {600, 0}}) {
      List<PayoutLine> lines = new ArrayList<>(List.of(earned(EARLY, "one", 1500)));
      if (each[1] != 0) {
        lines.add(line("2026-01-01", "one", "CAP", each[1]));
      }
      check(JAN_31, 1000, Set.of(), lines, disputed(each[0]));
      assertThat(findings).isEmpty();
    }
    check(JAN_31, 1000, Set.of(), List.of(earned(EARLY, "one", 1500)), disputed(499));
    assertThat(findings).hasSize(1).first().asString().contains("has 1001 of the period");
  }

  /** Of one part after the other: what is within the allowance passes, a unit more doesn't. */
  @Property
  void exactlyTheAllowancePasses(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 400) Integer> amounts,
      @ForAll long seed) {
    List<PayoutLine> lines = new ArrayList<>();
    int sum = 0;
    for (int i = 0; i < amounts.size(); i++) {
      lines.add(
          i % 2 == 0 ? earned(EARLY, "one", amounts.get(i)) : earned(LATE, "two", amounts.get(i)));
      sum += amounts.get(i);
    }
    Collections.shuffle(lines, new Random(seed));
    assertThat(check(JAN_30, sum, Set.of(), lines)).isEmpty();
    check(JAN_31, sum, Set.of(), lines);
    assertThat(findings).isEmpty();
    lines.add(earned(LATE, "two", 1));
    Collections.shuffle(lines, new Random(seed));
    assertThat(check(JAN_30, sum, Set.of(), lines)).isEqualTo(Map.of(ADA, big(1)));
    check(JAN_31, sum, Set.of(), lines);
    assertThat(findings).hasSize(1);
    findings.clear();
  }

  private Map<RunTables.Payee, BigInteger> check(
      LocalDate closeDate,
      int secondCap,
      Set<RunTables.Payee> shut,
      List<PayoutLine> lines,
      RunTables.Disputed... disputed) {
    PolicyBook book =
        new PolicyBook(
            List.of(
                policy("one", "2026-01-01", Math.max(secondCap, 1000)),
                policy("two", "2026-01-16", secondCap)));
    PeriodShares shares = new PeriodShares(book, closeDate, shut);
    lines.forEach(shares::add);
    List.of(disputed).forEach(shares::add);
    Findings found = new Findings();
    Map<RunTables.Payee, BigInteger> waiting = shares.check(found);
    findings.addAll(found.toResult("caps", "", "").findings());
    return waiting;
  }

  private static RunTables.Disputed disputed(long amount) {
    return new RunTables.Disputed(
        ADA, "one", LocalDate.parse(EARLY), true, BigInteger.ZERO, big(amount));
  }

  private static PayoutLine earned(String date, String policyId, long amount) {
    return line(date, policyId, "CONTRIBUTOR", amount);
  }

  private static PayoutLine line(String date, String policyId, String role, long amount) {
    return new PayoutLine(
        "payee:ada",
        "TRIB",
        date,
        role,
        Optional.empty(),
        Optional.empty(),
        policyId,
        Optional.empty(),
        Optional.empty(),
        big(amount),
        big(amount),
        BigInteger.ZERO);
  }

  private static BigInteger big(long amount) {
    return BigInteger.valueOf(amount);
  }

  /** The reference policy, read once: a property asks for many caps. */
  private static Policy policy(String id, String from, int cap) {
    Policy base = REFERENCE;
    PayoutRule rule = base.payout();
    return new Policy(
        id,
        LocalDate.parse(from),
        base.effectiveUntil(),
        base.sha256(),
        base.tokens(),
        base.distributors(),
        base.accounts(),
        base.waterfall(),
        base.agents(),
        base.worth(),
        base.defaultAttribution(),
        base.attribution(),
        new PayoutRule(
            rule.coolDownDays(),
            PayoutRule.Excess.REDISTRIBUTE,
            PayoutRule.Period.MONTH,
            Map.of("TRIB", big(cap)),
            rule.selfDealing(),
            rule.unpaidFees()),
        base.safety());
  }

  private static Policy reference() {
    try (InputStream in = PolicyReader.class.getResourceAsStream("/policy/reference.conf")) {
      return PolicyReader.read("reference.conf", in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
