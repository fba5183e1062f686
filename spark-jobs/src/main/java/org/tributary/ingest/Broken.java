package org.tributary.ingest;

import java.util.Locale;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;

/**
 * Why a row is not taken.
 *
 * @param code reason code of the quarantine
 * @param detail what is wrong and how to mend it, in a sentence
 */
record Broken(String code, String detail) {
  static final String NOT_JSON = "NOT_JSON";
  static final String UNKNOWN_COLUMN = "UNKNOWN_COLUMN";
  static final String BAD_TYPE = "BAD_TYPE";
  static final String CONFLICTING_DUPLICATE = "CONFLICTING_DUPLICATE";
  static final String GRADIENT_FINITE = "GRADIENT_FINITE";
  static final String BAD_CHECKSUM = "BAD_CHECKSUM";

  /** How every detail ends. */
  static final String MEND = "Correct the row and send it in a new file.";

  private static final int SHOWN = 80;

  static Broken notJson(String why) {
    return new Broken(NOT_JSON, "The line is no JSON object: " + why + ". " + MEND);
  }

  static Broken unknownColumn(String column, String table) {
    return new Broken(
        UNKNOWN_COLUMN,
        String.format(
            Locale.ROOT,
            "Table %s has no column %s that a landing row may fill. Remove it or correct its name,"
                + " and send the row in a new file.",
            table,
            column));
  }

  static Broken badType(String column, DataType type, String found) {
    return new Broken(
        BAD_TYPE,
        String.format(
            Locale.ROOT,
            "Column %s must be %s, but %s stands there. %s",
            column,
            describe(type),
            shorten(found),
            MEND));
  }

  static Broken missing(String column) {
    return new Broken(
        missingCode(column),
        String.format(Locale.ROOT, "Column %s is missing or null. %s", column, MEND));
  }

  static String missingCode(String column) {
    return "MISSING_" + column.toUpperCase(Locale.ROOT);
  }

  /** What a column's type asks of a landing file, in words. */
  static String describe(DataType type) {
    if (type instanceof DecimalType) {
      return "an integer of up to 38 digits, as a number or a string";
    } else if (type.equals(DataTypes.IntegerType)) {
      return "an integer of 32 bits";
    } else if (type.equals(DataTypes.LongType)) {
      return "an integer of 64 bits";
    } else if (type.equals(DataTypes.FloatType) || type.equals(DataTypes.DoubleType)) {
      return "a number";
    } else if (type.equals(DataTypes.DateType)) {
      return "a date like 2026-05-31";
    } else if (type.equals(DataTypes.TimestampType)) {
      return "a time like 2026-05-31T23:59:59.123456Z";
    } else if (type instanceof ArrayType list) {
      return "a list, each element " + describe(list.elementType());
    } else if (type instanceof StructType) {
      return "an object";
    } else {
      return "a string";
    }
  }

  private static String shorten(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
