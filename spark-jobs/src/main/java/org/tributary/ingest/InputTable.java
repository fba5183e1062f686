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
 * @param checks SQL of every CHECK constraint by name, in the order of names; it holds on a landing
 *     row as well
 * @param numberRules SQL of every rule on the numbers of a sketch by name, in the order of names;
 *     it holds on a landing row only
 * @param logDateOf the timestamp that gives the log date, where the table has several
 */
record InputTable(
    TableDefinition definition,
    StructType columns,
    SortedMap<String, String> checks,
    SortedMap<String, String> numberRules,
    Optional<String> logDateOf) {
  private static final String CONSTRAINT = "delta.constraints.";
  private static final String NUMBER_RULE = "tributary.rules.";
  private static final String LOG_DATE = "log_date";
  private static final String LOG_DATE_OF = "tributary.log-date-of";

  static InputTable of(Warehouse warehouse, String name) {
    Map<String, String> properties = warehouse.properties(name);
    return new InputTable(
        TableDefinition.load(name),
        warehouse.columns(name),
        withPrefix(properties, CONSTRAINT),
        withPrefix(properties, NUMBER_RULE),
        Optional.ofNullable(properties.get(LOG_DATE_OF)));
  }

  private static SortedMap<String, String> withPrefix(
      Map<String, String> properties, String prefix) {
    SortedMap<String, String> found = new TreeMap<>();
    properties.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value);
          }
        });
    return found;
  }

  /** All rules on a landing row by name, in the order of names. */
  SortedMap<String, String> rules() {
    SortedMap<String, String> rules = new TreeMap<>(checks);
    rules.putAll(numberRules);
    return rules;
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
   * The column whose UTC date is the log date, where there is one: a log table's only timestamp, or
   * the one that it names.
   */
  Optional<String> logDateSource() {
    if (columns.getFieldIndex(LOG_DATE).isEmpty()) {
      return Optional.empty();
    }
    if (logDateOf.isPresent()) {
      return logDateOf;
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
