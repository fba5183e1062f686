package org.tributary.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.tributary.session.Warehouse;

/**
 * Rules on rows whose columns are all right by themselves: the table's CHECK constraints by name,
 * then the few that no constraint can say.
 */
final class RowRules {
  private static final String KNOWN = "_known";
  private static final int SHOWN = 200;

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

  /**
   * Gives every row that breaks a rule its reason code and detail, and its text where it has none;
   * other columns stay.
   *
   * @param rows with the landing form of the table's columns
   */
  Dataset<Row> judge(Dataset<Row> rows) {
    List<Rule> rules = new ArrayList<>();
    table.checks().forEach((name, sql) -> rules.add(check(name, sql)));
    if (table.name().equals(Tables.PAYOUT_ADDRESSES)) {
      rules.add(checksum());
    }
    Reference reference = REFERENCES.get(table.name());
    Dataset<Row> joined = rows;
    if (reference != null) {
      joined = withKnown(rows, reference);
      rules.add(known(reference));
    }
    Column reason = when(col(Meta.REASON_CODE).isNotNull(), col(Meta.REASON_CODE));
    Column detail = when(col(Meta.REASON_CODE).isNotNull(), col(Meta.DETAIL));
    for (Rule rule : rules) {
      reason = reason.when(rule.broken(), lit(rule.code()));
      detail = detail.when(rule.broken(), rule.detail());
    }
    Column asItCame =
        when(col(Meta.REASON_CODE).isNotNull(), LandingJson.of(table.landingColumns()));
    return joined
        .withColumns(Map.of(Meta.REASON_CODE, reason, Meta.DETAIL, detail))
        .withColumn(Meta.RAW_TEXT, coalesce(col(Meta.RAW_TEXT), asItCame))
        .drop(KNOWN);
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
