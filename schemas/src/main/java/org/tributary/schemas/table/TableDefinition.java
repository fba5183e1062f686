package org.tributary.schemas.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One table of the warehouse, as its DDL file says.
 *
 * @param name table name, also the folder below {@code tables/}
 * @param ddl the CREATE TABLE statement with <code>${table}</code> in place of the identifier
 * @param kind what may happen to its rows
 * @param key columns that identify a row, from the property {@code tributary.key}
 * @param partitionedBy partition columns, in order
 */
public record TableDefinition(
    String name, String ddl, Kind kind, List<String> key, List<String> partitionedBy) {
  /** What may happen to a table's rows. */
  public enum Kind {
    /** Current state by key: a newer row replaces an older. */
    REGISTRY,
    /** Immutable facts by key: another content under the same key is an error of the sender. */
    LOG,
    /** Recomputed from inputs, replaced by partition. */
    DERIVED,
    /** Only ever added to. */
    APPEND
  }

  private static final Pattern KIND = Pattern.compile("'tributary\\.kind'\\s*=\\s*'(\\w+)'");
  private static final Pattern KEY = Pattern.compile("'tributary\\.key'\\s*=\\s*'([\\w,]+)'");
  private static final Pattern PARTITIONED = Pattern.compile("PARTITIONED BY \\(([^)]*)\\)");

  public TableDefinition {
    key = List.copyOf(key);
    partitionedBy = List.copyOf(partitionedBy);
  }

  /** Loads {@code tables/NAME/table.sql} from the class path. */
  public static TableDefinition load(String name) {
    String resource = "/tables/" + name + "/table.sql";
    try (InputStream in = TableDefinition.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no DDL " + resource);
      }
      return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TableDefinition parse(String name, String ddl) {
    Matcher partitioned = PARTITIONED.matcher(ddl);
    return new TableDefinition(
        name,
        ddl,
        Kind.valueOf(first(KIND, ddl, name).toUpperCase(Locale.ROOT)),
        columns(first(KEY, ddl, name)),
        partitioned.find() ? columns(partitioned.group(1)) : List.of());
  }

  /** The DDL with the table's identifier filled in. */
  public String createStatement(String identifier) {
    return ddl.replace("${table}", identifier);
  }

  private static String first(Pattern pattern, String ddl, String name) {
    Matcher matcher = pattern.matcher(ddl);
    if (!matcher.find()) {
      throw new IllegalArgumentException("The DDL of " + name + " has no " + pattern.pattern());
    }
    return matcher.group(1);
  }

  private static List<String> columns(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(",", -1)).map(String::strip).toList();
  }
}
