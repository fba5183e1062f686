package org.tributary.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.PolicyReader;

/** A month in which policies follow each other has one allowance. */
class CapRowsTest {
  private static final LocalDate JAN_1 = LocalDate.of(2026, 1, 1);
  private static final LocalDate JAN_16 = LocalDate.of(2026, 1, 16);
  private static final LocalDate JAN_30 = LocalDate.of(2026, 1, 30);
  private static final LocalDate JAN_31 = LocalDate.of(2026, 1, 31);
  private static final StructType TYPE =
      StructType.fromDDL(
          "policy_id STRING, token_id STRING, log_date DATE, account STRING,"
              + " earned DECIMAL(38,0), disputed DECIMAL(38,0), is_shut BOOLEAN,"
              + " moved DECIMAL(38,0), is_moved BOOLEAN, transaction_id STRING");

  private static final PolicyBook BOOK =
      new PolicyBook(List.of(policy("one", JAN_1, 1000), policy("two", JAN_16, 1000)));

  @Test
  void anotherPolicyInTheMonthGivesNoSecondAllowance() {
    List<Row> rows =
        List.of(
            earned("one", JAN_1, "ada", 700),
            earned("one", JAN_1.plusDays(9), "ada", 100),
            earned("two", JAN_16, "ada", 700),
            earned("two", JAN_31, "ben", 100));
    // Ada has had 800 by the 15th, so that there is room for 200 of 700.
    assertThat(lines(JAN_31, rows))
        .containsExactly("two 2026-01-16 payee:ada -500", "two 2026-01-16 payee:ben 500");
    assertThat(lines(JAN_30, rows)).containsExactly("two 2026-01-16 payee:ada 500 CAP kept");
  }

  @Test
  void whatWasMovedUnderAPolicyThatIsGoneComesBack() {
    List<Row> rows =
        List.of(
            earned("one", JAN_1, "ada", 700),
            moved("gone", JAN_1, "ada", -30),
            moved("gone", JAN_1, "ben", 30));
    assertThat(lines(JAN_31, rows))
        .containsExactly("gone 2026-01-01 payee:ada 30", "gone 2026-01-01 payee:ben -30");
  }

  @Test
  void theOrderOfRowsChangesNothingAndPostingItMovesNothingMore() {
    Random random = new Random(31);
    for (int i = 0; i < 200; i++) {
      List<Row> rows = new ArrayList<>();
      for (int n = 1 + random.nextInt(12); n > 0; n--) {
        LocalDate date = JAN_1.plusDays(random.nextInt(31));
        rows.add(
            earned(
                date.isBefore(JAN_16) ? "one" : "two",
                date,
                "p" + random.nextInt(4),
                random.nextInt(900)));
      }
      List<String> lines = lines(JAN_31, rows);
      Collections.shuffle(rows, random);
      assertThat(lines(JAN_31, rows)).isEqualTo(lines);
      Map<String, BigInteger> totals = new TreeMap<>();
      rows.forEach(
          row ->
              totals.merge(
                  row.getAs("account"),
                  row.<BigDecimal>getAs("earned").toBigInteger(),
                  BigInteger::add));
      for (Row entry : run(JAN_31, rows)) {
        totals.merge(entry.getString(3), entry.getDecimal(4).toBigInteger(), BigInteger::add);
        rows.add(
            moved(
                entry.getString(0),
                entry.getDate(2).toLocalDate(),
                entry.getString(3).replace("payee:", ""),
                entry.getDecimal(4).longValueExact()));
      }
      totals.remove(CapPart.LEFT.text());
      assertThat(totals.values())
          .as("nobody has more than one allowance")
          .allMatch(total -> total.compareTo(BigInteger.valueOf(1000)) <= 0);
      assertThat(run(JAN_31, rows)).isEmpty();
    }
  }

  private static List<String> lines(LocalDate closeDate, List<Row> rows) {
    return run(closeDate, rows).stream()
        .map(
            row ->
                row.getString(0)
                    + " "
                    + row.getDate(2)
                    + " "
                    + row.getString(3)
                    + " "
                    + row.getDecimal(4)
                    + (row.getString(8) == null ? "" : " " + row.getString(8) + " kept"))
        .sorted()
        .toList();
  }

  private static List<Row> run(LocalDate closeDate, List<Row> rows) {
    CapRows caps = new CapRows(BOOK, "run", closeDate);
    Map<String, List<Row>> groups = new TreeMap<>();
    rows.forEach(
        row -> groups.computeIfAbsent(caps.periodOf(row), key -> new ArrayList<>()).add(row));
    List<Row> result = new ArrayList<>();
    groups.forEach((key, group) -> caps.rows(key, group.iterator()).forEachRemaining(result::add));
    return result;
  }

  private static Row earned(String policy, LocalDate date, String payee, long amount) {
    return row(policy, date, "payee:" + payee, amount, 0, false);
  }

  private static Row moved(String policy, LocalDate start, String payee, long amount) {
    String account = payee.startsWith("suspense:") ? payee : "payee:" + payee;
    return row(policy, start, account, 0, amount, true);
  }

  private static Row row(
      String policy, LocalDate date, String account, long earned, long moved, boolean isMoved) {
    Object[] values = {
      policy,
      "COIN",
      Date.valueOf(date),
      account,
      BigDecimal.valueOf(earned),
      BigDecimal.ZERO,
      false,
      BigDecimal.valueOf(moved),
      isMoved,
      isMoved ? "t" : null
    };
    return new GenericRowWithSchema(values, TYPE);
  }

  private static Policy policy(String id, LocalDate from, long cap) {
    Policy reference = PolicyReader.reference();
    return new Policy(
        id,
        from,
        Policy.OPEN,
        reference.sha256(),
        reference.tokens(),
        reference.distributors(),
        reference.accounts(),
        reference.waterfall(),
        reference.agents(),
        reference.worth(),
        reference.defaultAttribution(),
        reference.attribution(),
        new PayoutRule(
            0,
            PayoutRule.Excess.REDISTRIBUTE,
            PayoutRule.Period.MONTH,
            Map.of("COIN", BigInteger.valueOf(cap)),
            PayoutRule.Handling.PAY,
            PayoutRule.Handling.PAY),
        reference.safety());
  }
}
