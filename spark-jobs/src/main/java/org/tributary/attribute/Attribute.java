package org.tributary.attribute;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.attribute.influence.InfluenceScoring;
import org.tributary.attribute.influence.InfluenceScoringResult;
import org.tributary.attribute.lexical.LexicalScoring;
import org.tributary.attribute.span.SpanScoring;
import org.tributary.attribute.text.TextScoringResult;
import org.tributary.attribute.text.TextSources;
import org.tributary.gpu.Kernels;
import org.tributary.schemas.TributaryException;
import org.tributary.session.RunContext;

/**
 * Works out who shaped each inference up to the close date, per (log date, model), by the methods
 * of the policy that was in force on the log date: first what every contributor was worth ({@link
 * InfluenceScoring}) and whose text shows in the output ({@link SpanScoring}), which contributions
 * are about it ({@link LexicalScoring}), then the shares ({@link AttributionShares}).
 *
 * <p>A partition whose inputs haven't changed since an earlier run is kept: it has the bytes that
 * computing it anew would give. All others are replaced in one commit per table, and partitions
 * that the log no longer has are removed with them. Partitions after the close date are left alone.
 */
public final class Attribute {
  private static final Logger LOG = LoggerFactory.getLogger(Attribute.class);

  private final RunContext run;
  private String kernel = Kernels.AUTO;
  private boolean full;
  private boolean spanSeeds;

  private Attribute(RunContext run) {
    this.run = run;
  }

  public static Attribute of(RunContext run) {
    return new Attribute(run);
  }

  /** Kernel preference of {@link Kernels#select}; it changes the time, never a number. */
  public Attribute kernel(String preference) {
    this.kernel = preference;
    return this;
  }

  /** As {@link SpanScoring#seeds}; it changes the time, never a number. */
  public Attribute spanSeeds(boolean use) {
    this.spanSeeds = use;
    return this;
  }

  /** Whether partitions are computed even where their inputs haven't changed. */
  public Attribute full(boolean all) {
    this.full = all;
    return this;
  }

  /**
   * Brings tables {@code influence_values}, {@code influence_sums}, {@code span_evidence}, {@code
   * lexical_evidence}, {@code text_shares}, {@code credibility} and {@code attribution} up to date.
   *
   * @throws TributaryException INPUT_MISSING when a model isn't prepared for what the policy asks,
   *     POLICY_INVALID when its pay rule isn't possible, USAGE when the kernel can't be used
   */
  public AttributeResult execute() {
    run.folder().voidVerification();
    InfluenceScoringResult scored = InfluenceScoring.of(run).kernel(kernel).full(full).execute();
    TextScoringResult spans;
    TextScoringResult words;
    try (TextSources texts = new TextSources(run)) {
      spans = SpanScoring.of(run, texts).full(full).seeds(spanSeeds).execute();
      words = LexicalScoring.of(run, texts).full(full).execute();
    }
    AttributionShares.Result shared = new AttributionShares(run, full).execute();
    AttributeResult result =
        new AttributeResult(
            shared.computed().size(),
            shared.reused(),
            shared.removed(),
            scored.computedPartitions(),
            scored.computedInferences(),
            spans.computedPartitions() + words.computedPartitions(),
            spans.computedInferences() + words.computedInferences(),
            shared.allInferences(),
            scored.kernel());
    LOG.info(
        "Attributed {} (log date, model) partitions, {} of them scored with kernel {}, {} searched by"
            + " text; {} unchanged, {} removed",
        result.computedPartitions(),
        result.scoredPartitions(),
        result.kernel(),
        result.searchedPartitions(),
        result.reusedPartitions(),
        result.removedPartitions());
    return result;
  }
}
