package org.tributary.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.tributary.influence.SketchBytes;
import scala.collection.Seq;

/**
 * The two forms of a sketch: a landing row has a list of numbers, which people can write and rules
 * can judge; a table has a BINARY of little-endian float32, which is a quarter of the objects and
 * none of the boxes. Every BINARY column of an input table is a sketch, also inside lists of
 * objects.
 */
final class SketchColumns {
  static final DataType NUMBERS = DataTypes.createArrayType(DataTypes.FloatType, true);

  private static final UserDefinedFunction TO_BYTES =
      udf((UDF1<Seq<Float>, byte[]>) SketchColumns::bytes, DataTypes.BinaryType);
  private static final UserDefinedFunction TO_NUMBERS =
      udf((UDF1<byte[], float[]>) SketchColumns::numbers, NUMBERS);

  private SketchColumns() {}

  /** The column as landing rows have it. */
  static StructField landing(StructField column) {
    return new StructField(
        column.name(), landing(column.dataType()), column.nullable(), column.metadata());
  }

  private static DataType landing(DataType type) {
    if (type.equals(DataTypes.BinaryType)) {
      return NUMBERS;
    } else if (type instanceof ArrayType list) {
      return DataTypes.createArrayType(landing(list.elementType()), list.containsNull());
    } else if (type instanceof StructType object) {
      return new StructType(
          Stream.of(object.fields()).map(SketchColumns::landing).toArray(StructField[]::new));
    }
    return type;
  }

  /**
   * Rows whose columns have their landing form, with those of {@code table} in the table's form.
   */
  static Dataset<Row> toTable(Dataset<Row> rows, StructType table) {
    return converted(rows, table, TO_BYTES);
  }

  /** The opposite of {@link #toTable}; every bit is kept. */
  static Dataset<Row> toLanding(Dataset<Row> rows, StructType table) {
    return converted(rows, table, TO_NUMBERS);
  }

  private static Dataset<Row> converted(
      Dataset<Row> rows, StructType table, UserDefinedFunction sketch) {
    Dataset<Row> converted = rows;
    for (StructField column : table.fields()) {
      if (hasSketch(column.dataType())) {
        converted =
            converted.withColumn(
                column.name(), value(col(column.name()), column.dataType(), sketch));
      }
    }
    return converted;
  }

  private static boolean hasSketch(DataType type) {
    return !landing(type).equals(type);
  }

  private static Column value(Column value, DataType type, UserDefinedFunction sketch) {
    if (type.equals(DataTypes.BinaryType)) {
      return sketch.apply(value);
    } else if (type instanceof ArrayType list && hasSketch(type)) {
      return transform(value, each -> value(each, list.elementType(), sketch));
    } else if (type instanceof StructType object && hasSketch(type)) {
      return when(
          value.isNotNull(),
          struct(
              Stream.of(object.fields())
                  .map(
                      field ->
                          value(value.getField(field.name()), field.dataType(), sketch)
                              .as(field.name()))
                  .toArray(Column[]::new)));
    }
    return value;
  }

  /** A number that is missing becomes NaN: such a row is quarantined and its bytes go nowhere. */
  private static byte[] bytes(Seq<Float> numbers) {
    if (numbers == null) {
      return null;
    }
    float[] values = new float[numbers.length()];
    for (int i = 0; i < values.length; i++) {
      Float value = numbers.apply(i);
      values[i] = value == null ? Float.NaN : value;
    }
    return SketchBytes.encode(values);
  }

  /** Null where the bytes are no whole float32 values. */
  static float[] numbers(byte[] bytes) {
    return bytes == null || bytes.length % Float.BYTES != 0 ? null : SketchBytes.decode(bytes);
  }
}
