package org.tributary.evaluate.landing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.tributary.attribute.Attribute;
import org.tributary.evaluate.pay.Rule;
import org.tributary.ingest.Ingest;
import org.tributary.ingest.IngestResult;
import org.tributary.prepare.Prepare;
import org.tributary.session.RunContext;
import org.tributary.session.SqlFile;
import org.tributary.session.Warehouse;
import org.tributary.snapshot.Snapshot;

/** The stages of the night up to attribute, on a warehouse of their own, and what they left. */
final class LandingStages {
  private static final Pattern TABLE = Pattern.compile("\\$\\{([a-z_]+)}");

  private final Warehouse warehouse;
  private final Path policies;
  private final String kernel;

  /**
   * On a folder that is empty.
   *
   * @param folder of the warehouse
   * @param policies folder that policies can be written to
   */
  LandingStages(Warehouse folder, Path policies, String kernel) {
    this.warehouse = folder;
    this.policies = policies;
    this.kernel = kernel;
  }

  IngestResult ingest(String landing) {
    return Ingest.builder().warehouse(warehouse).landing(landing).build().execute();
  }

  List<Quarantined> quarantined() {
    return rows("quarantined.sql").stream()
        .map(
            row ->
                new Quarantined(
                    row.getString(0),
                    row.getString(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4)))
        .toList();
  }

  /** Models that the log has, by id. */
  List<LoggedModel> models() {
    return rows("models.sql").stream()
        .map(
            row ->
                new LoggedModel(
                    row.getString(0),
                    row.getLong(1),
                    row.getLong(2),
                    LocalDate.parse(row.getString(3)),
                    LocalDate.parse(row.getString(4))))
        .toList();
  }

  Training training(String modelId) {
    TreeSet<String> contributors = new TreeSet<>();
    long contributions = 0;
    long withoutSketch = 0;
    for (Row row : rows("training.sql")) {
      if (row.getString(0).equals(modelId)) {
        contributors.add(row.getString(1));
        contributions += row.getLong(2);
        withoutSketch += row.getLong(3);
      }
    }
    return new Training(contributors, contributions, withoutSketch);
  }

  /** Runs snapshot, prepare and attribute under a rule. What a rule before it left is replaced. */
  PaidByRule paid(Rule rule, LoggedModel model) {
    List<String> tokens = rows("tokens.sql").stream().map(row -> row.getString(0)).toList();
    String policy = RulePolicy.of(rule.attribution(), model.modelId(), tokens);
    RunContext run =
        Snapshot.builder()
            .warehouse(warehouse)
            .closeDate(model.lastDate())
            .policy(written(policy).toString())
            .build()
            .execute()
            .run();
    Prepare.of(run).execute();
    Attribute.of(run).kernel(kernel).execute();
    TreeMap<String, BigInteger> units = new TreeMap<>();
    TreeMap<String, BigInteger> unattributed = new TreeMap<>();
    for (Row row : rows("paid.sql")) {
      if (row.getString(0).equals(model.modelId())) {
        BigInteger sum = row.<BigDecimal>getAs("units").toBigIntegerExact();
        if (row.isNullAt(1)) {
          unattributed.put(row.getString(2), sum);
        } else {
          units.put(row.getString(1), sum);
        }
      }
    }
    return new PaidByRule(rule.name(), model.inferences(), units, unattributed);
  }

  private Path written(String policy) {
    try {
      return Files.writeString(policies.resolve("evaluate.conf"), policy, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write to " + policies, e);
    }
  }

  private List<Row> rows(String file) {
    Matcher tables = TABLE.matcher(SqlFile.read(LandingStages.class, file));
    String sql =
        tables.replaceAll(table -> Matcher.quoteReplacement(warehouse.identifier(table.group(1))));
    return new ArrayList<>(warehouse.spark().sql(sql).collectAsList());
  }
}
