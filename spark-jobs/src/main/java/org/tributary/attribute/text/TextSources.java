package org.tributary.attribute.text;

import java.util.List;
import org.tributary.attribute.LoggedPartition;
import org.tributary.schemas.policy.Method;
import org.tributary.session.RunContext;
import org.tributary.session.SideBySide;

/**
 * The log and the corpus of a run, for all methods that look at text: whoever asks first has them
 * read and hashed. What it keeps is gone when it is closed, or when nobody has it any more.
 */
public final class TextSources implements AutoCloseable {
  private final RunContext run;
  private final TextLog log;
  private final TextCorpus corpus;
  private List<LoggedPartition> partitions;

  public TextSources(RunContext run) {
    this.run = run;
    this.log = new TextLog(run);
    this.corpus = new TextCorpus(run);
  }

  TextLog log() {
    return log;
  }

  /** The contributions of all models that some policy attributes by text. */
  TextCorpus corpus() {
    return corpus;
  }

  /** The partitions of these models. */
  List<LoggedPartition> partitions(Phases phases) {
    if (partitions == null) {
      phases.run("training sets", () -> corpus.open(this::isByText));
      partitions = corpus.models().isEmpty() ? List.of() : hashed(phases);
    }
    return partitions;
  }

  private List<LoggedPartition> hashed(Phases phases) {
    return SideBySide.of(
            () ->
                phases.time(
                    "hash the corpus",
                    () -> {
                      corpus.summarize();
                      return corpus;
                    }),
            () -> phases.time("hash the log", () -> log.partitions(corpus.models())))
        .second();
  }

  private boolean isByText(String modelId) {
    return run.policies().policies().stream()
        .map(policy -> policy.attributionOf(modelId))
        .anyMatch(rule -> Method.BY_TEXT.stream().anyMatch(rule::uses));
  }

  @Override
  public void close() {
    corpus.close();
  }
}
