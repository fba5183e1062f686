package org.tributary.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.policy.PayoutRule;
import org.tributary.schemas.policy.SafetyRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;

/**
 * A hold on contribution {@code bad} of one contributor, method by method: what rests on it is
 * kept, and so is what nobody can prove doesn't. Inferences are named after what their evidence is.
 */
class HoldEvidenceTest {
  private static final LocalDate JAN_30 = LocalDate.of(2026, 1, 30);
  private static final Map<String, String> KEPT = new TreeMap<>();

  @TempDir private static Path folder;
  private static PayWorld world;
  private static List<String> warnings;
  private static String written;

  @BeforeAll
  static void oneNight() {
    world = new PayWorld(folder.resolve("warehouse"), PayoutRule.PLAIN, SafetyRule.NONE);
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
    text();
    retrieval();
    influence();
    declared();
    world.hold("idle", JAN_30, null, "a typo", null, "net-a", "nothing");
    world.hold("stranger", JAN_30, null, "tax form is missing", "nobody");
    RunContext run = world.night("night-1", JAN_30);
    warnings = Settle.of(run).execute().warnings();
    written = run.folder().readText(RunFolder.WARNINGS);
    for (String line : world.statements("night-1")) {
      String[] words = line.split(" ");
      KEPT.put(words[0], words[10] + " of " + words[3]);
    }
  }

  /** Span and lexical evidence is all that there is. */
  private static void text() {
    for (String method : List.of("span", "lexical")) {
      String payee = method + "ist";
      contribution(payee, "bad-" + method, 1, null);
      world.earn(method + "-on-bad", JAN_30, payee, "net-a", "GRAIN", 40);
      world.earn(method + "-on-good", JAN_30, payee, "net-a", "GRAIN", 7);
      world.earn(method + "-without", JAN_30, payee, "net-a", "GRAIN", 500);
      share(method, method + "-on-bad", payee, Map.of());
      share(method, method + "-on-good", payee, Map.of());
      share(method, method + "-without", payee, Map.of());
      evidence(method, method + "-on-bad", payee, "bad-" + method);
      evidence(method, method + "-on-good", payee, "good");
    }
  }

  private static void evidence(String method, String inference, String payee, String contribution) {
    new TextEvidence(method, JAN_30, inference, "net-a", payee, contribution, 0).putInto(world);
  }

  /** The log names all that was retrieved, of any datanet. */
  private static void retrieval() {
    contribution("retriever", "bad-retrieved", 9, null);
    world.earn("retrieved-bad", JAN_30, "retriever", "net-a", "GRAIN", 40);
    world.earn("retrieved-good", JAN_30, "retriever", "net-a", "GRAIN", 7);
    share("retrieval", "retrieved-bad", "retriever", rows(0, "bad-retrieved", 3, "good", 4));
    share("retrieval", "retrieved-good", "retriever", rows(0, "good", 4));
  }

  /** The strongest rows stand for a part of the positive scores only, unless they sum to it. */
  private static void influence() {
    contribution("whole", "bad-whole", 1, null);
    world.earn("whole-on-bad", JAN_30, "whole", "net-a", "GRAIN", 40);
    world.earn("whole-on-good", JAN_30, "whole", "net-a", "GRAIN", 7);
    share("influence", "whole-on-bad", "whole", scores(8, "bad-whole", 3, "good", 5));
    // 4 in units of 2 are 8 in units of 1; a negative score earns nothing.
    share("influence", "whole-on-good", "whole", rows(1, "good", 4, "worse", -9));
    contribution("cut", "bad-cut", 1, 3);
    world.earn("cut", JAN_30, "cut", "net-a", "GRAIN", 40);
    share("influence", "cut", "cut", scores(9, "good", 8));
    contribution("later", "bad-later", 3, null);
    world.earn("before-it", JAN_30, "later", "net-a", "GRAIN", 40);
    share("influence", "before-it", "later", scores(9, "good", 8));
    contribution("flat", "bad-flat", 1, null);
    world.earn("flat", JAN_30, "flat", "net-a", "GRAIN", 40);
    Map<String, Object> flat = new HashMap<>(scores(8, "good", 8));
    flat.put("reason_code", "FLAT_SHARE");
    share("influence", "flat", "flat", flat);
    // Proven by one method, not by the other.
    contribution("blend", "bad-blend", 1, null);
    world.earn("blend", JAN_30, "blend", "net-a", "GRAIN", 40);
    share("influence", "blend", "blend", scores(9, "good", 8));
    share("retrieval", "blend", "blend", rows(0, "good", 4));
  }

  /** A declared share rests on all that the contributor has in the training set. */
  private static void declared() {
    contribution("declarer", "bad-declared", 1, null);
    world.earn("declared", JAN_30, "declarer", "net-a", "GRAIN", 40, "DECLARED_NO_SKETCH");
    contribution("newcomer", "bad-new", 3, null);
    world.earn("declared", JAN_30, "newcomer", "net-a", "GRAIN", 40, "DECLARED");
  }

  private static void contribution(String payee, String id, int added, Integer removed) {
    Map<String, Object> row = new HashMap<>();
    row.put("datanet_id", "net-a");
    row.put("contribution_id", id);
    row.put("contributor_id", payee);
    row.put("content_sha256", "ab".repeat(32));
    row.put("media_type", "text/plain");
    row.put("accepted_at", Timestamp.valueOf(JAN_30.atStartOfDay()));
    row.put("added_in_version", added);
    row.put("removed_in_version", removed);
    row.put("status", "ACCEPTED");
    world.put(Tables.CONTRIBUTIONS, row);
    world.address(payee, JAN_30, SettleWorld.address("home-" + payee));
    world.hold("h-" + payee, JAN_30, null, "stolen", null, "net-a", id);
  }

  /** Evidence in units of 2^exponent, of positive scores that sum to 8. */
  private static Map<String, Object> rows(int exponent, Object... idsAndScores) {
    Row[] evidence = new Row[idsAndScores.length / 2];
    for (int i = 0; i < evidence.length; i++) {
      BigDecimal score = BigDecimal.valueOf((Integer) idsAndScores[2 * i + 1]);
      evidence[i] = RowFactory.create(idsAndScores[2 * i], score);
    }
    Map<String, Object> row = new HashMap<>();
    row.put("evidence", evidence);
    row.put("score_exponent", exponent);
    row.put("row_positive", BigDecimal.valueOf(8));
    row.put("sum_exponent", 0);
    return row;
  }

  private static Map<String, Object> scores(int rowPositive, Object... idsAndScores) {
    Map<String, Object> row = rows(0, idsAndScores);
    row.put("row_positive", BigDecimal.valueOf(rowPositive));
    return row;
  }

  private static void share(
      String method, String inference, String payee, Map<String, Object> evidence) {
    Map<String, Object> row = new HashMap<>(evidence);
    row.put("log_date", Date.valueOf(JAN_30));
    row.put("model_id", "model");
    row.put("inference_id", inference);
    row.put("method", method);
    row.put("method_weight_ppm", 1_000_000);
    row.put("datanet_id", "net-a");
    row.put("contributor_id", payee);
    row.put("share", 1_000_000_000L);
    row.put("fingerprint", "f");
    world.put(Tables.ATTRIBUTION, row);
  }

  @Test
  void spansKeepWhatStandsInTheContributionAndWhatHasNoEvidence() {
    assertThat(KEPT).containsEntry("spanist", "540 of 547");
  }

  @Test
  void wordsKeepWhatTheContributionSaysAndWhatHasNoEvidence() {
    assertThat(KEPT).containsEntry("lexicalist", "540 of 547");
  }

  @Test
  void retrievalKeepsWhatWasRetrieved() {
    assertThat(KEPT).containsEntry("retriever", "40 of 47");
  }

  @Test
  void influenceKeepsAllThatItsEvidenceDoesNotProve() {
    assertThat(KEPT)
        .containsEntry("whole", "40 of 47")
        .containsEntry("cut", "40 of 40")
        .containsEntry("later", "0 of 40")
        .containsEntry("flat", "40 of 40")
        .containsEntry("blend", "40 of 40");
  }

  @Test
  void declaredKeepsTheWholePartWhereTheModelHasTheContribution() {
    assertThat(KEPT).containsEntry("declarer", "40 of 40").containsEntry("newcomer", "0 of 40");
  }

  @Test
  void holdsThatKeepNothingAreTold() {
    String why =
        " is in force and keeps nothing back: nobody earned from what it names. Check the ids in its"
            + " row of table holds.";
    assertThat(warnings)
        .containsExactly(
            "Hold h-later (stolen)" + why,
            "Hold h-newcomer (stolen)" + why,
            "Hold idle (a typo)" + why,
            "Hold stranger (tax form is missing)" + why);
    assertThat(written).contains("Hold idle (a typo)").startsWith("{\"run_id\":\"night-1\"");
  }
}
