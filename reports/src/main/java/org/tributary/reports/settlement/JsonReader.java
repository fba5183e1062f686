package org.tributary.reports.settlement;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a JSON file of a known form from front to back, without holding it. */
final class JsonReader implements Closeable {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser json;

  JsonReader(Path file) throws IOException {
    this.json = FACTORY.createParser(file.toFile());
  }

  /** Steps over the next token, which must be {@code token}. */
  void expect(JsonToken token) throws IOException {
    require(json.nextToken() == token, token.toString());
  }

  /** Steps over the next key, which must be {@code name}. */
  void expectKey(String name) throws IOException {
    expect(JsonToken.FIELD_NAME);
    require(json.currentName().equals(name), "key " + name);
  }

  /** Steps over the next key and value, which must be {@code name} and {@code value}. */
  void expectText(String name, String value) throws IOException {
    expectKey(name);
    expectText(value);
  }

  /** Steps over the next value, which must be the text {@code value}. */
  void expectText(String value) throws IOException {
    expect(JsonToken.VALUE_STRING);
    require(json.getText().equals(value), "\"" + value + "\"");
  }

  /** Steps over the next value, which must be the integer {@code value}. */
  void expectInt(int value) throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT);
    require(json.getText().equals(Integer.toString(value)), Integer.toString(value));
  }

  /** The next text of an array, null at its end. */
  String textOrEnd() throws IOException {
    JsonToken token = json.nextToken();
    require(token == JsonToken.VALUE_STRING || token == JsonToken.END_ARRAY, "a text");
    return token == JsonToken.VALUE_STRING ? json.getText() : null;
  }

  /** Requires that nothing follows. */
  void expectEnd() throws IOException {
    require(json.nextToken() == null, "the end of the file");
  }

  @Override
  public void close() throws IOException {
    json.close();
  }

  private void require(boolean holds, String expected) throws IOException {
    if (!holds) {
      String found = json.currentToken() == null ? "the end of the file" : json.getText();
      throw new IllegalArgumentException(
          "at byte "
              + json.currentTokenLocation().getByteOffset()
              + " stands "
              + found
              + ", but the leaves give "
              + expected);
    }
  }
}
