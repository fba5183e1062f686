package org.tributary.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How a Parquet column of one type becomes a table column of another. Only conversions that keep
 * the value exactly are there, and double to float for gradients, which are approximate by nature.
 *
 * @param value the converted value; null where it doesn't fit
 * @param misfit whether a value doesn't fit, e.g. an integer that is too big
 */
record ParquetValue(UnaryOperator<Column> value, UnaryOperator<Column> misfit) {
  private static final ParquetValue SAME = new ParquetValue(column -> column, column -> lit(false));

  private static final UserDefinedFunction INTEGER =
      udf(
          (UDF1<String, Object>)
              text -> text == null ? null : LandingText.integer(text).orElse(null),
          DataTypes.createDecimalType(DecimalType.MAX_PRECISION(), 0));
  private static final UserDefinedFunction SKETCH =
      udf((UDF1<byte[], float[]>) SketchColumns::numbers, SketchColumns.NUMBERS);
  private static final UserDefinedFunction DAY =
      udf(
          (UDF1<String, Object>) text -> text == null ? null : LandingText.day(text).orElse(null),
          DataTypes.IntegerType);
  private static final UserDefinedFunction MICROS =
      udf(
          (UDF1<String, Object>)
              text -> text == null ? null : LandingText.micros(text).orElse(null),
          DataTypes.LongType);

  /** The conversion, or nothing where {@code from} can't stand for {@code to}. */
  static Optional<ParquetValue> of(DataType from, DataType to) {
    if (DataType.equalsIgnoreNullability(from, to)) {
      return Optional.of(SAME);
    } else if (isInteger(from) && isInteger(to)) {
      return Optional.of(checked(column -> column.try_cast(to)));
    } else if (to.equals(DataTypes.FloatType)
        && (from.equals(DataTypes.DoubleType) || isInteger(from))) {
      return Optional.of(new ParquetValue(column -> column.cast(to), column -> lit(false)));
    } else if (to.equals(DataTypes.DoubleType)
        && (from.equals(DataTypes.FloatType) || isInteger(from))) {
      return Optional.of(new ParquetValue(column -> column.cast(to), column -> lit(false)));
    } else if (from.equals(DataTypes.BinaryType) && to.equals(SketchColumns.NUMBERS)) {
      return Optional.of(checked(SKETCH::apply));
    } else if (from.equals(DataTypes.StringType)) {
      return ofText(to);
    } else if (from instanceof ArrayType source && to instanceof ArrayType target) {
      return of(source.elementType(), target.elementType()).map(ParquetValue::ofList);
    } else if (from instanceof StructType source && to instanceof StructType target) {
      return ofStruct(source, target);
    }
    return Optional.empty();
  }

  private static Optional<ParquetValue> ofText(DataType to) {
    if (to instanceof DecimalType) {
      return Optional.of(checked(INTEGER::apply));
    } else if (to.equals(DataTypes.DateType)) {
      return Optional.of(checked(column -> date_from_unix_date(DAY.apply(column))));
    } else if (to.equals(DataTypes.TimestampType)) {
      return Optional.of(checked(column -> timestamp_micros(MICROS.apply(column))));
    }
    return Optional.empty();
  }

  private static ParquetValue ofList(ParquetValue element) {
    return new ParquetValue(
        list -> transform(list, x -> element.value().apply(x)),
        list -> coalesce(exists(list, x -> element.misfit().apply(x)), lit(false)));
  }

  private static Optional<ParquetValue> ofStruct(StructType from, StructType to) {
    if (!List.of(to.fieldNames()).containsAll(List.of(from.fieldNames()))) {
      return Optional.empty();
    }
    Map<String, ParquetValue> fields = new LinkedHashMap<>();
    for (StructField field : to.fields()) {
      Optional<ParquetValue> conversion = ofField(from, field);
      if (conversion.isEmpty()) {
        return Optional.empty();
      }
      fields.put(field.name(), conversion.get());
    }
    return Optional.of(
        new ParquetValue(
            column ->
                when(
                    column.isNotNull(),
                    struct(
                        fields.entrySet().stream()
                            .map(field -> field.getValue().value().apply(column).as(field.getKey()))
                            .toArray(Column[]::new))),
            column ->
                fields.values().stream()
                    .map(field -> field.misfit().apply(column))
                    .reduce(lit(false), Column::or)));
  }

  /** The conversion from the whole struct to one field of the target. */
  private static Optional<ParquetValue> ofField(StructType from, StructField to) {
    String name = to.name();
    if (from.getFieldIndex(name).isEmpty()) {
      return Optional.of(
          new ParquetValue(column -> lit(null).cast(to.dataType()), column -> lit(false)));
    }
    return of(from.apply(name).dataType(), to.dataType())
        .map(
            inner ->
                new ParquetValue(
                    column -> inner.value().apply(column.getField(name)),
                    column -> inner.misfit().apply(column.getField(name))));
  }

  private static ParquetValue checked(UnaryOperator<Column> value) {
    return new ParquetValue(value, column -> column.isNotNull().and(value.apply(column).isNull()));
  }

  private static boolean isInteger(DataType type) {
    return type.equals(DataTypes.ByteType)
        || type.equals(DataTypes.ShortType)
        || type.equals(DataTypes.IntegerType)
        || type.equals(DataTypes.LongType)
        || (type instanceof DecimalType decimal && decimal.scale() == 0);
  }
}
