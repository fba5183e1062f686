package org.tributary.attribute.text;

import java.util.List;
import org.tributary.attribute.LoggedPartition;
import org.tributary.schemas.policy.Method;
import org.tributary.session.RunContext;

/**
 * The log and the corpus of a run, for all methods that look at text: whoever asks first has them
 * read and hashed.
 */
public final class TextSources {
  private final RunContext run;
  private final TextLog log;
  private final TextCorpus corpus;
  private boolean read;
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
  TextCorpus corpus(Phases phases) {
    if (!read) {
      phases.run("hash the corpus", () -> corpus.read(this::isByText));
      read = true;
    }
    return corpus;
  }

  /** The partitions of these models. */
  List<LoggedPartition> partitions(Phases phases) {
    if (partitions == null) {
      TextCorpus all = corpus(phases);
      partitions =
          all.models().isEmpty()
              ? List.of()
              : phases.time("hash the log", () -> log.partitions(all.models()));
    }
    return partitions;
  }

  private boolean isByText(String modelId) {
    return run.policies().policies().stream()
        .map(policy -> policy.attributionOf(modelId))
        .anyMatch(rule -> Method.BY_TEXT.stream().anyMatch(rule::uses));
  }
}
