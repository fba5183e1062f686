package org.tributary.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One line of a JSON Lines file as the columns of its table. Numbers are read from their text, so
 * that no amount passes through a floating point number.
 *
 * <p>Of several broken rules the first counts, in this order: JSON, unknown column, then the
 * columns as the table has them.
 */
final class JsonRow implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();

  private final String table;
  private final StructType columns;

  /** Reads lines of {@code table}, whose landing columns are {@code columns}. */
  JsonRow(String table, StructType columns) {
    this.table = table;
    this.columns = columns;
  }

  /**
   * A parsed line.
   *
   * @param values by column, as {@link JsonValue} makes them; undefined where the row is broken
   * @param broken the first broken rule, or null
   */
  record Parsed(Object[] values, Broken broken) {}

  Parsed parse(String line) {
    Object[] values = new Object[columns.length()];
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return new Parsed(values, Broken.notJson("it doesn't begin with {"));
      }
      Broken unknown = readColumns(json, values);
      if (json.nextToken() != null) {
        return new Parsed(values, Broken.notJson("something follows the object"));
      }
      return new Parsed(values, unknown != null ? unknown : firstBroken(values));
    } catch (JsonProcessingException e) {
      return new Parsed(values, Broken.notJson(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("A string can't fail to be read", e);
    }
  }

  /** Fills {@code values}; the first unknown column, or null. */
  private Broken readColumns(JsonParser json, Object[] values) throws IOException {
    Broken unknown = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      scala.Option<Object> index = columns.getFieldIndex(name);
      if (index.isDefined()) {
        int column = (Integer) index.get();
        values[column] = JsonValue.read(json, columns.apply(column).dataType(), name, table);
      } else {
        json.skipChildren();
        unknown = unknown == null ? Broken.unknownColumn(name, table) : unknown;
      }
    }
    return unknown;
  }

  private Broken firstBroken(Object[] values) {
    for (int i = 0; i < values.length; i++) {
      StructField column = columns.apply(i);
      if (values[i] instanceof Broken broken) {
        return broken;
      }
      if (values[i] == null && !column.nullable()) {
        return Broken.missing(column.name());
      }
    }
    return null;
  }
}
