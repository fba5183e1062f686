package org.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class JsonRowTest {
  private static final String MOST = "9".repeat(38);

  private static Object value(String ddlType, String json) {
    JsonRow row = new JsonRow("t", StructType.fromDDL("a " + ddlType + ", b STRING"));
    JsonRow.Parsed parsed = row.parse("{\"b\":\"x\",\"a\":" + json + "}");
    return parsed.broken() == null ? parsed.values()[0] : parsed.broken().code();
  }

  @Test
  void amountsAreReadFromTheirDigits() {
    String type = "DECIMAL(38,0)";
    assertThat(value(type, MOST)).isEqualTo(new BigDecimal(MOST));
    assertThat(value(type, "\"-" + MOST + "\"")).isEqualTo(new BigDecimal("-" + MOST));
    assertThat(value(type, "9007199254740993")).isEqualTo(new BigDecimal("9007199254740993"));
    assertThat(value(type, "-0")).isEqualTo(BigDecimal.ZERO);
    for (String no :
        new String[] {
          "1" + MOST,
          "1.0",
          "1e3",
          "\"1e3\"",
          "\"1.0\"",
          "\" 1\"",
          "\"+1\"",
          "\"007\"",
          "\"\"",
          "true",
          "[1]",
          "{\"x\":1}"
        }) {
      assertThat(value(type, no)).as(no).isEqualTo(Broken.BAD_TYPE);
    }
  }

  @Test
  void integersHaveTheirBounds() {
    assertThat(value("INT", "2147483647")).isEqualTo(Integer.MAX_VALUE);
    assertThat(value("INT", "2147483648")).isEqualTo(Broken.BAD_TYPE);
    assertThat(value("INT", "1.0")).isEqualTo(Broken.BAD_TYPE);
    assertThat(value("BIGINT", "-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(value("BIGINT", "9223372036854775808")).isEqualTo(Broken.BAD_TYPE);
    assertThat(value("BIGINT", "\"1\"")).isEqualTo(Broken.BAD_TYPE);
  }

  @Test
  void timesNeedAZoneAndKeepEveryMicrosecond() {
    assertThat(value("TIMESTAMP", "\"1970-01-01T00:00:01.000002Z\"")).isEqualTo(1_000_002L);
    assertThat(value("TIMESTAMP", "\"1970-01-01T01:00:00+01:00\"")).isEqualTo(0L);
    assertThat(value("DATE", "\"1970-01-31\"")).isEqualTo(30);
    for (String no :
        new String[] {
          "\"1970-01-01T00:00:00\"",
          "\"1970-01-01T00:00:00.1234567Z\"",
          "\"1970-02-30T00:00:00Z\"",
          "\"1970-01-01\"",
          "0"
        }) {
      assertThat(value("TIMESTAMP", no)).as(no).isEqualTo(Broken.BAD_TYPE);
    }
    assertThat(value("DATE", "\"1970-02-30\"")).isEqualTo(Broken.BAD_TYPE);
    assertThat(value("DATE", "\"1970-1-1\"")).isEqualTo(Broken.BAD_TYPE);
  }

  @Test
  void whatIsInsideListsIsJudgedToo() {
    assertThat(value("ARRAY<STRUCT<x: INT>>", "[{\"x\":1},{\"y\":1}]"))
        .isEqualTo(Broken.UNKNOWN_COLUMN);
    assertThat(value("ARRAY<FLOAT>", "[1,\"2\",[3]]")).isEqualTo(Broken.BAD_TYPE);
    assertThat(value("ARRAY<FLOAT>", "[1,NaN]")).isEqualTo(Broken.NOT_JSON);
    assertThat(value("STRING", "\"\\ud800\"")).isEqualTo(Broken.BAD_TYPE);
    assertThat(value("STRING", "\"\\ud83d\\ude00\"")).isEqualTo("\ud83d\ude00");
  }

  @Test
  void theFirstBrokenRuleCounts() {
    JsonRow row = new JsonRow("t", StructType.fromDDL("a INT NOT NULL, b INT NOT NULL"));
    assertThat(row.parse("{\"b\":\"x\"}").broken()).isEqualTo(Broken.missing("a"));
    assertThat(row.parse("{\"b\":\"x\",\"c\":1,\"d\":1}").broken())
        .isEqualTo(Broken.unknownColumn("c", "t"));
    assertThat(row.parse("{\"b\":1} x").broken().code()).isEqualTo(Broken.NOT_JSON);
    assertThat(row.parse("{\"a\":1,\"a\":1,\"b\":1}").broken().detail())
        .contains("Duplicate", "'a'");
  }
}
