package org.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.table.Tables;

/**
 * A thousand calls within a second of a midnight, told in any offset: each counts on one UTC day,
 * by which the policy is chosen, and all their fees are there.
 */
class MidnightTest {
  private static final int CASES = 1000;
  private static final List<LocalDate> DAYS =
      List.of(
          LocalDate.of(2024, 2, 29),
          LocalDate.of(2024, 3, 1),
          LocalDate.of(2025, 3, 1),
          LocalDate.of(2026, 1, 1),
          LocalDate.of(2026, 6, 1));

  @TempDir Path folder;

  @Test
  void everyCallCountsOnOneDay() {
    Random random = new Random(20260301);
    List<String> lines = new ArrayList<>();
    TreeMap<LocalDate, Long> expected = new TreeMap<>();
    for (int i = 0; i < CASES; i++) {
      LocalDate day = DAYS.get(random.nextInt(DAYS.size()));
      long micros = List.of(-1_000_000L, -1L, 0L, 1L, 999_999L).get(random.nextInt(5));
      Instant at = day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(micros, ChronoUnit.MICROS);
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * 15 * (random.nextInt(105) - 48));
      lines.add(
          Landing.inference("i" + i, Integer.toString(i))
              .replace(
                  "2026-05-01T23:30:00-01:00",
                  DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atOffset(offset))));
      expected.merge(micros < 0 ? day.minusDays(1) : day, (long) i, Long::sum);
    }
    Landing landing = new Landing(folder);
    landing
        .lines("models/m.jsonl", Landing.MODEL)
        .lines("inference_log/l.jsonl", lines.toArray(String[]::new));
    landing.ingest();

    assertThat(landing.quarantine()).isEmpty();
    TreeMap<LocalDate, Long> found = new TreeMap<>();
    landing
        .warehouse()
        .read(Tables.INFERENCE_LOG)
        .selectExpr("CAST(log_date AS STRING)", "CAST(fee AS BIGINT)")
        .collectAsList()
        .forEach(row -> found.merge(LocalDate.parse(row.getString(0)), row.getLong(1), Long::sum));
    assertThat(found).isEqualTo(expected);
    assertThat(found.values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(CASES * (CASES - 1L) / 2);
  }
}
