package org.tributary.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;

class ParquetTailTest {
  @Test
  void theOrderOfAHashSetDoesntShow() throws IOException {
    byte[] tail = ParquetTail.canonical(metadata(Encoding.RLE, Encoding.BIT_PACKED));
    assertThat(ParquetTail.canonical(metadata(Encoding.BIT_PACKED, Encoding.RLE))).isEqualTo(tail);

    byte[] ending = Arrays.copyOfRange(tail, tail.length - ParquetTail.ENDING, tail.length);
    int length = ParquetTail.metadataLength(ending);
    assertThat(length).isEqualTo(tail.length - ParquetTail.ENDING);
    FileMetaData read =
        Util.readFileMetaData(new ByteArrayInputStream(Arrays.copyOf(tail, length)));
    assertThat(read.getRow_groups().get(0).getColumns().get(0).getMeta_data().getEncodings())
        .containsExactly(Encoding.RLE, Encoding.BIT_PACKED);
    assertThat(read.getNum_rows()).isEqualTo(3);
  }

  private static byte[] metadata(Encoding... encodings) throws IOException {
    ColumnMetaData column =
        new ColumnMetaData(
            Type.INT64,
            Arrays.asList(encodings),
            List.of("amount"),
            CompressionCodec.UNCOMPRESSED,
            3,
            24,
            24,
            4);
    ColumnChunk chunk = new ColumnChunk(4);
    chunk.setMeta_data(column);
    FileMetaData file =
        new FileMetaData(
            1,
            List.of(new SchemaElement("root"), new SchemaElement("amount")),
            3,
            List.of(new RowGroup(List.of(chunk), 24, 3)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Util.writeFileMetaData(file, out);
    return out.toByteArray();
  }
}
