package org.tributary.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.tributary.ingest.ScannedFile.Piece;
import org.tributary.session.Mapped;

/** Reads JSON Lines files, one task per piece. */
final class JsonLines {
  private final SparkSession spark;
  private final InputTable table;

  JsonLines(SparkSession spark, InputTable table) {
    this.spark = spark;
    this.table = table;
  }

  /**
   * The files' rows: {@link Meta#READ} and the table's landing columns, which are null where the
   * row is broken.
   */
  Dataset<Row> read(List<ScannedFile> files) {
    List<Piece> pieces =
        files.stream()
            .map(ScannedFile::content)
            .filter(ScannedFile.Lines.class::isInstance)
            .flatMap(lines -> ((ScannedFile.Lines) lines).pieces().stream())
            .toList();
    Configuration hadoop = spark.sessionState().newHadoopConf();
    SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
    StructType landing = table.landingColumns();
    JsonRow parser = new JsonRow(table.name(), landing);
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(pieces, Math.max(1, pieces.size()))
            .flatMap(piece -> rows(new LineIterator(configuration.value(), piece), parser));
    return spark
        .createDataFrame(rows, wire(landing))
        .select(
            Stream.concat(
                    Meta.READ.stream().map(name -> col(name)),
                    Stream.of(landing.fields()).map(JsonLines::typed))
                .toArray(Column[]::new));
  }

  private static Iterator<Row> rows(LineIterator lines, JsonRow parser) {
    return new Mapped<>(lines, line -> row(line, parser.parse(line.text())));
  }

  private static Row row(LineIterator.Line line, JsonRow.Parsed parsed) {
    List<Object> values = new ArrayList<>();
    values.add(line.file());
    values.add(line.number());
    values.add(line.text());
    Broken broken = parsed.broken();
    values.add(broken == null ? null : broken.code());
    values.add(broken == null ? null : broken.detail());
    for (Object value : parsed.values()) {
      values.add(broken == null ? value : null);
    }
    return RowFactory.create(values.toArray());
  }

  /** What the parser yields: dates and times as numbers, so that no session setting matters. */
  private static StructType wire(StructType landing) {
    StructType wire =
        new StructType()
            .add(Meta.FILE, DataTypes.StringType)
            .add(Meta.ROW_NUMBER, DataTypes.LongType)
            .add(Meta.RAW_TEXT, DataTypes.StringType)
            .add(Meta.REASON_CODE, DataTypes.StringType)
            .add(Meta.DETAIL, DataTypes.StringType);
    for (StructField column : landing.fields()) {
      wire = wire.add(column.name(), wire(column.dataType()), true);
    }
    return wire;
  }

  private static DataType wire(DataType type) {
    if (type.equals(DataTypes.DateType)) {
      return DataTypes.IntegerType;
    }
    return type.equals(DataTypes.TimestampType) ? DataTypes.LongType : type;
  }

  private static Column typed(StructField column) {
    Column value = col(column.name());
    if (column.dataType().equals(DataTypes.DateType)) {
      value = date_from_unix_date(value);
    } else if (column.dataType().equals(DataTypes.TimestampType)) {
      value = timestamp_micros(value);
    }
    return value.as(column.name());
  }
}
