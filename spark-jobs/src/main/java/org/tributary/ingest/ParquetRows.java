package org.tributary.ingest;

import static org.apache.spark.sql.functions.base64;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** Reads Parquet files: one Spark read for all files that have the same columns. */
final class ParquetRows {
  private static final int SHOWN = 80;

  /** Spark gives the path as a URI, where e.g. a blank is %20. */
  private static final UserDefinedFunction FILE_NAME =
      udf(
          (UDF1<String, Object>) path -> new Path(URI.create(path)).getName(),
          DataTypes.StringType);

  private final SparkSession spark;
  private final InputTable table;

  ParquetRows(SparkSession spark, InputTable table) {
    this.spark = spark;
    this.table = table;
  }

  /**
   * A Parquet file has one schema for all its rows, so a column that doesn't fit is an error of the
   * file.
   *
   * @throws TributaryException with {@link ErrorCode#LANDING_UNREADABLE}, naming file and column
   */
  void requireFittingColumns(ScannedFile file) {
    StructType landing = table.landingColumns();
    for (StructField column : columns(file).fields()) {
      if (landing.getFieldIndex(column.name()).isEmpty()) {
        throw TributaryException.of(
            ErrorCode.LANDING_UNREADABLE,
            "Landing file %s has a column %s, but a landing file of table %s has only %s. Leave the"
                + " column out, or correct its name; nothing of the file was ingested.",
            file.file().name(),
            column.name(),
            table.name(),
            String.join(", ", landing.fieldNames()));
      }
      StructField wanted = landing.apply(column.name());
      if (ParquetValue.of(column.dataType(), wanted.dataType()).isEmpty()) {
        throw TributaryException.of(
            ErrorCode.LANDING_UNREADABLE,
            "Landing file %s: column %s has the type %s, but table %s wants %s (%s). Write it with"
                + " that type; nothing of the file was ingested.",
            file.file().name(),
            column.name(),
            column.dataType().sql(),
            table.name(),
            wanted.dataType().sql(),
            Broken.describe(wanted.dataType()));
      }
    }
  }

  /** One Dataset per schema, each with {@link Meta#READ} and the table's landing columns. */
  List<Dataset<Row>> read(List<ScannedFile> files) {
    Map<StructType, List<ScannedFile>> bySchema =
        files.stream()
            .collect(
                Collectors.groupingBy(
                    ParquetRows::columns, LinkedHashMap::new, Collectors.toList()));
    List<Dataset<Row>> datasets = new ArrayList<>();
    bySchema.forEach((schema, group) -> datasets.add(read(schema, group)));
    return datasets;
  }

  private static StructType columns(ScannedFile file) {
    return ((ScannedFile.Parquet) file.content()).columns();
  }

  private Dataset<Row> read(StructType schema, List<ScannedFile> files) {
    Dataset<Row> source =
        spark
            .read()
            .schema(schema)
            .option("ignoreCorruptFiles", "false")
            .option("ignoreMissingFiles", "false")
            .parquet(
                files.stream()
                    .map(file -> literalPath(file.file().location()))
                    .toArray(String[]::new));
    Column broken = firstBroken(schema);
    List<Column> columns = new ArrayList<>();
    columns.add(
        concat(lit(table.name() + "/"), FILE_NAME.apply(col("_metadata.file_path"))).as(Meta.FILE));
    columns.add(col("_metadata.row_index").plus(lit(1L)).as(Meta.ROW_NUMBER));
    columns.add(when(broken.isNotNull(), LandingJson.of(schema)).as(Meta.RAW_TEXT));
    columns.add(broken.getField("code").as(Meta.REASON_CODE));
    columns.add(broken.getField("detail").as(Meta.DETAIL));
    for (StructField wanted : table.landingColumns().fields()) {
      columns.add(value(schema, wanted).as(wanted.name()));
    }
    return source.select(columns.toArray(Column[]::new));
  }

  private Column firstBroken(StructType schema) {
    Column broken = null;
    for (StructField wanted : table.landingColumns().fields()) {
      if (schema.getFieldIndex(wanted.name()).isDefined()) {
        Column found = col(quoted(wanted));
        Column misfit = conversion(schema, wanted).misfit().apply(found);
        broken = otherwise(broken, misfit, badType(schema, wanted, found));
        if (!wanted.nullable()) {
          broken = otherwise(broken, found.isNull(), missing(wanted));
        }
      } else if (!wanted.nullable()) {
        broken = otherwise(broken, lit(true), missing(wanted));
      }
    }
    return broken;
  }

  private static Column otherwise(Column before, Column condition, Column broken) {
    return before == null ? when(condition, broken) : before.when(condition, broken);
  }

  private static Column missing(StructField wanted) {
    Broken missing = Broken.missing(wanted.name());
    return struct(lit(missing.code()).as("code"), lit(missing.detail()).as("detail"));
  }

  private static Column badType(StructType schema, StructField wanted, Column found) {
    DataType type = schema.apply(wanted.name()).dataType();
    boolean nested = type instanceof ArrayType || type instanceof StructType;
    Column bytes = type.equals(DataTypes.BinaryType) ? base64(found) : found;
    Column text = nested ? to_json(found) : bytes.cast(DataTypes.StringType);
    String mark = "\u0000";
    String[] around = Broken.badType(wanted.name(), wanted.dataType(), mark).detail().split(mark);
    return struct(
        lit(Broken.BAD_TYPE).as("code"),
        concat(lit(around[0]), substring(text, 1, SHOWN), lit(around[1])).as("detail"));
  }

  private static Column value(StructType schema, StructField wanted) {
    return schema.getFieldIndex(wanted.name()).isDefined()
        ? conversion(schema, wanted).value().apply(col(quoted(wanted)))
        : lit(null).cast(wanted.dataType());
  }

  private static ParquetValue conversion(StructType schema, StructField wanted) {
    return ParquetValue.of(schema.apply(wanted.name()).dataType(), wanted.dataType()).orElseThrow();
  }

  private static String quoted(StructField column) {
    return "`" + column.name() + "`";
  }

  /** Spark takes paths for patterns: the pattern that means exactly this path. */
  static String literalPath(String location) {
    return Stream.of(location.split(""))
        .map(c -> "*?[]{}\\".contains(c) ? "\\" + c : c)
        .collect(Collectors.joining());
  }
}
