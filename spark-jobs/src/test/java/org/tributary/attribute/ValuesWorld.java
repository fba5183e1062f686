package org.tributary.attribute;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tributary.influence.ContributorKey;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.ReferenceUnit;
import org.tributary.influence.SignedSums;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.ContentHash;
import org.tributary.session.SharedSpark;

/** Influence values as scoring would leave them, without scoring. */
final class ValuesWorld {
  static final String MODEL = "m";

  /** Exponent of the sums. */
  static final int UNIT = -40;

  private final InfluenceWorld world;
  private final List<ContributorKey> contributors;
  private final TreeMap<String, Scored> inferences = new TreeMap<>();

  /**
   * One inference of model m.
   *
   * @param shift of {@link ReferenceUnit#shift}
   * @param values by ordinal, also the sums of positive rows; null: not scored
   * @param reason why it wasn't scored
   */
  record Scored(LocalDate date, String id, int shift, long[] values, String reason) {
    static Scored of(LocalDate date, String id, long... values) {
      return new Scored(date, id, 0, values, null);
    }
  }

  /** Makes the prepared tables; contributor i of {@code contributors} has i + 1 leaders. */
  ValuesWorld(InfluenceWorld world, AttributionRule rule, List<ContributorKey> contributors) {
    this.world = world;
    this.contributors = contributors;
    String setting = InfluenceSetting.of(rule).key();
    List<String> tables =
        List.of(
            Tables.PREPARED_SETTINGS,
            Tables.PREPARED_CONTRIBUTORS,
            Tables.INFLUENCE_VALUES,
            Tables.INFLUENCE_SUMS);
    tables.forEach(world.warehouse()::createIfMissing);
    world.add(Tables.MODEL_TRAINING_SETS, 1, List.of(InfluenceWorld.trainingSet(MODEL, "d", 1)));
    world.add(
        Tables.PREPARED_SETTINGS,
        1,
        List.of(
            RowFactory.create(MODEL, "f", setting, 8, 0, 0, 0, contributors.size(), 1L, 0, null)));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < contributors.size(); i++) {
      ContributorKey key = contributors.get(i);
      rows.add(
          RowFactory.create(
              MODEL,
              "f",
              setting,
              i,
              key.datanetId(),
              key.contributorId(),
              9L,
              i + 1L,
              0,
              new byte[8]));
    }
    world.add(Tables.PREPARED_CONTRIBUTORS, 1, rows);
  }

  /** Logs inferences and scores them, as the rules of their dates say. */
  void add(List<Scored> more, int files) {
    List<Row> log = new ArrayList<>();
    for (Scored each : more) {
      inferences.put(each.id(), each);
      log.add(InfluenceWorld.inference(each.id(), each.date(), MODEL, null));
    }
    world.add(Tables.INFERENCE_LOG, files, log);
  }

  List<Scored> inferences() {
    return List.copyOf(inferences.values());
  }

  /** Writes values and sums of every log date under the rule of that date. */
  void score(int files, Map<LocalDate, AttributionRule> rules) {
    TreeMap<LocalDate, List<Scored>> byDate = new TreeMap<>();
    inferences
        .values()
        .forEach(each -> byDate.computeIfAbsent(each.date(), d -> new ArrayList<>()).add(each));
    List<Row> values = new ArrayList<>();
    List<Row> sums = new ArrayList<>();
    byDate.forEach(
        (date, day) -> {
          String setting = InfluenceSetting.of(rules.get(date)).key();
          String fingerprint = fingerprint(setting, day);
          day.forEach(each -> values.add(values(each, setting, fingerprint)));
          sums.addAll(sums(date, day, setting, fingerprint));
        });
    write(Tables.INFLUENCE_VALUES, files, values);
    write(Tables.INFLUENCE_SUMS, files, sums);
  }

  /** Every row of a table as text, sorted; entry i of {@code columns} is SQL. */
  List<String> rows(String table, String... columns) {
    return world.warehouse().read(table).selectExpr(columns).collectAsList().stream()
        .map(
            row ->
                IntStream.range(0, row.size())
                    .mapToObj(i -> String.valueOf(row.get(i)))
                    .collect(Collectors.joining(" ")))
        .sorted()
        .toList();
  }

  private void write(String table, int files, List<Row> rows) {
    world
        .warehouse()
        .replaceWhere(
            table,
            "true",
            SharedSpark.session()
                .createDataFrame(rows, world.warehouse().read(table).schema())
                .repartition(files));
  }

  private static String fingerprint(String setting, List<Scored> day) {
    ContentHash hash = new ContentHash().text(setting);
    day.forEach(each -> hash.text(each.id()));
    return hash.hex();
  }

  private Row values(Scored each, String setting, String fingerprint) {
    boolean scored = each.reason() == null;
    Object[] evidence = {
      RowFactory.create(1, "x7", -5L),
      RowFactory.create(0, "x1", 4L),
      RowFactory.create(1, "x2", 3L)
    };
    return RowFactory.create(
        java.sql.Date.valueOf(each.date()),
        MODEL,
        each.id(),
        setting,
        scored ? each.shift() : null,
        scored ? UNIT + each.shift() : null,
        scored ? bytes(each.values(), 1) : null,
        scored ? -30 : null,
        scored ? -20 : null,
        scored ? bytes(each.values(), 1) : null,
        scored ? bytes(each.values(), -1) : null,
        scored ? evidence : null,
        each.reason(),
        fingerprint);
  }

  /** Values, or the positive part of their negatives. */
  private static byte[] bytes(long[] values, int sign) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      buffer.putLong(sign > 0 ? value : Math.max(0, -value));
    }
    return buffer.array();
  }

  private List<Row> sums(LocalDate date, List<Scored> day, String setting, String fingerprint) {
    SignedSums sums = new SignedSums(contributors.size());
    long scored = 0;
    for (Scored each : day) {
      if (each.reason() == null) {
        scored++;
        for (int i = 0; i < contributors.size(); i++) {
          sums.add(i, each.values()[i], each.shift());
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; scored > 0 && i < contributors.size(); i++) {
      rows.add(
          RowFactory.create(
              java.sql.Date.valueOf(date),
              MODEL,
              setting,
              i,
              contributors.get(i).datanetId(),
              contributors.get(i).contributorId(),
              new BigDecimal(sums.positive(i)),
              new BigDecimal(sums.negative(i)),
              UNIT,
              scored,
              fingerprint));
    }
    return rows;
  }
}
