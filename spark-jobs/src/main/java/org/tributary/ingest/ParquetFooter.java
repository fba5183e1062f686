package org.tributary.ingest;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation.UnknownLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** What the footer of a Parquet file says: how many rows it has, and its columns. */
final class ParquetFooter {
  private ParquetFooter() {}

  /**
   * Reads the footer.
   *
   * @throws TributaryException with {@link ErrorCode#LANDING_UNREADABLE} where the file is cut off,
   *     is no Parquet, or has a type that Spark doesn't read
   */
  static ScannedFile read(Configuration hadoop, LandingFile file, String sha256) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(new Path(file.location()), hadoop),
            ParquetReadOptions.builder().build())) {
      StructType columns = columns(reader.getFileMetaData().getSchema());
      return new ScannedFile(
          file, sha256, reader.getRecordCount(), new ScannedFile.Parquet(columns));
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, e);
    } catch (Exception e) {
      // Spark's converter throws the checked AnalysisException without declaring it.
      throw unreadable(file, e);
    }
  }

  /**
   * A column without a single value has no type where the writer derives types from values: it is
   * as good as absent.
   */
  private static StructType columns(MessageType schema) {
    MessageType typed =
        new MessageType(
            schema.getName(),
            schema.getFields().stream()
                .filter(
                    field ->
                        !(field.getLogicalTypeAnnotation() instanceof UnknownLogicalTypeAnnotation))
                .toList());
    return new ParquetToSparkSchemaConverter(SQLConf.get()).convert(typed);
  }

  private static TributaryException unreadable(LandingFile file, Exception cause) {
    return new TributaryException(
        ErrorCode.LANDING_UNREADABLE,
        "Landing file "
            + file.name()
            + " can't be read as Parquet: "
            + cause.getMessage()
            + ". Write it again (timestamps in microseconds, not nanoseconds); nothing of it was"
            + " ingested.",
        cause);
  }
}
