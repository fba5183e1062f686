package org.tributary.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.sample.code.Vocabulary;
import org.tributary.schemas.chain.Eip55;

/**
 * Reads the files of a tiny world with Jackson and DuckDB, which know nothing of how it is made.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOG = "inference_log/*.digits.parquet";

  @TempDir static Path folder;

  private Sample.Result result;
  private Connection duckdb;

  @BeforeAll
  void make() throws SQLException {
    result = Sample.builder().out(folder.resolve("world")).tiny().build().execute();
    duckdb = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterAll
  void close() throws SQLException {
    duckdb.close();
  }

  @Test
  void eachFlawIsThereAsOftenAsTheResultSays() throws IOException, SQLException {
    Map<Flaw, Integer> found = new EnumMap<>(Flaw.class);
    for (String line : codeLines()) {
      flawOf(line).forEach(flaw -> found.merge(flaw, 1, Integer::sum));
    }
    found.merge(
        Flaw.NEGATIVE_FEE,
        number("SELECT count(*) FROM ${files} WHERE fee < 0", LOG),
        Integer::sum);
    found.merge(
        Flaw.MISSING_MODEL_ID,
        number("SELECT count(*) FROM ${files} WHERE model_id IS NULL", LOG),
        Integer::sum);
    found.merge(
        Flaw.NAN_GRADIENT,
        number(
            "SELECT count(*) FROM ${files} WHERE list_sum(sketches[1].gradient) = 'NaN'::FLOAT",
            LOG),
        Integer::sum);
    found.merge(
        Flaw.CONFLICTING_DUPLICATE, number(resource("conflicting_rows.sql"), LOG), Integer::sum);
    found.put(Flaw.BAD_ADDRESS_CHECKSUM, (int) wrongChecksums());
    assertThat(found).isEqualTo(result.flawedRows());
    assertThat(result.expectedQuarantine())
        .containsEntry("BAD_TYPE", 4L)
        .containsEntry("NOT_JSON", 2L)
        .containsEntry("FEE_NOT_NEGATIVE", 4L);
  }

  @Test
  void rowsLateAndRepeatedAreCounted() throws IOException, SQLException {
    int late = number(resource("late_rows.sql"), LOG);
    Set<String> seen = new HashSet<>();
    int repeated = 0;
    for (Path file : files("inference_log", ".jsonl")) {
      String date = file.getFileName().toString().substring(0, 10);
      for (String line : Files.readAllLines(file)) {
        if (!flawOf(line).isEmpty()) {
          continue;
        }
        JsonNode row = JSON.readTree(line);
        if (!seen.add(row.toString())) {
          repeated++;
        } else if (row.get("served_at").asText().substring(0, 10).compareTo(date) < 0) {
          late++;
        }
      }
    }
    int repeatedDigits =
        number(
            "SELECT count(*) - count(DISTINCT (inference_id, fee, model_id)) FROM ${files}", LOG);
    assertThat(late).isEqualTo(result.lateRows()).isPositive();
    assertThat(repeated + repeatedDigits).isEqualTo(result.duplicateRows()).isPositive();
  }

  @Test
  void aTrainingSketchIsTheGradientOfAMemberOfTheTrainingSet() throws IOException, SQLException {
    Set<String> members = new HashSet<>();
    for (JsonNode row : jsonRows("contributions", "digits")) {
      int added = row.get("added_in_version").asInt();
      int removed = row.path("removed_in_version").asInt(Integer.MAX_VALUE);
      assertThat(added).isLessThan(removed);
      if (added <= 3 && 3 < removed) {
        members.add(row.get("contribution_id").asText());
      }
    }
    String sketches = "training_sketches/digits-lr.parquet";
    assertThat(texts("SELECT DISTINCT contribution_id FROM ${files}", sketches))
        .containsExactlyInAnyOrderElementsOf(members);
    assertThat(number("SELECT count(*) FROM ${files}", sketches)).isEqualTo(2 * members.size());
    assertThat(texts("SELECT DISTINCT checkpoint FROM ${files}", sketches))
        .containsExactlyInAnyOrder("early", "final");
    assertThat(
            number("SELECT count(*) FROM ${files} WHERE len(gradient) != 650", sketches)
                + number("SELECT count(*) FROM ${files} WHERE len(sketches) != 2", LOG)
                + number(
                    "SELECT count(*) FROM ${files} WHERE len(sketches[2].gradient) != 650", LOG))
        .isZero();
  }

  @Test
  void whatIsRetrievedAndTrainedOnIsThere() throws IOException, SQLException {
    Set<String> files =
        texts(
            "SELECT datanet_id || '/' || contribution_id FROM ${files}",
            "contributions/java.parquet");
    for (String line : codeLines()) {
      if (flawOf(line).contains(Flaw.NOT_JSON)) {
        continue;
      }
      int sum = 0;
      for (JsonNode retrieval : JSON.readTree(line).path("retrievals")) {
        assertThat(files)
            .contains(
                retrieval.get("datanet_id").asText()
                    + "/"
                    + retrieval.get("contribution_id").asText());
        sum += retrieval.get("weight_ppm").asInt();
      }
      assertThat(sum).isIn(0, 1_000_000);
    }
    Set<String> versions = new HashSet<>();
    jsonRows("datanets", "registry")
        .forEach(row -> versions.add(row.get("datanet_id") + ":" + row.get("datanet_version")));
    for (JsonNode row : jsonRows("model_training_sets", "registry")) {
      assertThat(versions).contains(row.get("datanet_id") + ":" + row.get("datanet_version"));
    }
  }

  @Test
  void outputsAreTokensOfTheVocabularyThatIsWrittenBesideThem() throws IOException {
    for (String line : codeLines()) {
      if (flawOf(line).contains(Flaw.NOT_JSON)) {
        continue;
      }
      JsonNode row = JSON.readTree(line);
      Path file = folder.resolve("world/tokenizers/" + row.get("tokenizer_id").asText() + ".json");
      int size = JSON.readTree(Files.readString(file)).size();
      assertThat(row.get("output_tokens").size()).isBetween(40, 120);
      for (JsonNode token : row.get("output_tokens")) {
        assertThat(token.asInt()).isBetween(Vocabulary.BOUNDARY + 1, size);
      }
    }
  }

  @Test
  void amountsInParquetAreDecimalsWithoutDigitsAfterThePoint() throws SQLException {
    assertThat(texts("SELECT DISTINCT typeof(fee) FROM ${files}", LOG))
        .containsExactly("DECIMAL(38,0)");
    assertThat(texts("SELECT DISTINCT typeof(served_at) FROM ${files}", LOG))
        .containsExactly("TIMESTAMP WITH TIME ZONE");
  }

  @Test
  void onePayeeHasNoAddressAndOneMoves() throws IOException {
    List<String> accounts = new ArrayList<>();
    jsonRows("payout_addresses", "registry")
        .forEach(row -> accounts.add(row.get("account_id").asText()));
    for (JsonNode row : jsonRows("contributors", "registry")) {
      String id = row.get("contributor_id").asText();
      int expected =
          id.equals(People.withoutAddress())
              ? 0
              : id.equals(People.mover()) || id.equals(People.contributingCaller()) ? 2 : 1;
      assertThat(accounts).filteredOn(id::equals).as(id).hasSize(expected);
    }
    assertThat(accounts).containsAll(Parties.earners());
  }

  private long wrongChecksums() throws IOException {
    return jsonRows("payout_addresses", "registry").stream()
        .filter(row -> !Eip55.isValid(row.get("address").asText()))
        .count();
  }

  /** The flaws of a line, by looking at it. */
  private List<Flaw> flawOf(String line) {
    List<Flaw> flaws = new ArrayList<>();
    try {
      JsonNode row = JSON.readTree(line);
      String fee = row.get("fee").asText();
      if (fee.equals("1.5")) {
        flaws.add(Flaw.FRACTIONAL_FEE);
      } else if (new BigInteger(fee).signum() < 0) {
        flaws.add(Flaw.NEGATIVE_FEE);
      }
      if (!row.has("model_id")) {
        flaws.add(Flaw.MISSING_MODEL_ID);
      } else if (row.get("model_id").asText().equals("java-ngram-9")) {
        flaws.add(Flaw.UNKNOWN_MODEL);
      }
      if (row.get("served_at").asText().startsWith("2026-06-31")) {
        flaws.add(Flaw.BAD_TIMESTAMP);
      }
      if (isConflicting(row)) {
        flaws.add(Flaw.CONFLICTING_DUPLICATE);
      }
    } catch (JsonProcessingException e) {
      flaws.add(Flaw.NOT_JSON);
    }
    return flaws;
  }

  /** Whether an earlier line has the same id and another fee. */
  private boolean isConflicting(JsonNode row) {
    try {
      String id = "\"inference_id\":" + row.get("inference_id");
      String fee = "\"fee\":" + row.get("fee");
      return codeLines().stream()
          .filter(line -> line.contains(id))
          .findFirst()
          .map(first -> !first.contains(fee))
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> codeLines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files("inference_log", ".jsonl")) {
      lines.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
    }
    return lines;
  }

  private List<Path> files(String table, String ending) throws IOException {
    try (Stream<Path> list = Files.list(result.landing().resolve(table))) {
      return list.filter(file -> file.toString().endsWith(ending))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }

  private List<JsonNode> jsonRows(String table, String name) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line :
        Files.readAllLines(result.landing().resolve(table + "/" + name + ".jsonl"))) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = SampleFilesTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private int number(String sql, String files) throws SQLException {
    return Integer.parseInt(texts(sql, files).iterator().next());
  }

  private Set<String> texts(String sql, String files) throws SQLException {
    String filled = sql.replace("${files}", "'" + result.landing().resolve(files) + "'");
    Set<String> texts = new HashSet<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet rows = statement.executeQuery(filled)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
