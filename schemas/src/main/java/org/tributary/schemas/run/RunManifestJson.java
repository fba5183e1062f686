package org.tributary.schemas.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.RunManifest.AttributionPin;
import org.tributary.schemas.run.RunManifest.PolicyPin;
import org.tributary.schemas.run.RunManifest.Prior;
import org.tributary.schemas.run.RunManifest.TablePin;

/** The run manifest as a file: {@code manifest.json}, canonical JSON. */
public final class RunManifestJson {
  private static final int FORMAT = 1;
  private static final int RUN_ID_DIGITS = 16;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private RunManifestJson() {}

  /** The run id that {@code manifest}'s contents have: a hash of {@link RunManifest#identity}. */
  public static String runId(
      LocalDate closeDate, String engineVersion, List<TablePin> inputs, List<PolicyPin> policies) {
    return CanonicalJson.sha256(
            CanonicalJson.write(RunManifest.identity(closeDate, engineVersion, inputs, policies)))
        .substring(0, RUN_ID_DIGITS);
  }

  /** The file's text; the same manifest gives the same bytes. */
  public static String write(RunManifest manifest) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("run_id", manifest.runId());
    json.put("close_date", manifest.closeDate().toString());
    json.put("engine_version", manifest.engineVersion());
    json.put(
        "inputs",
        manifest.inputs().stream()
            .map(pin -> Map.<String, Object>of("table", pin.table(), "version", pin.version()))
            .toList());
    json.put("policies", manifest.policies().stream().map(RunManifestJson::policy).toList());
    json.put(
        "attribution", manifest.attribution().stream().map(RunManifestJson::attribution).toList());
    Map<String, Object> prior = new LinkedHashMap<>();
    prior.put("ledger_version", manifest.prior().ledgerVersion());
    prior.put("previous_run_id", manifest.prior().previousRunId().orElse(null));
    json.put("prior", prior);
    return CanonicalJson.write(json);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param source where the text is from, for messages
   * @throws TributaryException with {@link ErrorCode#INPUT_INCONSISTENT} where the text is no
   *     manifest, or its contents don't have its run id
   */
  public static RunManifest read(String source, String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (field(json, "format").intValue() != FORMAT) {
        throw new IllegalArgumentException("format is not " + FORMAT);
      }
      RunManifest manifest = manifest(json);
      String runId =
          runId(
              manifest.closeDate(),
              manifest.engineVersion(),
              manifest.inputs(),
              manifest.policies());
      if (!runId.equals(manifest.runId())) {
        throw new IllegalArgumentException(
            "its contents have run id " + runId + ", but it says " + manifest.runId());
      }
      return manifest;
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new TributaryException(
          ErrorCode.INPUT_INCONSISTENT,
          "The run manifest "
              + source
              + " was changed or is damaged: "
              + e.getMessage()
              + ". Run 'tributary snapshot' again.",
          e);
    }
  }

  private static RunManifest manifest(JsonNode json) {
    JsonNode prior = field(json, "prior");
    return new RunManifest(
        text(json, "run_id"),
        LocalDate.parse(text(json, "close_date")),
        text(json, "engine_version"),
        list(json, "inputs", pin -> new TablePin(text(pin, "table"), number(pin, "version"))),
        list(
            json,
            "policies",
            pin ->
                new PolicyPin(
                    text(pin, "policy_id"),
                    LocalDate.parse(text(pin, "effective_from")),
                    text(pin, "file"),
                    text(pin, "sha256"))),
        list(
            json,
            "attribution",
            pin ->
                new AttributionPin(
                    text(pin, "policy_id"),
                    text(pin, "model_id"),
                    text(pin, "methods"),
                    text(pin, "preconditioner"),
                    text(pin, "damping"),
                    text(pin, "pay"))),
        new Prior(
            number(prior, "ledger_version"),
            field(prior, "previous_run_id").isNull()
                ? Optional.empty()
                : Optional.of(text(prior, "previous_run_id"))));
  }

  private static Map<String, Object> policy(PolicyPin pin) {
    return Map.of(
        "policy_id", pin.policyId(),
        "effective_from", pin.effectiveFrom().toString(),
        "file", pin.file(),
        "sha256", pin.sha256());
  }

  private static Map<String, Object> attribution(AttributionPin pin) {
    return Map.of(
        "policy_id", pin.policyId(),
        "model_id", pin.modelId(),
        "methods", pin.methods(),
        "preconditioner", pin.preconditioner(),
        "damping", pin.damping(),
        "pay", pin.pay());
  }

  private static <T> List<T> list(JsonNode json, String name, Function<JsonNode, T> read) {
    List<T> values = new ArrayList<>();
    field(json, name).forEach(value -> values.add(read.apply(value)));
    return values;
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = field(json, name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(name + " is no string");
    }
    return value.textValue();
  }

  private static long number(JsonNode json, String name) {
    JsonNode value = field(json, name);
    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
      throw new IllegalArgumentException(name + " is no integer");
    }
    return value.longValue();
  }

  private static JsonNode field(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
