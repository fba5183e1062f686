package org.tributary.safety;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;

/**
 * Whether a run may be published, file {@code safety.json} of its folder.
 *
 * @param breaches bounds that it exceeds
 * @param approvals who let it pass
 * @param warnings what to look at; they stop nothing
 */
public record Verdict(
    String runId, List<Breach> breaches, List<Approval> approvals, List<String> warnings) {
  public Verdict {
    breaches = List.copyOf(breaches);
    approvals = List.copyOf(approvals);
    warnings = List.copyOf(warnings);
  }

  /** Breaches that nobody let pass. */
  public List<Breach> open() {
    return breaches.stream().filter(breach -> approval(breach).isEmpty()).toList();
  }

  /**
   * Stops a run that exceeds a bound.
   *
   * @throws TributaryException with {@link ErrorCode#SAFETY_BOUND}
   */
  public void requirePassed() {
    if (!open().isEmpty()) {
      throw TributaryException.of(
          ErrorCode.SAFETY_BOUND,
          "Run %s is stopped: %s. Nothing was posted. Look at its reports; if it is right, let it"
              + " pass with 'tributary override --run %s %s --by NAME --because REASON' and publish"
              + " it again.",
          runId,
          open().stream().map(Breach::sentence).collect(Collectors.joining("; ")),
          runId,
          open().stream()
              .map(breach -> "--bound " + breach.name())
              .collect(Collectors.joining(" ")));
    }
  }

  /**
   * The breaches that somebody names.
   *
   * @param names each {@code BOUND} or {@code BOUND:TOKEN}
   * @throws TributaryException USAGE for a name that nothing open has, or where none is given
   */
  List<Breach> named(List<String> names) {
    for (String name : names) {
      if (open().stream().noneMatch(breach -> breach.has(name))) {
        throw unknown(name);
      }
    }
    if (names.isEmpty()) {
      throw unknown("nothing");
    }
    return open().stream().filter(breach -> names.stream().anyMatch(breach::has)).toList();
  }

  private TributaryException unknown(String name) {
    return TributaryException.of(
        ErrorCode.USAGE,
        "An override of %s: run %s exceeds %s that nobody let pass. Name with --bound what it"
            + " exceeds, as BOUND or BOUND:TOKEN.",
        name,
        runId,
        open().isEmpty()
            ? "no bound"
            : open().stream().map(Breach::name).collect(Collectors.joining(", ")));
  }

  /** Canonical JSON with a final line feed. */
  public String toJson() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Breach breach : breaches) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("bound", breach.bound().name());
      row.put("token_id", breach.tokenId());
      row.put("figure", breach.figure());
      row.put("limit", breach.limit());
      row.put("approved_by", approval(breach).map(Approval::approvedBy).orElse(""));
      row.put("reason", approval(breach).map(Approval::reason).orElse(""));
      rows.add(row);
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("run_id", runId);
    root.put("passed", open().isEmpty());
    root.put("breaches", rows);
    root.put("warnings", warnings);
    return CanonicalJson.write(root) + "\n";
  }

  private Optional<Approval> approval(Breach breach) {
    return approvals.stream().filter(approval -> approval.covers(breach)).findFirst();
  }
}
