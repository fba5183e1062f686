package org.tributary.ingest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.tributary.schemas.table.TableDefinition;
import org.tributary.session.Warehouse;

/**
 * What one input table asks of its landing rows. All of it is read from the created Delta table,
 * which is made from the DDL file; there is no second list of rules. Rules that SQL can judge on
 * the table's columns are CHECK constraints; those on the numbers of a sketch are properties {@code
 * tributary.rules.NAME}, since the table holds a sketch's bytes and a landing row its numbers.
 *
 * @param definition name, kind, key and partitioning
 * @param columns the table's columns, in the DDL's order
 * @param checks SQL of every rule by name, in the order of names; it holds on a landing row's
 *     columns
 */
record InputTable(
    TableDefinition definition, StructType columns, SortedMap<String, String> checks) {
  private static final List<String> RULES = List.of("delta.constraints.", "tributary.rules.");
  private static final String LOG_DATE = "log_date";

  static InputTable of(Warehouse warehouse, String name) {
    SortedMap<String, String> checks = new TreeMap<>();
    for (Map.Entry<String, String> property : warehouse.properties(name).entrySet()) {
      for (String prefix : RULES) {
        if (property.getKey().startsWith(prefix)) {
          checks.put(property.getKey().substring(prefix.length()), property.getValue());
        }
      }
    }
    return new InputTable(TableDefinition.load(name), warehouse.columns(name), checks);
  }

  String name() {
    return definition.name();
  }

  List<String> key() {
    return definition.key();
  }

  /**
   * What a landing row may have: the table's columns without the log date, which is computed, and
   * with sketches as lists of numbers.
   */
  StructType landingColumns() {
    StructType landing = new StructType();
    for (StructField column : columns.fields()) {
      if (logDateSource().isEmpty() || !column.name().equals(LOG_DATE)) {
        landing = landing.add(SketchColumns.landing(column));
      }
    }
    return landing;
  }

  /** The columns that a landing row fills, as the table holds them. */
  StructType heldColumns() {
    return new StructType(
        Stream.of(landingColumns().fieldNames()).map(columns::apply).toArray(StructField[]::new));
  }

  /**
   * The column whose UTC date is the log date, where there is one: a log table's only timestamp.
   */
  Optional<String> logDateSource() {
    if (columns.getFieldIndex(LOG_DATE).isEmpty()) {
      return Optional.empty();
    }
    List<String> timestamps =
        List.of(columns.fields()).stream()
            .filter(column -> column.dataType().equals(DataTypes.TimestampType))
            .map(StructField::name)
            .toList();
    if (timestamps.size() != 1) {
      throw new IllegalStateException(
          "A table with a log date has one timestamp, the log date's; "
              + name()
              + " has "
              + timestamps);
    }
    return Optional.of(timestamps.get(0));
  }
}
