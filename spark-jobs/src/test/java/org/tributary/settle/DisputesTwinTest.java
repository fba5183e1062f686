package org.tributary.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.SafetyRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.SharedSpark;

/**
 * Random entitlements, holds, affiliations, releases and receipts: what the SQL keeps back is what
 * {@link DisputesTwin} keeps back, to the unit and the reason.
 */
class DisputesTwinTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 28);
  private static final LocalDate CLOSE = LocalDate.of(2026, 1, 31);
  private static final List<String> METHODS =
      List.of("span", "lexical", "retrieval", "influence", "influence");
  private static final int INFERENCES = 300;

  @TempDir private static Path folder;
  private static final DisputesTwin TWIN = new DisputesTwin();
  private static final Random RANDOM = new Random(20260131);
  private static PayWorld world;
  private static List<String> items;

  @BeforeAll
  static void oneNight() {
    PayoutRule rule =
        new PayoutRule(
            0,
            PayoutRule.Excess.NONE,
            PayoutRule.Period.MONTH,
            Map.of(),
            PayoutRule.Handling.HOLD,
            PayoutRule.Handling.HOLD);
    world = new PayWorld(folder.resolve("warehouse"), rule, SafetyRule.NONE);
    registries();
    for (int i = 0; i < 12; i++) {
      agentRun("r" + i);
    }
    for (int i = 0; i < INFERENCES; i++) {
      inference(String.format(Locale.ROOT, "i%03d", i));
    }
    for (int i = 0; i < 40; i++) {
      hold("h" + i);
    }
    world.night("night", CLOSE);
    items = new ArrayList<>();
    for (Row row : SharedSpark.session().table("settle_items").collectAsList()) {
      items.add(
          String.join(
              " ",
              row.<String>getAs("account_id"),
              row.getAs("token_id"),
              row.getAs("why"),
              row.<BigDecimal>getAs("amount").toPlainString(),
              row.getAs("reason")));
    }
    items.sort(null);
  }

  private static void registries() {
    TWIN.trained.put("net-a", 2);
    world.put(
        Tables.MODEL_TRAINING_SETS,
        Map.of(
            "model_id",
            "model",
            "datanet_id",
            "net-a",
            "datanet_version",
            2,
            "declared_weight_ppm",
            1_000_000));
    for (int i = 0; i < 24; i++) {
      contribution("x" + i);
    }
    for (int i = 0; i < 14; i++) {
      member(i);
    }
    for (int i = 0; i < 6; i++) {
      release("x" + i);
    }
    for (String token : List.of("COIN", "GRAIN")) {
      for (int i = 0; i < 9; i++) {
        receipt(payer(i), token, RANDOM.nextInt(1500));
      }
    }
  }

  @Test
  void theSqlKeepsBackWhatTheTwinKeepsBack() {
    assertThat(items).isEqualTo(TWIN.items());
  }

  /** What isn't there isn't compared. */
  @Test
  void theWorldHasAllOfIt() {
    for (String what :
        List.of(
            " ITEM_HOLD ",
            " SELF_DEALING ",
            " UNPAID_FEES ",
            " paid by ",
            " called by an agent of ",
            " earned by an agent of ")) {
      assertThat(items).as(what).anyMatch(line -> line.contains(what));
    }
    assertThat(TWIN.shares).anyMatch(DisputesTwin.Share::proven).anyMatch(s -> !s.proven());
  }

  private static String payee() {
    return "p" + RANDOM.nextInt(8);
  }

  private static String payer(int number) {
    return number < 6 ? "c" + number : "p" + number;
  }

  private static String anybody() {
    return payer(RANDOM.nextInt(9));
  }

  private static String token() {
    return RANDOM.nextBoolean() ? "COIN" : "GRAIN";
  }

  private static String datanet() {
    return RANDOM.nextInt(3) == 0 ? "net-b" : "net-a";
  }

  private static LocalDate day() {
    return FIRST.plusDays(RANDOM.nextInt(4));
  }

  private static <T> T orNull(T value) {
    return RANDOM.nextBoolean() ? value : null;
  }

  private static void contribution(String id) {
    DisputesTwin.Contribution c =
        new DisputesTwin.Contribution(
            datanet(), id, payee(), 1 + RANDOM.nextInt(3), orNull(3 + RANDOM.nextInt(2)));
    if (c.removed() != null && c.removed() <= c.added()) {
      contribution(id);
      return;
    }
    TWIN.contributions.add(c);
    Map<String, Object> row = new HashMap<>();
    row.put("datanet_id", c.datanet());
    row.put("contribution_id", id);
    row.put("contributor_id", c.owner());
    row.put("content_sha256", "ab".repeat(32));
    row.put("media_type", "text/plain");
    row.put("accepted_at", Timestamp.valueOf(FIRST.atStartOfDay()));
    row.put("added_in_version", c.added());
    row.put("removed_in_version", c.removed());
    row.put("status", "ACCEPTED");
    world.put(Tables.CONTRIBUTIONS, row);
  }

  private static void member(int number) {
    LocalDate from = FIRST.plusDays(number % 2);
    LocalDate until = orNull(from.plusDays(1 + RANDOM.nextInt(3)));
    String account = number < 8 ? "p" + number : anybody();
    String group = "g" + number % 5;
    boolean known =
        TWIN.members.stream().anyMatch(m -> m.account().equals(account) && m.group().equals(group));
    if (!known) {
      TWIN.members.add(new DisputesTwin.Member(account, group, from, until));
      world.add(
          Tables.AFFILIATIONS,
          account,
          group,
          Date.valueOf(from),
          until == null ? null : Date.valueOf(until),
          "known");
    }
  }

  private static void release(String id) {
    String account = orNull(payee());
    DisputesTwin.Release release =
        new DisputesTwin.Release(
            RANDOM.nextBoolean() ? "SELF_DEALING" : "UNPAID_FEES",
            account,
            account == null ? anybody() : orNull(anybody()),
            day());
    TWIN.releases.add(release);
    Map<String, Object> row = new HashMap<>();
    row.put("release_id", id);
    row.put("why", release.why());
    row.put("account_id", release.account());
    row.put("payer_id", release.payer());
    row.put("valid_from", Date.valueOf(release.from()));
    row.put("reason", "looked at");
    world.put(Tables.RELEASES, row);
  }

  private static void receipt(String payer, String token, long amount) {
    if (amount > 0) {
      TWIN.received.merge(payer + " " + token, amount, Long::sum);
      world.add(
          Tables.FEE_RECEIPTS,
          "receipt " + payer + token,
          Date.valueOf(FIRST),
          Timestamp.valueOf(FIRST.atStartOfDay()),
          payer,
          token,
          BigDecimal.valueOf(amount));
    }
  }

  private static void agentRun(String id) {
    DisputesTwin.Run run =
        new DisputesTwin.Run(id, day(), payee(), anybody(), token(), RANDOM.nextInt(300));
    TWIN.runs.add(run);
    Map<String, Object> row = new HashMap<>();
    row.put("agent_run_id", id);
    row.put("log_date", Date.valueOf(run.date()));
    row.put("ended_at", Timestamp.valueOf(run.date().atStartOfDay()));
    row.put("agent_id", "agent");
    row.put("owner_id", run.owner());
    row.put("payer_id", run.payer());
    row.put("outcome", "SUCCEEDED");
    row.put("token_id", run.token());
    row.put("reward", BigDecimal.valueOf(run.reward()));
    world.put(Tables.AGENT_RUNS, row);
  }

  private static void inference(String id) {
    String run = RANDOM.nextInt(4) == 0 ? "r" + RANDOM.nextInt(12) : null;
    DisputesTwin.Call call =
        new DisputesTwin.Call(id, day(), anybody(), token(), 1L + RANDOM.nextInt(100), run);
    TWIN.calls.add(call);
    Map<String, Object> row = new HashMap<>();
    row.put("inference_id", id);
    row.put("log_date", Date.valueOf(call.date()));
    row.put("served_at", Timestamp.valueOf(call.date().atStartOfDay()));
    row.put("model_id", "model");
    row.put("caller_id", call.caller());
    row.put("node_id", "node");
    row.put("gpu_ms", 1L);
    row.put("token_id", call.token());
    row.put("fee", BigDecimal.valueOf(call.fee()));
    row.put("agent_run_id", run);
    world.put(Tables.INFERENCE_LOG, row);
    for (int first = RANDOM.nextInt(8), n = 1 + RANDOM.nextInt(3); n > 0; n--) {
      String payee = "p" + (first + n) % 8;
      String datanet = datanet();
      String reason = RANDOM.nextInt(8) == 0 ? "DECLARED_NO_SKETCH" : null;
      long amount = 1L + RANDOM.nextInt(50);
      world.earn(id, call.date(), payee, datanet, call.token(), amount, reason);
      TWIN.earned.add(
          new DisputesTwin.Earned(
              "FEE", id, id, call.date(), payee, datanet, call.token(), reason, amount));
      if (reason == null) {
        share(id, call.date(), datanet, payee);
      }
    }
    if (run != null) {
      reward(id, TWIN.runs.get(Integer.parseInt(run.substring(1))));
    }
  }

  private static void reward(String inference, DisputesTwin.Run run) {
    String payee = payee();
    long amount = 1L + RANDOM.nextInt(50);
    world.reward(run.id(), inference, run.date(), payee, run.token(), amount);
    TWIN.earned.add(
        new DisputesTwin.Earned(
            "REWARD", run.id(), inference, run.date(), payee, "net-a", run.token(), null, amount));
  }

  private static void share(String inference, LocalDate date, String datanet, String payee) {
    String method = METHODS.get(RANDOM.nextInt(METHODS.size()));
    List<String> own =
        TWIN.contributions.stream()
            .filter(c -> c.datanet().equals(datanet) && c.owner().equals(payee))
            .map(DisputesTwin.Contribution::id)
            .toList();
    List<String> named = new ArrayList<>(own.subList(0, Math.min(own.size(), RANDOM.nextInt(3))));
    named.addAll(RANDOM.nextBoolean() ? List.of("unheld") : List.of());
    boolean isText = method.equals("span") || method.equals("lexical");
    boolean whole = RANDOM.nextBoolean();
    Map<String, Object> row = new HashMap<>();
    row.put("log_date", Date.valueOf(date));
    row.put("model_id", "model");
    row.put("inference_id", inference);
    row.put("method", method);
    row.put("method_weight_ppm", 1_000_000);
    row.put("datanet_id", datanet);
    row.put("contributor_id", payee);
    row.put("share", 1_000_000_000L);
    row.put("fingerprint", "f");
    if (!isText) {
      row.put(
          "evidence",
          named.stream().map(n -> RowFactory.create(n, BigDecimal.valueOf(2))).toArray(Row[]::new));
      row.put("score_exponent", 1);
      row.put("sum_exponent", 0);
      row.put("row_positive", BigDecimal.valueOf(4L * named.size() + (whole ? 0 : 1)));
    }
    world.put(Tables.ATTRIBUTION, row);
    for (int i = 0; isText && i < named.size(); i++) {
      new TextEvidence(method, date, inference, datanet, payee, named.get(i), i).putInto(world);
    }
    boolean proven = method.equals("influence") ? whole : !named.isEmpty();
    TWIN.shares.add(new DisputesTwin.Share(inference, datanet, payee, named, proven));
  }

  private static void hold(String id) {
    boolean ofContribution = RANDOM.nextInt(3) > 0;
    DisputesTwin.Contribution c = TWIN.contributions.get(RANDOM.nextInt(24));
    String inference =
        RANDOM.nextInt(4) == 0
            ? String.format(Locale.ROOT, "i%03d", RANDOM.nextInt(INFERENCES))
            : null;
    String run = RANDOM.nextInt(6) == 0 ? "r" + RANDOM.nextInt(12) : null;
    String account = RANDOM.nextInt(4) == 0 ? payee() : null;
    DisputesTwin.Hold hold =
        ofContribution
            ? new DisputesTwin.Hold(id, account, c.datanet(), c.id(), inference, run)
            : new DisputesTwin.Hold(
                id, account, null, null, inference == null ? "i007" : inference, run);
    // Some have not begun, some have ended.
    LocalDate from = CLOSE.plusDays(RANDOM.nextInt(8) == 0 ? 1 : 0);
    LocalDate until = RANDOM.nextInt(8) == 0 ? CLOSE : null;
    LocalDate start = until == null ? from : CLOSE.minusDays(2);
    if (until == null && from.equals(CLOSE)) {
      TWIN.holds.add(hold);
    }
    world.hold(
        id,
        start,
        until,
        "because of " + id,
        hold.account(),
        hold.datanet(),
        hold.contribution(),
        hold.inference(),
        hold.run());
  }
}
