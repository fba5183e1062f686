package org.tributary.ingest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.tributary.schemas.table.TableDefinition;
import org.tributary.session.Warehouse;

/**
 * What one input table asks of its landing rows. All of it is read from the created Delta table,
 * which is made from the DDL file; there is no second list of rules.
 *
 * @param definition name, kind, key and partitioning
 * @param columns the table's columns, in the DDL's order
 * @param checks SQL of every CHECK constraint by name, in the order of names
 */
record InputTable(
    TableDefinition definition, StructType columns, SortedMap<String, String> checks) {
  private static final String CONSTRAINT = "delta.constraints.";
  private static final String LOG_DATE = "log_date";

  static InputTable of(Warehouse warehouse, String name) {
    SortedMap<String, String> checks = new TreeMap<>();
    for (Map.Entry<String, String> property : warehouse.properties(name).entrySet()) {
      if (property.getKey().startsWith(CONSTRAINT)) {
        checks.put(property.getKey().substring(CONSTRAINT.length()), property.getValue());
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

  /** What a landing row may have: the table's columns without the log date, which is computed. */
  StructType landingColumns() {
    StructType landing = new StructType();
    for (StructField column : columns.fields()) {
      if (logDateSource().isEmpty() || !column.name().equals(LOG_DATE)) {
        landing = landing.add(column);
      }
    }
    return landing;
  }

  /** The column whose UTC date is the log date: a log table's only timestamp. */
  Optional<String> logDateSource() {
    if (definition.kind() != TableDefinition.Kind.LOG) {
      return Optional.empty();
    }
    List<String> timestamps =
        List.of(columns.fields()).stream()
            .filter(column -> column.dataType().equals(DataTypes.TimestampType))
            .map(StructField::name)
            .toList();
    if (timestamps.size() != 1) {
      throw new IllegalStateException(
          "A log table has one timestamp, the log date's; " + name() + " has " + timestamps);
    }
    return Optional.of(timestamps.get(0));
  }
}
