package org.tributary.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** SQL that stands in a file of its own, in the resource folder of the class that runs it. */
public final class SqlFile {
  private SqlFile() {}

  /**
   * The query in {@code name}, e.g. {@code members.sql}, beside {@code owner}, with what {@link
   * ExactSum} stands for.
   */
  public static String read(Class<?> owner, String name) {
    return ExactSum.expand(text(owner, name));
  }

  static String text(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no " + name + " beside " + owner.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
