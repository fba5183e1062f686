package org.tributary.sample;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.tributary.sample.landing.Fields;

/**
 * One row of the inference log.
 *
 * @param call what every model call has
 * @param text tokens, of language models; otherwise null
 * @param sketches of models whose trainer exports them; otherwise null
 * @param agentRunId run that it is a step of; or null
 */
record Inference(Call call, Text text, List<Sketch> sketches, String agentRunId) {
  String id() {
    return call.inferenceId();
  }

  Instant servedAt() {
    return call.servedAt();
  }

  Inference asStepOf(AgentDays.Step step) {
    return new Inference(call.by(step.callerId()), text, sketches, step.runId());
  }

  /** The row as a serving stack logs it. */
  Map<String, Object> row() {
    Fields fields =
        Fields.of("inference_id", call.inferenceId())
            .and("served_at", call.servedAt())
            .and("model_id", call.modelId())
            .and("caller_id", call.callerId())
            .and("node_id", call.nodeId())
            .and("gpu_ms", call.gpuMs())
            .and("token_id", call.tokenId())
            .and("fee", call.fee());
    if (text != null) {
      fields
          .and("tokenizer_id", text.tokenizerId())
          .and("prompt_tokens", text.prompt())
          .and("output_tokens", text.output())
          .and("retrievals", text.retrievals().isEmpty() ? null : retrievalRows());
    }
    if (sketches != null) {
      fields.and("sketches", sketches.stream().map(Inference::sketchRow).toList());
    }
    return fields.and("agent_run_id", agentRunId).row();
  }

  private List<Map<String, Object>> retrievalRows() {
    return text.retrievals().stream()
        .map(
            retrieval ->
                Fields.of("datanet_id", retrieval.datanetId())
                    .and("contribution_id", retrieval.contributionId())
                    .and("weight_ppm", retrieval.weightPpm())
                    .row())
        .toList();
  }

  private static Map<String, Object> sketchRow(Sketch sketch) {
    return Fields.of("checkpoint", sketch.checkpoint()).and("gradient", sketch.gradient()).row();
  }

  /**
   * What every model call has.
   *
   * @param inferenceId unique
   * @param servedAt when it was answered
   * @param modelId model that answered
   * @param callerId who paid
   * @param nodeId node that served it
   * @param gpuMs metered milliseconds
   * @param tokenId token of the fee
   * @param fee base units
   */
  record Call(
      String inferenceId,
      Instant servedAt,
      String modelId,
      String callerId,
      String nodeId,
      long gpuMs,
      String tokenId,
      BigInteger fee) {
    private Call by(String caller) {
      return new Call(inferenceId, servedAt, modelId, caller, nodeId, gpuMs, tokenId, fee);
    }
  }

  /**
   * Prompt and output of a language model.
   *
   * @param tokenizerId vocabulary of the tokens
   * @param prompt token ids
   * @param output token ids
   * @param retrievals what a retriever put into the prompt
   */
  record Text(String tokenizerId, int[] prompt, int[] output, List<Retrieval> retrievals) {}

  /**
   * A retrieved contribution.
   *
   * @param datanetId datanet
   * @param contributionId contribution
   * @param weightPpm parts per million
   */
  record Retrieval(String datanetId, String contributionId, int weightPpm) {}
}
