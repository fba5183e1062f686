package org.tributary.ingest;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Values that landing files write as text. What doesn't have exactly the documented form has no
 * value; nothing is rounded, trimmed or guessed.
 */
final class LandingText {
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,37})");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern INSTANT =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?"
              + "(Z|[+-][0-9]{2}:[0-9]{2})");
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private LandingText() {}

  /** An integer of up to 38 digits, without leading zeros, plus sign, point or exponent. */
  static Optional<BigDecimal> integer(String text) {
    return INTEGER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  /** Days since 1970-01-01 of an ISO-8601 date. */
  static Optional<Integer> day(String text) {
    if (!DAY.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Math.toIntExact(LocalDate.parse(text).toEpochDay()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Microseconds since 1970-01-01T00:00:00Z of an ISO-8601 time with Z or an offset. */
  static Optional<Long> micros(String text) {
    if (!INSTANT.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      Instant instant =
          OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
      return Optional.of(
          Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND),
              instant.getNano() / NANOS_PER_MICRO));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
