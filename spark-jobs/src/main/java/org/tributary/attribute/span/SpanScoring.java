package org.tributary.attribute.span;

import org.tributary.attribute.text.Phases;
import org.tributary.attribute.text.TextPlans;
import org.tributary.attribute.text.TextScoring;
import org.tributary.attribute.text.TextScoringResult;
import org.tributary.attribute.text.TextSources;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.SpanRule;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;

/**
 * Works out whose text shows in each output up to the close date, for the models that the policy of
 * the log date attributes by spans: tables {@code span_evidence} and {@code text_shares}.
 */
public final class SpanScoring {
  /** Change it with every change of what is computed from the same inputs. */
  private static final int ALGORITHM = 4;

  private final TextScoring<SpanRule> scoring;
  private boolean seeds;

  private SpanScoring(RunContext run, TextSources sources) {
    this.scoring =
        new TextScoring<>(
            run,
            sources,
            new TextPlans.Asked<>(Method.SPAN, ALGORITHM, AttributionRule::span),
            Tables.SPAN_EVIDENCE,
            EvidenceRows.TYPE);
  }

  public static SpanScoring of(RunContext run) {
    SpanScoring one = new SpanScoring(run, new TextSources(run));
    one.scoring.ownSources(true);
    return one;
  }

  /** With sources that another method has read, or will. */
  public static SpanScoring of(RunContext run, TextSources sources) {
    return new SpanScoring(run, sources);
  }

  /** Whether partitions are computed even where their inputs haven't changed. */
  public SpanScoring full(boolean all) {
    scoring.full(all);
    return this;
  }

  /**
   * Output tokens that are indexed at a time, in memory on the driver and on every executor: some
   * 40 bytes each. It changes the time and the memory, never a number.
   */
  public SpanScoring batchTokens(int tokens) {
    scoring.batchTokens(tokens);
    return this;
  }

  /**
   * Whether contributions that can't hold a span are left out before they are read, by their seeds.
   * It changes the time, never a number: worth it where a model's training set is much larger than
   * what its outputs repeat.
   */
  public SpanScoring seeds(boolean use) {
    this.seeds = use;
    return this;
  }

  /** Where it is noted how long each part took. */
  public SpanScoring phases(Phases noted) {
    scoring.phases(noted);
    return this;
  }

  /**
   * Brings both tables up to date.
   *
   * @throws org.tributary.schemas.TributaryException INPUT_MISSING or INPUT_INCONSISTENT when the
   *     background isn't there or isn't what the policy pins
   */
  public TextScoringResult execute() {
    return scoring.execute(batch -> new SpanSearch(batch, seeds).rows());
  }
}
