package org.tributary.sample.landing;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Writes landing rows to a Parquet file with parquet-java itself, so that the file has one name and
 * the same rows give the same bytes; a Spark write would put a random id into each name.
 */
final class ParquetRows extends WriteSupport<Map<String, Object>> {
  private static final int DECIMAL_BYTES = 16;

  private final MessageType schema;
  private RecordConsumer consumer;

  private ParquetRows(MessageType schema) {
    this.schema = schema;
  }

  /** Opens a file; an old one of the same name is replaced. */
  static ParquetWriter<Map<String, Object>> open(java.nio.file.Path file, MessageType schema)
      throws IOException {
    return new Builder(new LocalOutputFile(file), schema)
        .withCompressionCodec(CompressionCodecName.SNAPPY)
        .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
        .build();
  }

  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(schema, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    this.consumer = recordConsumer;
  }

  @Override
  public void write(Map<String, Object> row) {
    consumer.startMessage();
    writeFields(schema, row);
    consumer.endMessage();
  }

  private void writeFields(GroupType group, Map<?, ?> row) {
    for (int i = 0; i < group.getFieldCount(); i++) {
      Type field = group.getType(i);
      Object value = row.get(field.getName());
      if (value != null) {
        consumer.startField(field.getName(), i);
        writeValue(field, value);
        consumer.endField(field.getName(), i);
      }
    }
  }

  private void writeValue(Type field, Object value) {
    if (value instanceof String text) {
      consumer.addBinary(Binary.fromString(text));
    } else if (value instanceof Integer number) {
      consumer.addInteger(number);
    } else if (value instanceof Long number) {
      consumer.addLong(number);
    } else if (value instanceof BigInteger amount) {
      consumer.addBinary(Binary.fromConstantByteArray(bigEndian(amount)));
    } else if (value instanceof Instant instant) {
      consumer.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    } else if (value instanceof LocalDate date) {
      consumer.addInteger(Math.toIntExact(date.toEpochDay()));
    } else if (value instanceof Map<?, ?> row) {
      consumer.startGroup();
      writeFields(field.asGroupType(), row);
      consumer.endGroup();
    } else {
      requireList(field);
      consumer.startGroup();
      writeElements(field.asGroupType().getType(0).asGroupType(), value);
      consumer.endGroup();
    }
  }

  /** The three levels of a Parquet list: the field, a repeated group, the element. */
  private void writeElements(GroupType repeated, Object value) {
    int size = value instanceof int[] ints ? ints.length : sizeOf(value);
    if (size == 0) {
      return;
    }
    Type element = repeated.getType(0);
    consumer.startField(repeated.getName(), 0);
    for (int i = 0; i < size; i++) {
      consumer.startGroup();
      consumer.startField(element.getName(), 0);
      if (value instanceof int[] numbers) {
        consumer.addInteger(numbers[i]);
      } else if (value instanceof float[] numbers) {
        consumer.addFloat(numbers[i]);
      } else {
        writeValue(element, ((List<?>) value).get(i));
      }
      consumer.endField(element.getName(), 0);
      consumer.endGroup();
    }
    consumer.endField(repeated.getName(), 0);
  }

  private static int sizeOf(Object value) {
    return value instanceof float[] numbers ? numbers.length : ((List<?>) value).size();
  }

  private static void requireList(Type field) {
    if (!LogicalTypeAnnotation.listType().equals(field.getLogicalTypeAnnotation())) {
      throw new IllegalArgumentException("Column " + field.getName() + " is no list");
    }
  }

  private static byte[] bigEndian(BigInteger amount) {
    byte[] shortest = amount.toByteArray();
    byte[] bytes = new byte[DECIMAL_BYTES];
    Arrays.fill(bytes, amount.signum() < 0 ? (byte) -1 : 0);
    System.arraycopy(shortest, 0, bytes, DECIMAL_BYTES - shortest.length, shortest.length);
    return bytes;
  }

  private static final class Builder extends ParquetWriter.Builder<Map<String, Object>, Builder> {
    private final MessageType schema;

    private Builder(OutputFile file, MessageType schema) {
      super(file);
      this.schema = schema;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Map<String, Object>> getWriteSupport(Configuration configuration) {
      return new ParquetRows(schema);
    }
  }
}
