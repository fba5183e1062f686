package org.tributary.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Makes the same rows the same Parquet bytes in every JVM. Parquet-java lists a column's encodings
 * in the order of a hash set of enum constants, whose hashes are other ones in each JVM; here they
 * are listed by number, as readers don't care.
 *
 * <p>A Parquet file ends with its metadata (Thrift), the metadata's length in four little-endian
 * bytes, and {@code PAR1} (apache/parquet-format, README, "File format").
 */
public final class ParquetTail {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** Bytes after the metadata: its length and the magic. */
  public static final int ENDING = Integer.BYTES + MAGIC.length;

  private ParquetTail() {}

  /**
   * Length of the metadata.
   *
   * @param ending the last {@value #ENDING} bytes of a file
   */
  public static int metadataLength(byte[] ending) {
    return ByteBuffer.wrap(ending).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  /**
   * What follows the last row group, in the one form.
   *
   * @param metadata the metadata's bytes, without the ending
   * @return metadata and ending
   */
  public static byte[] canonical(byte[] metadata) {
    try {
      FileMetaData file = Util.readFileMetaData(new ByteArrayInputStream(metadata));
      for (RowGroup group : file.getRow_groups()) {
        for (ColumnChunk column : group.getColumns()) {
          order(column.getMeta_data());
        }
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Util.writeFileMetaData(file, out);
      ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      out.writeBytes(length.putInt(out.size()).array());
      out.writeBytes(MAGIC);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("Not the metadata of a Parquet file", e);
    }
  }

  /** Brings a file of the local file system into the one form. */
  public static void rewrite(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long end = bytes.length() - ENDING;
      byte[] ending = new byte[ENDING];
      bytes.seek(end);
      bytes.readFully(ending);
      byte[] metadata = new byte[metadataLength(ending)];
      bytes.seek(end - metadata.length);
      bytes.readFully(metadata);
      bytes.setLength(end - metadata.length);
      bytes.seek(end - metadata.length);
      bytes.write(canonical(metadata));
    }
  }

  private static void order(ColumnMetaData column) {
    List<Encoding> encodings = new ArrayList<>(column.getEncodings());
    encodings.sort(Comparator.comparingInt(Encoding::getValue));
    column.setEncodings(encodings);
    if (column.isSetEncoding_stats()) {
      List<PageEncodingStats> stats = new ArrayList<>(column.getEncoding_stats());
      stats.sort(
          Comparator.<PageEncodingStats>comparingInt(page -> page.getPage_type().getValue())
              .thenComparingInt(page -> page.getEncoding().getValue()));
      column.setEncoding_stats(stats);
    }
  }
}
