package org.tributary.attribute.text;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.tributary.schemas.policy.TextRule;
import org.tributary.session.RunContext;

/**
 * Outputs that are searched together: of one model, under one rule, in the tokens of one tokenizer.
 *
 * @param corpus with the model's contributions
 * @param outputs all with tokens
 * @param phases where it is noted how long each part took
 */
public record TextBatch<R extends TextRule>(
    RunContext run,
    TextCorpus corpus,
    String modelId,
    String tokenizerId,
    R rule,
    BackgroundDocuments background,
    List<LoggedOutput> outputs,
    Headings headings,
    Phases phases) {
  public JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(run.spark().sparkContext());
  }
}
