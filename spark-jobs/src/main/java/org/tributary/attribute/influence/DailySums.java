package org.tributary.attribute.influence;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.tributary.influence.ReferenceUnit;
import org.tributary.influence.SignedSums;
import scala.Tuple2;

/** From rows of {@code influence_values} to rows of {@code influence_sums}. */
final class DailySums {
  /** The table's columns, in its order. */
  static final StructType COLUMNS =
      StructType.fromDDL(
          "log_date DATE, model_id STRING, setting STRING, ordinal INT, datanet_id STRING,"
              + " contributor_id STRING, positive DECIMAL(38,0), negative DECIMAL(38,0),"
              + " exponent INT, inferences BIGINT, fingerprint STRING");

  /** Columns of influence_values that {@link Summing} reads, in its order. */
  static final String[] READ = {"log_date", "model_id", "z_exponent", "`values`"};

  private DailySums() {}

  /**
   * A partition that is summed.
   *
   * @param logDate days since 1970
   * @param modelId model
   */
  record Day(int logDate, UTF8String modelId) implements Serializable {}

  /**
   * What is known of a partition beforehand.
   *
   * @param setting its setting
   * @param fingerprint its fingerprint
   * @param reference reference exponent of the setting
   * @param exponent of the sums
   * @param names datanet and contributor by ordinal
   */
  record Terms(
      UTF8String setting,
      UTF8String fingerprint,
      int reference,
      int exponent,
      List<UTF8String[]> names)
      implements Serializable {}

  /** Sums of a task's part of a partition. */
  static final class DaySums implements Serializable {
    private static final long serialVersionUID = 1L;
    private final SignedSums sums;
    private long inferences;

    DaySums(int contributors) {
      sums = new SignedSums(contributors);
    }

    void add(byte[] values, int shift) {
      LongBuffer each = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
      for (int contributor = 0; contributor < sums.size(); contributor++) {
        sums.add(contributor, each.get(contributor), shift);
      }
      inferences++;
    }

    DaySums plus(DaySums other) {
      sums.addAll(other.sums);
      inferences += other.inferences;
      return this;
    }
  }

  /** A task: sums by partition. */
  record Summing(Broadcast<Map<Day, Terms>> terms)
      implements FlatMapFunction<Iterator<InternalRow>, Tuple2<Day, DaySums>> {
    @Override
    public Iterator<Tuple2<Day, DaySums>> call(Iterator<InternalRow> rows) {
      Map<Day, DaySums> byDay = new HashMap<>();
      Day day = null;
      DaySums sums = null;
      while (rows.hasNext()) {
        InternalRow row = rows.next();
        UTF8String model = row.getUTF8String(1);
        if (day == null || day.logDate() != row.getInt(0) || !day.modelId().equals(model)) {
          day = new Day(row.getInt(0), model.copy());
          int contributors = terms.value().get(day).names().size();
          sums = byDay.computeIfAbsent(day, key -> new DaySums(contributors));
        }
        if (!row.isNullAt(3)) {
          int reference = terms.value().get(day).reference();
          sums.add(row.getBinary(3), ReferenceUnit.shift(row.getInt(2), reference));
        }
      }
      List<Tuple2<Day, DaySums>> found = new ArrayList<>();
      byDay.forEach((key, value) -> found.add(new Tuple2<>(key, value)));
      return found.iterator();
    }
  }

  /** Rows of the table. */
  static Iterator<InternalRow> rows(Day day, DaySums found, Terms terms) {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < terms.names().size();
      }

      @Override
      public InternalRow next() {
        int ordinal = next++;
        return new GenericInternalRow(
            new Object[] {
              day.logDate(),
              day.modelId(),
              terms.setting(),
              ordinal,
              terms.names().get(ordinal)[0],
              terms.names().get(ordinal)[1],
              decimal(found.sums.positive(ordinal)),
              decimal(found.sums.negative(ordinal)),
              terms.exponent(),
              found.inferences,
              terms.fingerprint()
            });
      }
    };
  }

  private static Decimal decimal(java.math.BigInteger value) {
    return Decimal.apply(
        scala.math.BigDecimal.javaBigDecimal2bigDecimal(new java.math.BigDecimal(value)), 38, 0);
  }
}
