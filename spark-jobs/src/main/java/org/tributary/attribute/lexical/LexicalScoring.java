package org.tributary.attribute.lexical;

import org.tributary.attribute.text.Phases;
import org.tributary.attribute.text.TextPlans;
import org.tributary.attribute.text.TextScoring;
import org.tributary.attribute.text.TextScoringResult;
import org.tributary.attribute.text.TextSources;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.LexicalRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;

/**
 * Works out which contributions are about what each output up to the close date says, whether or
 * not it repeats them word for word, for the models that the policy of the log date attributes by
 * method lexical: tables {@code lexical_evidence} and {@code text_shares}.
 */
public final class LexicalScoring {
  /** Change it with every change of what is computed from the same inputs. */
  private static final int ALGORITHM = 2;

  private final TextScoring<LexicalRule> scoring;

  private LexicalScoring(RunContext run, TextSources sources) {
    this.scoring =
        new TextScoring<>(
            run,
            sources,
            new TextPlans.Asked<>(Method.LEXICAL, ALGORITHM, AttributionRule::lexical),
            Tables.LEXICAL_EVIDENCE,
            EvidenceRows.TYPE);
  }

  public static LexicalScoring of(RunContext run) {
    LexicalScoring one = new LexicalScoring(run, new TextSources(run));
    one.scoring.ownSources(true);
    return one;
  }

  /** With sources that another method has read, or will. */
  public static LexicalScoring of(RunContext run, TextSources sources) {
    return new LexicalScoring(run, sources);
  }

  /** Whether partitions are computed even where their inputs haven't changed. */
  public LexicalScoring full(boolean all) {
    scoring.full(all);
    return this;
  }

  /** Output tokens that are searched at a time. It changes time and memory, never a number. */
  public LexicalScoring batchTokens(int tokens) {
    scoring.batchTokens(tokens);
    return this;
  }

  /** Where it is noted how long each part took. */
  public LexicalScoring phases(Phases noted) {
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
    LexicalSearch search = new LexicalSearch();
    try {
      return scoring.execute(search::rows);
    } finally {
      search.end();
    }
  }
}
