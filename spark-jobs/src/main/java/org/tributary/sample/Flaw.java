package org.tributary.sample;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tributary.sample.landing.Fields;

/** What is deliberately wrong with some landing rows; ingest has to find each of them. */
public enum Flaw {
  /** A fee below zero. */
  NEGATIVE_FEE("FEE_NOT_NEGATIVE", true, true),
  /** No {@code model_id}. */
  MISSING_MODEL_ID("MISSING_MODEL_ID", true, true),
  /** A fee of 1.5 base units. */
  FRACTIONAL_FEE("BAD_TYPE", true, false),
  /** A {@code model_id} that the registry of models doesn't have. */
  UNKNOWN_MODEL("UNKNOWN_MODEL", true, false),
  /** Half a line. */
  NOT_JSON("NOT_JSON", true, false),
  /** The id of a good row, and another fee. */
  CONFLICTING_DUPLICATE("CONFLICTING_DUPLICATE", true, true),
  /** Served on 31 June. */
  BAD_TIMESTAMP("BAD_TYPE", true, false),
  /** A gradient with a NaN in it. */
  NAN_GRADIENT("SKETCH_FINITE", false, true),
  /** A payout address with the wrong case, so a wrong EIP-55 checksum. */
  BAD_ADDRESS_CHECKSUM("BAD_CHECKSUM", false, false);

  private final String reasonCode;
  private final boolean inJsonLines;
  private final boolean inParquet;

  Flaw(String reasonCode, boolean inJsonLines, boolean inParquet) {
    this.reasonCode = reasonCode;
    this.inJsonLines = inJsonLines;
    this.inParquet = inParquet;
  }

  /** The reason code that such a row is quarantined with. */
  public String reasonCode() {
    return reasonCode;
  }

  /** Whether JSON Lines files of the inference log have it. */
  boolean isInJsonLines() {
    return inJsonLines;
  }

  /** Whether Parquet files of the inference log have it. */
  boolean isInParquet() {
    return inParquet;
  }

  /** Whether the files of log date number {@code day} have it, of {@code days}: two have. */
  boolean isOn(int day, int days) {
    int first = 3 * ordinal() % days;
    return day == first || day == (first + days / 2) % days;
  }

  /** A row with this flaw, made of a good one. */
  Map<String, Object> spoil(Inference good) {
    Map<String, Object> row = good.row();
    if (this != CONFLICTING_DUPLICATE) {
      row.put("inference_id", good.id() + "-bad" + ordinal());
    }
    BigInteger fee = good.call().fee();
    switch (this) {
      case NEGATIVE_FEE -> row.put("fee", fee.add(BigInteger.ONE).negate());
      case MISSING_MODEL_ID -> row.remove("model_id");
      case FRACTIONAL_FEE -> row.put("fee", "1.5");
      case UNKNOWN_MODEL -> row.put("model_id", "java-ngram-9");
      case CONFLICTING_DUPLICATE -> row.put("fee", fee.add(BigInteger.ONE));
      case BAD_TIMESTAMP -> row.put("served_at", "2026-06-31T12:00:00Z");
      case NAN_GRADIENT -> row.put("sketches", withNan(good.sketches()));
      case NOT_JSON, BAD_ADDRESS_CHECKSUM -> {
        // The line is cut after it is written; an address is no inference.
      }
    }
    return row;
  }

  private static List<Map<String, Object>> withNan(List<Sketch> sketches) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Sketch sketch : sketches) {
      float[] gradient = sketch.gradient().clone();
      gradient[gradient.length / 2] = Float.NaN;
      rows.add(Fields.of("checkpoint", sketch.checkpoint()).and("gradient", gradient).row());
    }
    return rows;
  }
}
