package org.tributary.schemas.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * README.md describes the input tables as their DDL has them. Run with {@code
 * -Dtributary.write.readme=true} to bring it up to date.
 */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- tables:begin -->\n";
  private static final String END = "<!-- tables:end -->\n";
  private static final Pattern COLUMN =
      Pattern.compile("(?m)^  (\\w+) (\\S.*?)( NOT NULL)? COMMENT '((?:[^']|'')*)',?$");
  private static final Pattern RULE =
      Pattern.compile(
          "(?m)^  '(?:delta\\.constraints|tributary\\.rules)\\.(\\w+)' = '((?:[^']|'')*)',?$");
  private static final Pattern TABLE_COMMENT = Pattern.compile("(?m)^COMMENT '((?:[^']|'')*)'$");

  @Test
  void theReadmeDescribesTheTablesAsTheirDdlDoes() throws IOException {
    String readme = Files.readString(README);
    int from = readme.indexOf(BEGIN) + BEGIN.length();
    int to = readme.indexOf(END);
    String expected = inputTables() + rules();
    if (Boolean.getBoolean("tributary.write.readme")) {
      Files.writeString(README, readme.substring(0, from) + expected + readme.substring(to));
      return;
    }
    assertThat(readme.substring(from, to))
        .as("run ./mvnw -pl schemas test -Dtest=ReadmeTest -Dtributary.write.readme=true")
        .isEqualTo(expected);
  }

  private static String inputTables() {
    StringBuilder text = new StringBuilder("\n## Input tables\n");
    for (String name : Tables.INPUTS) {
      TableDefinition table = TableDefinition.load(name);
      text.append(
          String.format(
              Locale.ROOT,
              "\n### %s\n\n%s. A %s; key: %s.\n\n| column | type | null | what it is |\n"
                  + "|---|---|---|---|\n",
              name,
              first(TABLE_COMMENT, table.ddl()),
              table.kind().name().toLowerCase(Locale.ROOT),
              String.join(", ", table.key())));
      Matcher column = COLUMN.matcher(table.ddl());
      while (column.find()) {
        if (!column.group(4).contains("absent from landing files")) {
          text.append(
              String.format(
                  Locale.ROOT,
                  "| `%s` | `%s` | %s | %s |\n",
                  column.group(1),
                  column.group(2).replace("BINARY", "ARRAY<FLOAT>"),
                  column.group(3) == null ? "yes" : "",
                  column.group(4).replace("''", "'").replace("|", "\\|")));
        }
      }
    }
    return text.toString();
  }

  private static String rules() {
    StringBuilder text = new StringBuilder("\n## Rules\n\n| table | code | what must hold |\n");
    text.append("|---|---|---|\n");
    for (String name : Tables.INPUTS) {
      Map<String, String> rules = new TreeMap<>();
      Matcher rule = RULE.matcher(TableDefinition.load(name).ddl());
      while (rule.find()) {
        rules.put(rule.group(1).toUpperCase(Locale.ROOT), rule.group(2).replace("''", "'"));
      }
      rules.forEach(
          (code, sql) ->
              text.append(
                  String.format(
                      Locale.ROOT,
                      "| `%s` | `%s` | `%s` |\n",
                      name,
                      code,
                      sql.replace("|", "\\|"))));
    }
    return text.append("\n").toString();
  }

  private static String first(Pattern pattern, String ddl) {
    Matcher matcher = pattern.matcher(ddl);
    assertThat(matcher.find()).as(ddl).isTrue();
    return matcher.group(1).replace("''", "'");
  }
}
