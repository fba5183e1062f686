package org.tributary.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.table.Tables;
import org.tributary.session.CountedRows;
import org.tributary.session.Warehouse;

/**
 * Rules on rows whose columns are all right by themselves: the table's CHECK constraints by name,
 * then the few that no constraint can say.
 */
final class RowRules {
  private static final String KNOWN = "_known";
  private static final int SHOWN = 200;

  /** Columns with accounts by other names than an id's. */
  private static final Set<String> ACCOUNTS = Set.of("account", "suspense");

  /** Control characters, and the line and paragraph separators of Unicode. */
  private static final String CONTROL = "[\\p{Cc}\\p{Zl}\\p{Zp}]";

  private static final UserDefinedFunction BAD_CHECKSUM =
      udf((UDF1<String, Object>) RowRules::hasBadChecksum, DataTypes.BooleanType);

  private final Warehouse warehouse;
  private final InputTable table;

  RowRules(Warehouse warehouse, InputTable table) {
    this.warehouse = warehouse;
    this.table = table;
  }

  /**
   * A rule.
   *
   * @param code reason code of rows that break it
   * @param broken whether a row breaks it
   * @param detail what is wrong
   */
  private record Rule(String code, Column broken, Column detail) {}

  /**
   * A column that names a row of another table.
   *
   * @param table the other table, whose key is {@code column}
   */
  private record Reference(String column, String table, String code) {}

  private static final Map<String, Reference> REFERENCES =
      Map.of(
          Tables.CONTRIBUTIONS,
              new Reference("contributor_id", Tables.CONTRIBUTORS, "UNKNOWN_CONTRIBUTOR"),
          Tables.INFERENCE_LOG, new Reference("model_id", Tables.MODELS, "UNKNOWN_MODEL"));

  /** The projections that a row names, by table. */
  private static final Map<String, String> NAMED_PROJECTIONS =
      Map.of(
          Tables.TRAINING_SKETCHES, "array(projection_id)",
          Tables.INFERENCE_SKETCHES, "array(projection_id)",
          Tables.INFERENCE_LOG, "coalesce(transform(sketches, s -> s.projection_id), array())");

  /**
   * Gives every row that breaks a rule its reason code and detail, and its text where it has none;
   * other columns stay.
   *
   * @param rows with the landing form of the table's columns
   */
  Dataset<Row> judge(Dataset<Row> rows) {
    List<Rule> rules = new ArrayList<>();
    table.rules().forEach((name, sql) -> rules.add(check(name, sql)));
    rules.addAll(ids());
    if (table.name().equals(Tables.PAYOUT_ADDRESSES)) {
      rules.add(checksum());
    }
    projections().ifPresent(rules::add);
    Reference reference = REFERENCES.get(table.name());
    Dataset<Row> joined = rows;
    if (reference != null) {
      joined = withKnown(rows, reference);
      rules.add(known(reference));
    }
    Column asItCame =
        when(col(Meta.REASON_CODE).isNotNull(), LandingJson.of(table.landingColumns()));
    return judged(joined, rules)
        .withColumn(Meta.RAW_TEXT, coalesce(col(Meta.RAW_TEXT), asItCame))
        .drop(KNOWN);
  }

  /**
   * As {@link #judge}, for rows of a gradient store: their columns have the table's form, and their
   * reader looked at the numbers and the ids already. They have no text.
   */
  Dataset<Row> judgeHeld(Dataset<Row> rows) {
    List<Rule> rules = new ArrayList<>();
    table.checks().forEach((name, sql) -> rules.add(check(name, sql)));
    return judged(rows, rules);
  }

  private static Dataset<Row> judged(Dataset<Row> rows, List<Rule> rules) {
    Column reason = when(col(Meta.REASON_CODE).isNotNull(), col(Meta.REASON_CODE));
    Column detail = when(col(Meta.REASON_CODE).isNotNull(), col(Meta.DETAIL));
    for (Rule rule : rules) {
      reason = reason.when(rule.broken(), lit(rule.code()));
      detail = detail.when(rule.broken(), rule.detail());
    }
    return rows.withColumns(Map.of(Meta.REASON_CODE, reason, Meta.DETAIL, detail));
  }

  /** As Delta has it: a CHECK holds when it is true, so null breaks it. */
  private Rule check(String name, String sql) {
    Set<String> words = new HashSet<>(List.of(sql.split("\\W+")));
    StructType named = new StructType();
    for (StructField column : table.columns().fields()) {
      named = words.contains(column.name()) ? named.add(column) : named;
    }
    return new Rule(
        name.toUpperCase(Locale.ROOT),
        not(coalesce(expr(sql), lit(false))),
        concat(
            lit("Rule " + name + " of table " + table.name() + " is broken: " + sql),
            lit(" must hold, but the row has "),
            substring(LandingJson.of(named), 1, SHOWN),
            lit(". " + Broken.MEND)));
  }

  /**
   * An id of white space is none, and one with a line break looks like another. The constraints of
   * the DDL ask some of it, but a table that an earlier version made has fewer of them, and SQL
   * trims spaces only: a tab would pass.
   */
  private List<Rule> ids() {
    List<Rule> rules = new ArrayList<>();
    for (StructField field : table.landingColumns().fields()) {
      boolean named = field.name().endsWith("_id") || ACCOUNTS.contains(field.name());
      if (named && field.dataType().equals(DataTypes.StringType)) {
        Column id = col(field.name());
        rules.add(
            id(
                field,
                "NOT_BLANK",
                CountedRows.isBlank(id),
                "is blank, so it names nobody and nothing. "));
        rules.add(
            id(
                field,
                "NO_CONTROL_CHARACTER",
                coalesce(id.rlike(CONTROL), lit(false)),
                "has a line break, a tab or another control character, so it looks like another. "));
      }
    }
    return rules;
  }

  private Rule id(StructField field, String code, Column broken, String what) {
    return new Rule(
        field.name().toUpperCase(Locale.ROOT) + "_" + code,
        broken,
        lit("Column " + field.name() + " of table " + table.name() + " " + what + Broken.MEND));
  }

  private static Rule checksum() {
    return new Rule(
        Broken.BAD_CHECKSUM,
        BAD_CHECKSUM.apply(col("address")),
        concat(
            lit("Address "),
            col("address"),
            lit(
                " has mixed case, but not the case of its EIP-55 checksum: a digit is wrong. Ask"
                    + " the account for its address again and send the row in a new file.")));
  }

  private static boolean hasBadChecksum(String address) {
    return address != null && !Eip55.isWithoutChecksum(address) && !Eip55.isValid(address);
  }

  /** A sketch that names its projection names one that is known; those are few. */
  private Optional<Rule> projections() {
    String named = NAMED_PROJECTIONS.get(table.name());
    if (named == null) {
      return Optional.empty();
    }
    Column known =
        array(
            warehouse.read(Tables.PROJECTIONS).select("projection_id").collectAsList().stream()
                .map(row -> lit(row.getString(0)))
                .toArray(Column[]::new));
    Column told = filter(expr(named), id -> id.isNotNull());
    // Not array_except, which no GPU computes as the CPU does.
    Column strangers =
        array_distinct(filter(told, id -> not(array_contains(known.cast("array<string>"), id))));
    return Optional.of(
        new Rule(
            "UNKNOWN_PROJECTION",
            size(strangers).gt(0),
            concat(
                lit("The sketch names the projection "),
                array_join(strangers, ", "),
                lit(
                    ", which table projections doesn't have. Land it there first, then send the"
                        + " row in a new file."))));
  }

  private Dataset<Row> withKnown(Dataset<Row> rows, Reference reference) {
    Dataset<Row> known =
        warehouse.read(reference.table()).select(col(reference.column()).as(KNOWN)).distinct();
    return rows.join(broadcast(known), col(reference.column()).equalTo(col(KNOWN)), "left_outer");
  }

  private Rule known(Reference reference) {
    return new Rule(
        reference.code(),
        col(KNOWN).isNull(),
        concat(
            lit("Column " + reference.column() + " names "),
            col(reference.column()),
            lit(
                ", which table "
                    + reference.table()
                    + " doesn't have. Land it there first, then send the row in a new file.")));
  }
}
