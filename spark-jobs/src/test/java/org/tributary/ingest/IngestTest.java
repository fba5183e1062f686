package org.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.nightly.Outcomes;
import org.tributary.schemas.table.Tables;

class IngestTest {
  private static final String MOST = "9".repeat(38);

  @TempDir Path folder;
  private Landing landing;

  @BeforeEach
  void open() {
    landing = Landing.withTables(folder);
  }

  @Test
  void brokenRowsOfEachKindAreQuarantinedAsTheyCame() {
    String good = Landing.inference("i1", "\"" + MOST + "\"");
    String negative = Landing.inference("i2", "-1");
    String fraction = Landing.inference("i3", "1.5");
    String exponent = Landing.inference("i4", "1e18");
    String tooLong = Landing.inference("i5", "1" + MOST);
    String noJson = "{\"inference_id\": ";
    String twice = "{\"fee\":1,\"fee\":2}";
    String unknown = good.replace("\"caller_id\"", "\"caller\":1,\"caller_id\"");
    String noFee = good.replace("\"fee\":\"" + MOST + "\"", "\"fee\":null");
    String noZone = good.replace("-01:00", "");
    String otherModel = good.replace("\"m1\"", "\"m2\"").replace("i1", "i9");
    String infinite =
        Landing.inference("i10", "1,\"sketches\":[{\"checkpoint\":\"a\",\"gradient\":[1e99]}]");
    String text = Landing.inference("i11", "1,\"prompt_tokens\":[1,\"2\"]");
    landing
        .lines("models/m.jsonl", Landing.MODEL)
        .text(
            "inference_log/a.jsonl",
            String.join(
                "\n",
                good,
                negative,
                fraction,
                exponent,
                tooLong,
                noJson,
                twice,
                unknown,
                noFee,
                noZone,
                otherModel,
                infinite,
                text,
                "",
                "[1]"));
    IngestResult result = landing.ingest();

    assertThat(landing.quarantine())
        .containsExactlyInAnyOrder(
            "inference_log/a.jsonl:2 FEE_NOT_NEGATIVE " + negative,
            "inference_log/a.jsonl:3 BAD_TYPE " + fraction,
            "inference_log/a.jsonl:4 BAD_TYPE " + exponent,
            "inference_log/a.jsonl:5 BAD_TYPE " + tooLong,
            "inference_log/a.jsonl:6 NOT_JSON " + noJson,
            "inference_log/a.jsonl:7 NOT_JSON " + twice,
            "inference_log/a.jsonl:8 UNKNOWN_COLUMN " + unknown,
            "inference_log/a.jsonl:9 MISSING_FEE " + noFee,
            "inference_log/a.jsonl:10 BAD_TYPE " + noZone,
            "inference_log/a.jsonl:11 UNKNOWN_MODEL " + otherModel,
            "inference_log/a.jsonl:12 SKETCH_FINITE " + infinite,
            "inference_log/a.jsonl:13 BAD_TYPE " + text,
            "inference_log/a.jsonl:14 NOT_JSON ",
            "inference_log/a.jsonl:15 NOT_JSON [1]");
    assertThat(landing.details("BAD_TYPE"))
        .contains(
            "Column fee must be an integer of up to 38 digits, as a number or a string, but 1e18"
                + " stands there. Correct the row and send it in a new file.",
            "Column prompt_tokens[1] must be an integer of 32 bits, but \"2\" stands there. Correct"
                + " the row and send it in a new file.");
    assertThat(landing.details("FEE_NOT_NEGATIVE"))
        .containsExactly(
            "Rule fee_not_negative of table inference_log is broken: fee >= 0 must hold, but the"
                + " row has {\"fee\":-1}. Correct the row and send it in a new file.");
    assertThat(landing.details("UNKNOWN_MODEL"))
        .containsExactly(
            "Column model_id names m2, which table models doesn't have. Land it there first, then"
                + " send the row in a new file.");
    assertThat(landing.rows(Tables.INFERENCE_LOG))
        .singleElement()
        .asString()
        .contains("\"fee\":" + MOST)
        .contains("\"log_date\":\"2026-05-02\"")
        .contains("2026-05-02T00:30:00.000Z");
    assertThat(result.of(Tables.INFERENCE_LOG))
        .isEqualTo(new IngestResult.TableCounts(Tables.INFERENCE_LOG, 1, 0, 15, 1, 0, 0, 14));
  }

  @Test
  void aLogRowIsKeptOnceAndNeverChanged() {
    landing
        .lines("models/m.jsonl", Landing.MODEL)
        .lines(
            "inference_log/a.jsonl",
            Landing.inference("i1", "1"),
            Landing.inference("i1", "\"1\""),
            Landing.inference("i2", "2"))
        .lines("inference_log/b.jsonl", Landing.inference("i2", "3"), Landing.inference("i1", "1"));
    assertThat(landing.ingest().of(Tables.INFERENCE_LOG))
        .isEqualTo(new IngestResult.TableCounts(Tables.INFERENCE_LOG, 2, 0, 5, 2, 0, 2, 1));
    assertThat(landing.quarantine())
        .containsExactly(
            "inference_log/b.jsonl:1 CONFLICTING_DUPLICATE " + Landing.inference("i2", "3"));
    assertThat(landing.details("CONFLICTING_DUPLICATE"))
        .containsExactly(
            "The key (inference_id) = {\"inference_id\":\"i2\"} was taken with other content from"
                + " inference_log/a.jsonl, row 3, which stays. A log row is never changed: send a"
                + " correction under a key of its own.");

    landing.lines(
        "inference_log/c.jsonl",
        Landing.inference("i3", "3"),
        Landing.inference("i2", "2"),
        Landing.inference("i1", "9").replace("05-01", "06-01"));
    assertThat(landing.ingest().of(Tables.INFERENCE_LOG))
        .isEqualTo(new IngestResult.TableCounts(Tables.INFERENCE_LOG, 1, 2, 3, 1, 0, 1, 1));
    assertThat(landing.details("CONFLICTING_DUPLICATE")).hasSize(2);
    assertThat(landing.details("CONFLICTING_DUPLICATE").get(0))
        .contains("was taken with other content from an earlier ingest, which stays");
    assertThat(landing.warehouse().read(Tables.INFERENCE_LOG).count()).isEqualTo(3);
  }

  @Test
  void theLastFileOfARegistryCounts() {
    String berta = Landing.ANNA.replace("anna", "berta");
    String anna2 = Landing.ANNA.replace("Anna", "Anna Two");
    String anna3 = Landing.ANNA.replace("Anna", "Anna Three");
    landing
        .lines("contributors/a.jsonl", Landing.ANNA, anna2, berta, berta)
        .lines("contributors/b.jsonl", anna3);
    assertThat(landing.ingest().of(Tables.CONTRIBUTORS))
        .isEqualTo(new IngestResult.TableCounts(Tables.CONTRIBUTORS, 2, 0, 5, 2, 1, 1, 1));
    assertThat(landing.quarantine())
        .containsExactly("contributors/a.jsonl:2 CONFLICTING_DUPLICATE " + anna2);
    assertThat(landing.rows(Tables.CONTRIBUTORS)).contains(anna3).hasSize(2);

    landing.lines("contributors/c.jsonl", anna2, berta, Landing.ANNA.replace("anna", "cara"));
    assertThat(landing.ingest().of(Tables.CONTRIBUTORS))
        .isEqualTo(new IngestResult.TableCounts(Tables.CONTRIBUTORS, 1, 2, 3, 1, 1, 1, 0));
    assertThat(landing.rows(Tables.CONTRIBUTORS)).contains(anna2).hasSize(3);
  }

  @Test
  void runningAgainCommitsNothing() {
    landing
        .lines("contributors/a.jsonl", Landing.ANNA, "{}")
        .text("contributors/.hidden", "x")
        .text("_SUCCESS", "");
    landing.ingest();
    List<Long> versions = landing.versions();
    IngestResult again = landing.ingest();
    assertThat(landing.versions()).isEqualTo(versions);
    assertThat(again.files()).isZero();
    assertThat(again.of(Tables.CONTRIBUTORS).skippedFiles()).isEqualTo(1);

    landing.lines("contributors/b.jsonl", Landing.ANNA, "{}");
    IngestResult copy = landing.ingest();
    assertThat(copy.unchanged()).isEqualTo(1);
    assertThat(landing.quarantine())
        .containsExactly(
            "contributors/a.jsonl:2 MISSING_CONTRIBUTOR_ID {}",
            "contributors/b.jsonl:2 MISSING_CONTRIBUTOR_ID {}");
  }

  @Test
  void aFileThatIsPutBackIsTold() {
    String changed = Landing.ANNA.replace("Anna", "Anne");
    assertThat(changed).isNotEqualTo(Landing.ANNA);
    landing.lines("contributors/a.jsonl", Landing.ANNA).ingest();
    assertThat(landing.lines("contributors/a.jsonl", changed).ingest().changedBefore()).isEmpty();
    IngestResult back = landing.lines("contributors/a.jsonl", Landing.ANNA).ingest();
    assertThat(landing.rows(Tables.CONTRIBUTORS)).containsExactly(changed);
    assertThat(back.changedBefore()).containsExactly("contributors/a.jsonl");
    assertThat(Outcomes.of(back))
        .isEqualTo(
            "0 rows of 0 new files: 0 added, 0 updated, 0 known, 0 quarantined; changed since they"
                + " were first read, and what they hold was read before: contributors/a.jsonl"
                + " (rows that were put back count when they come in a file of another name)");
    landing.lines("contributors/b.jsonl", Landing.ANNA).ingest();
    assertThat(landing.rows(Tables.CONTRIBUTORS)).containsExactly(Landing.ANNA);
  }

  @Test
  void payoutAddressesMustHaveTheirChecksum() {
    String right = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    String line =
        "{\"account_id\":\"anna\",\"chain_id\":1,\"address\":\"%s\","
            + "\"valid_from\":\"2026-01-0%d\"}";
    landing.lines(
        "payout_addresses/a.jsonl",
        line.formatted(right, 1),
        line.formatted(right.toLowerCase(Locale.ROOT), 2),
        line.formatted(right.replace("aAeb", "aaeb"), 3),
        line.formatted("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", 4));
    landing.ingest();
    assertThat(landing.quarantine())
        .containsExactly(
            "payout_addresses/a.jsonl:3 BAD_CHECKSUM "
                + line.formatted(right.replace("aAeb", "aaeb"), 3),
            "payout_addresses/a.jsonl:4 ADDRESS_FORM "
                + line.formatted("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", 4));
    assertThat(landing.details("BAD_CHECKSUM").get(0)).contains("EIP-55", "Ask the account");
  }

  @Test
  void rowNumbersAreRightHoweverAFileIsCut() {
    String[] lines = new String[500];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = i % 100 == 7 ? "broken \u00e9" + i : Landing.ANNA.replace("anna", "a" + i);
    }
    landing.text("contributors/a.jsonl", String.join("\r\n", lines));
    assertThat(landing.ingest(1000).of(Tables.CONTRIBUTORS).added()).isEqualTo(495);
    assertThat(landing.quarantine())
        .containsExactly(
            "contributors/a.jsonl:108 NOT_JSON broken \u00e9107",
            "contributors/a.jsonl:208 NOT_JSON broken \u00e9207",
            "contributors/a.jsonl:308 NOT_JSON broken \u00e9307",
            "contributors/a.jsonl:408 NOT_JSON broken \u00e9407",
            "contributors/a.jsonl:8 NOT_JSON broken \u00e97");
  }
}
