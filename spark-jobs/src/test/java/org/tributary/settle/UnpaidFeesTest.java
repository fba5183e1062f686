package org.tributary.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.tributary.session.SharedSpark;

/**
 * What a payer sent covers: fees first, then rewards that are owed, then those that go back. By the
 * example of hold.md.
 */
class UnpaidFeesTest {
  private static final LocalDate JAN_29 = LocalDate.of(2026, 1, 29);

  private final List<Source> sources = new ArrayList<>();
  private final List<Row> receipts = new ArrayList<>();

  /** A fee or a reward; whoever earns from it is named after it. */
  private record Source(
      String kind, String id, LocalDate date, String payer, long amount, String role) {
    boolean isFee() {
      return kind.equals("FEE");
    }

    boolean isDecided() {
      return !role.equals("DISPUTED");
    }

    boolean goesBack() {
      return role.equals("REFUND");
    }

    String account() {
      return !isDecided() ? "suspense:disputed" : (goesBack() ? "payer:" : "payee:") + id;
    }
  }

  @Test
  void feesAreCoveredBeforeRewardsThatAreOwedAndThoseBeforeRefunds() {
    reward("r-failed", JAN_29, "customer", 80, "REFUND");
    reward("r-disputed", JAN_29, "customer", 50, "DISPUTED");
    reward("r-won", JAN_29, "customer", 30, "CONTRIBUTOR");
    fee("f-1", JAN_29.plusDays(1), "customer", 60);
    fee("f-2", JAN_29.plusDays(2), "customer", 30);
    fee("f-3", JAN_29, "other", 1);
    receive("customer", 100);
    assertThat(waiting()).containsExactly("f-3", "r-failed", "r-won");

    receive("customer", 20);
    assertThat(waiting()).containsExactly("f-3", "r-failed");

    // The dispute ends well: its 50 come by date and id, and reach beyond the 120.
    sources.removeIf(source -> source.id().equals("r-disputed"));
    reward("r-disputed", JAN_29, "customer", 50, "CONTRIBUTOR");
    assertThat(waiting()).containsExactly("f-3", "r-disputed", "r-failed", "r-won");

    // All is there: fees 90, rewards 80, and the 80 that go back.
    receive("customer", 130);
    assertThat(waiting()).containsExactly("f-3");
  }

  /** Against plain Java: in the rule's order, whatever doesn't fit any more waits. */
  @Test
  void randomPayersAgreeWithTheRuleInPlainJava() {
    Random random = new Random(20260130);
    for (int payer = 0; payer < 60; payer++) {
      for (int i = random.nextInt(7); i > 0; i--) {
        LocalDate date = JAN_29.plusDays(random.nextInt(3));
        String id = payer + "-" + i;
        if (random.nextBoolean()) {
          fee("f" + id, date, "p" + payer, random.nextInt(20));
        } else {
          String role = List.of("REFUND", "DISPUTED", "CONTRIBUTOR").get(random.nextInt(3));
          reward("r" + id, date, "p" + payer, random.nextInt(20), role);
        }
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        receive("p" + payer, random.nextInt(40) - 5);
      }
    }
    assertThat(waiting()).hasSizeGreaterThan(20).isEqualTo(expected());
  }

  private List<String> expected() {
    List<String> waiting = new ArrayList<>();
    Map<String, Long> left = new java.util.HashMap<>();
    receipts.forEach(
        row -> left.merge(row.getString(0), row.getDecimal(2).longValueExact(), Long::sum));
    sources.stream()
        .filter(Source::isDecided)
        .sorted(
            Comparator.comparing((Source source) -> !source.isFee())
                .thenComparing(Source::goesBack)
                .thenComparing(Source::date)
                .thenComparing(Source::id))
        .forEach(
            source -> {
              long rest = left.merge(source.payer(), -source.amount(), Long::sum);
              if (rest < 0) {
                waiting.add(source.id());
              }
            });
    return waiting.stream().sorted().toList();
  }

  /** Accounts of what matched.sql keeps for unpaid fees; each source earns one of its own. */
  private List<String> waiting() {
    view(
        "entitlements",
        "source_kind STRING, source_id STRING, inference_id STRING, role STRING, account STRING,"
            + " datanet_id STRING, reason_code STRING, token_id STRING, log_date DATE,"
            + " amount DECIMAL(38,0), model_id STRING, policy_id STRING",
        sources.stream().map(UnpaidFeesTest::entitlement).toList());
    view(
        "inference_log",
        "inference_id STRING, log_date DATE, caller_id STRING, token_id STRING, fee DECIMAL(38,0),"
            + " agent_run_id STRING",
        sources.stream().filter(Source::isFee).map(UnpaidFeesTest::row).toList());
    view(
        "agent_runs",
        "agent_run_id STRING, log_date DATE, payer_id STRING, token_id STRING,"
            + " reward DECIMAL(38,0), owner_id STRING",
        sources.stream().filter(source -> !source.isFee()).map(UnpaidFeesTest::row).toList());
    view("fee_receipts", "payer_id STRING, token_id STRING, amount DECIMAL(38,0)", receipts);
    view(
        "affiliations",
        "account_id STRING, group_id STRING, valid_from DATE, valid_until DATE",
        List.of());
    view(
        "holds",
        "hold_id STRING, account_id STRING, reason STRING, datanet_id STRING,"
            + " contribution_id STRING, inference_id STRING, agent_run_id STRING",
        List.of());
    view(
        "evidence",
        "inference_id STRING, datanet_id STRING, contributor_id STRING, contribution_id STRING",
        List.of());
    view(
        "contributions",
        "datanet_id STRING, contribution_id STRING, contributor_id STRING, added_in_version INT,"
            + " removed_in_version INT",
        List.of());
    view(
        "shares",
        "model_id STRING, inference_id STRING, datanet_id STRING, contributor_id STRING,"
            + " is_proven BOOLEAN",
        List.of());
    view(
        "model_training_sets",
        "model_id STRING, datanet_id STRING, datanet_version INT",
        List.of());
    view("releases", "why STRING, account_id STRING, payer_id STRING, valid_from DATE", List.of());
    return SettleQueries.run(
            SharedSpark.session(),
            "matched",
            Map.of("self_dealing_is_held", "false", "unpaid_fees_are_held", "true"))
        .where("why = 'UNPAID_FEES'")
        .select("account_id")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private static Row row(Source source) {
    return RowFactory.create(
        source.id(),
        Date.valueOf(source.date()),
        source.payer(),
        "COIN",
        BigDecimal.valueOf(source.amount()),
        null);
  }

  private static Row entitlement(Source source) {
    return RowFactory.create(
        source.kind(),
        source.id(),
        source.isFee() ? source.id() : null,
        source.role(),
        source.account(),
        "net",
        null,
        "COIN",
        Date.valueOf(source.date()),
        BigDecimal.valueOf(source.amount()),
        "model",
        "policy");
  }

  private static void view(String name, String columns, List<Row> rows) {
    SharedSpark.session()
        .createDataFrame(rows, StructType.fromDDL(columns))
        .coalesce(1)
        .createOrReplaceTempView("settle_" + name);
  }

  private void fee(String id, LocalDate date, String payer, long amount) {
    sources.add(new Source("FEE", id, date, payer, amount, "CONTRIBUTOR"));
  }

  private void reward(String id, LocalDate date, String payer, long amount, String role) {
    sources.add(new Source("REWARD", id, date, payer, amount, role));
  }

  private void receive(String payer, long amount) {
    receipts.add(RowFactory.create(payer, "COIN", BigDecimal.valueOf(amount)));
  }
}
