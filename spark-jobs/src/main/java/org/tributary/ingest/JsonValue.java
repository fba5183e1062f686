package org.tributary.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One JSON value as a value of a column: what Spark takes for the type, dates as days and times as
 * microseconds since 1970, or a {@link Broken} where it doesn't fit. The parser always stands on
 * the value's last token afterwards, also behind a value that doesn't fit.
 */
final class JsonValue {
  private JsonValue() {}

  static Object read(JsonParser json, DataType type, String where, String table)
      throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (type instanceof ArrayType array && token == JsonToken.START_ARRAY) {
      return list(json, array.elementType(), where, table);
    }
    if (type instanceof StructType struct && token == JsonToken.START_OBJECT) {
      return object(json, struct, where, table);
    }
    if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
      json.skipChildren();
      return Broken.badType(where, type, token == JsonToken.START_ARRAY ? "a list" : "an object");
    }
    Optional<?> value = scalar(json, token, type);
    return value.isPresent()
        ? value.get()
        : Broken.badType(
            where, type, token == JsonToken.VALUE_STRING ? quoted(json) : json.getText());
  }

  private static Optional<?> scalar(JsonParser json, JsonToken token, DataType type)
      throws IOException {
    boolean isText = token == JsonToken.VALUE_STRING;
    boolean isInteger = token == JsonToken.VALUE_NUMBER_INT;
    boolean isNumber = isInteger || token == JsonToken.VALUE_NUMBER_FLOAT;
    if (type.equals(DataTypes.StringType) && isText) {
      return Optional.of(json.getText()).filter(JsonValue::isUnicode);
    } else if (type instanceof DecimalType && (isText || isInteger)) {
      return LandingText.integer(json.getText());
    } else if (type.equals(DataTypes.IntegerType) && isInteger) {
      return json.getNumberType() == NumberType.INT
          ? Optional.of(json.getIntValue())
          : Optional.empty();
    } else if (type.equals(DataTypes.LongType) && isInteger) {
      return json.getNumberType() == NumberType.BIG_INTEGER
          ? Optional.empty()
          : Optional.of(json.getLongValue());
    } else if (type.equals(DataTypes.FloatType) && isNumber) {
      return Optional.of(json.getFloatValue());
    } else if (type.equals(DataTypes.DoubleType) && isNumber) {
      return Optional.of(json.getDoubleValue());
    } else if (type.equals(DataTypes.DateType) && isText) {
      return LandingText.day(json.getText());
    } else if (type.equals(DataTypes.TimestampType) && isText) {
      return LandingText.micros(json.getText());
    }
    return Optional.empty();
  }

  private static Object list(JsonParser json, DataType element, String where, String table)
      throws IOException {
    List<Object> values = new ArrayList<>();
    Broken broken = null;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Object value = read(json, element, where + "[" + values.size() + "]", table);
      broken = broken == null && value instanceof Broken first ? first : broken;
      values.add(value);
    }
    return broken == null ? CollectionConverters.asScala(values).toSeq() : broken;
  }

  private static Object object(JsonParser json, StructType fields, String where, String table)
      throws IOException {
    Object[] values = new Object[fields.length()];
    Broken broken = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      scala.Option<Object> index = fields.getFieldIndex(name);
      Object value = null;
      if (index.isDefined()) {
        int field = (Integer) index.get();
        value = read(json, fields.apply(field).dataType(), where + "." + name, table);
        values[field] = value;
      } else {
        json.skipChildren();
        value = Broken.unknownColumn(where + "." + name, table);
      }
      broken = broken == null && value instanceof Broken first ? first : broken;
    }
    return broken == null ? RowFactory.create(values) : broken;
  }

  /** Half a surrogate pair has no UTF-8 form: storing it would store another text. */
  private static boolean isUnicode(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static String quoted(JsonParser json) throws IOException {
    return '"' + json.getText() + '"';
  }
}
