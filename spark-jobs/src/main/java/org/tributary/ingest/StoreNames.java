package org.tributary.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.tributary.ingest.store.StoreLayout;
import org.tributary.ingest.store.StoreReader;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * Which row of a store is whose: the CSV file beside its store.json. Its columns are {@code row}
 * (from 0), or {@code data_id} where the tool names rows, and {@code contribution_id} with {@code
 * datanet_id} or {@code datanet}, or {@code inference_id}. Other columns are left alone. It must
 * name every row of the store once, and no other.
 */
final class StoreNames {
  static final String ROW = "_store_row";

  private static final String NUMBER = "row";
  private static final String DATA_ID = "data_id";
  private static final String DATANET = "datanet_id";

  private final SparkSession spark;
  private final GradientStore store;

  StoreNames(SparkSession spark, GradientStore store) {
    this.spark = spark;
    this.store = store;
  }

  /** {@link #ROW} and the id columns of the store's table, a row for every row of the store. */
  Dataset<Row> read() {
    Dataset<Row> csv =
        spark
            .read()
            .option("header", "true")
            .option("mode", "FAILFAST")
            .option("escape", "\"")
            // A data id may be the text of the example, with line ends.
            .option("multiLine", String.valueOf(!store.layout().dataIds().isEmpty()))
            .csv(ParquetRows.literalPath(store.rowNames()));
    Set<String> columns = Set.of(csv.columns());
    Dataset<Row> named = csv.select(ids(csv, columns));
    if (columns.contains(NUMBER)) {
      requireEveryRowOnce(named);
      return named.withColumn(ROW, col(ROW).cast(DataTypes.LongType));
    }
    requireColumn(columns, DATA_ID);
    if (store.layout().dataIds().isEmpty()) {
      throw wrong("it has a column data_id, but the store doesn't name its rows. Use row.");
    }
    return byDataId(named);
  }

  private Column[] ids(Dataset<Row> csv, Set<String> columns) {
    Column place =
        columns.contains(NUMBER)
            ? expr("try_cast(`" + NUMBER + "` AS BIGINT)").as(ROW)
            : columns.contains(DATA_ID) ? csv.col(DATA_ID) : null;
    if (place == null) {
      throw wrong("it has neither a column row nor a column data_id.");
    }
    if (!store.isTraining()) {
      requireColumn(columns, "inference_id");
      return new Column[] {place, csv.col("inference_id")};
    }
    requireColumn(columns, "contribution_id");
    return new Column[] {place, datanet(csv, columns), csv.col("contribution_id")};
  }

  private Column datanet(Dataset<Row> csv, Set<String> columns) {
    for (String name : List.of(DATANET, "datanet")) {
      if (columns.contains(name)) {
        return csv.col(name).as(DATANET);
      }
    }
    if (store.spec().datanetId() == null) {
      throw wrong(
          "it has no column datanet_id, and store.json names no datanet_id for all of its rows.");
    }
    return lit(store.spec().datanetId()).as(DATANET);
  }

  private void requireColumn(Set<String> columns, String name) {
    if (!columns.contains(name)) {
      throw wrong("it has no column " + name + ".");
    }
  }

  private void requireEveryRowOnce(Dataset<Row> named) {
    Row found =
        explained(
            () ->
                named
                    .agg(
                        count(lit(1)).as("lines"),
                        countDistinct(ROW).as("rows"),
                        min(ROW).as("first"),
                        max(ROW).as("last"),
                        expr("count_if(" + anyNull(named) + ")").as("blanks"))
                    .first());
    long rows = store.layout().rows();
    if (found.<Long>getAs("blanks") > 0) {
      throw wrong(found.getAs("blanks") + " of its lines lack a row number or an id.");
    }
    boolean every =
        found.<Long>getAs("lines") == rows
            && found.<Long>getAs("rows") == rows
            && (rows == 0
                || found.<Long>getAs("first") == 0 && found.<Long>getAs("last") == rows - 1);
    if (!every) {
      throw wrong(
          "it has "
              + found.getAs("lines")
              + " lines for "
              + found.getAs("rows")
              + " rows from "
              + found.getAs("first")
              + " to "
              + found.getAs("last")
              + ", but the store has the rows 0 to "
              + (rows - 1)
              + ", each of which must be named once.");
    }
  }

  private Dataset<Row> byDataId(Dataset<Row> named) {
    Dataset<Row> rows = dataIds();
    Row found =
        explained(
            () ->
                named
                    .agg(
                        count(lit(1)).as("lines"),
                        countDistinct(DATA_ID).as("ids"),
                        expr("count_if(" + anyNull(named) + ")").as("blanks"))
                    .first());
    if (found.<Long>getAs("blanks") > 0 || !found.getAs("lines").equals(found.getAs("ids"))) {
      throw wrong("a line lacks an id, or two lines have the same data_id.");
    }
    requireNone(
        rows.join(named, rows.col(DATA_ID).equalTo(named.col(DATA_ID)), "left_anti"),
        "it doesn't name the row with data_id %s, and %d in all.");
    requireNone(
        named.join(rows, rows.col(DATA_ID).equalTo(named.col(DATA_ID)), "left_anti"),
        "it names data_id %s, which the store doesn't have, and %d in all: is a chunk missing?");
    return named.join(rows, DATA_ID).drop(DATA_ID);
  }

  private void requireNone(Dataset<Row> strangers, String message) {
    Row found = explained(() -> strangers.agg(min(DATA_ID), count(lit(1))).first());
    if (found.getLong(1) > 0) {
      throw wrong(
          String.format(java.util.Locale.ROOT, message, found.getString(0), found.getLong(1)));
    }
  }

  private static String anyNull(Dataset<Row> rows) {
    return Stream.of(rows.columns())
        .map(name -> name + " IS NULL")
        .collect(java.util.stream.Collectors.joining(" OR "));
  }

  /** Row and data id, read by a task per file. */
  private Dataset<Row> dataIds() {
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    String folder = store.folder();
    List<StoreLayout.DataIds> files = store.layout().dataIds();
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(files, files.size())
            .flatMap(file -> new DataIdIterator(hadoop.value(), folder, file));
    return spark.createDataFrame(
        rows,
        new StructType()
            .add(ROW, DataTypes.LongType, false)
            .add(DATA_ID, DataTypes.StringType, false));
  }

  /** Objects of a JSON list, one after the other. */
  private static final class DataIdIterator implements Iterator<Row> {
    private final JsonParser json;
    private long row;
    private boolean hasNext;

    DataIdIterator(Configuration hadoop, String folder, StoreLayout.DataIds file) {
      try {
        Path path = new Path(folder, file.file());
        InputStream in = path.getFileSystem(hadoop).open(path);
        json = StoreReader.parser(in);
        json.nextToken();
        row = file.firstRow();
        advance();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public boolean hasNext() {
      return hasNext;
    }

    @Override
    public Row next() {
      if (!hasNext) {
        throw new NoSuchElementException();
      }
      try {
        JsonNode object = json.readValueAsTree();
        Row found = RowFactory.create(row++, object.path(DATA_ID).asText());
        advance();
        return found;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private void advance() throws IOException {
      hasNext = json.nextToken() == JsonToken.START_OBJECT;
      if (!hasNext) {
        json.close();
      }
    }
  }

  /** Names the file where it is no CSV. */
  private Row explained(java.util.function.Supplier<Row> query) {
    try {
      return query.get();
    } catch (Exception e) {
      // Spark throws checked exceptions that it doesn't declare.
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause.getMessage() != null && cause.getMessage().contains("MALFORMED_RECORD")) {
          throw new TributaryException(
              ErrorCode.LANDING_UNREADABLE,
              wrong("it has a line with another number of fields than its first line.")
                  .getMessage(),
              e);
        }
      }
      throw e instanceof RuntimeException runtime
          ? runtime
          : new TributaryException(ErrorCode.INFRASTRUCTURE, e.getMessage(), e);
    }
  }

  private TributaryException wrong(String why) {
    return TributaryException.of(
        ErrorCode.LANDING_UNREADABLE,
        "%s",
        "Gradient store "
            + store.title()
            + ": "
            + store.spec().rows()
            + " says which row is whose, but "
            + why
            + " Correct it; nothing of the store was ingested.");
  }
}
