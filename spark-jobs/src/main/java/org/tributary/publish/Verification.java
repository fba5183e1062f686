package org.tributary.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.session.FileSums;
import org.tributary.session.ProposedEntries;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;

/**
 * What stage verify found, file {@value #FILE} of the run's folder.
 *
 * @param manifestSha256 of the bytes of the run manifest that was verified
 * @param settlementSha256 of the settlement that was verified
 * @param entriesSha256 of the entries that were verified
 * @param filesSha256 of the list of files that were verified
 */
record Verification(
    String manifestSha256, String settlementSha256, String entriesSha256, String filesSha256) {
  static final String FILE = RunFolder.VERIFICATION;
  static final String MANIFEST = "manifest.json";

  /**
   * The verification of exactly this run.
   *
   * @throws TributaryException with {@link ErrorCode#VERIFY_FAILED} unless it passed
   */
  static Verification passedBy(RunContext run) {
    String runId = run.manifest().runId();
    RunFolder folder = run.folder();
    if (!folder.exists(FILE)) {
      throw refusal(runId, "it wasn't verified (there is no " + FILE + ")");
    }
    JsonNode json = parse(runId, folder.read(FILE));
    if (!json.path("passed").asBoolean(false)) {
      throw refusal(runId, "it doesn't verify (see " + FILE + ")");
    }
    String verified = json.path("run_id").asText();
    if (!verified.equals(runId)) {
      throw refusal(runId, FILE + " is about run " + verified);
    }
    String manifestSha256 = CanonicalJson.sha256(folder.read(MANIFEST));
    if (!json.path("manifest_sha256").asText().equals(manifestSha256)) {
      throw refusal(runId, MANIFEST + " is not the one that was verified");
    }
    return new Verification(
        manifestSha256,
        hash(json, "settlement_sha256", runId),
        hash(json, "entries_sha256", runId),
        hash(json, "files_sha256", runId));
  }

  private static String hash(JsonNode json, String name, String runId) {
    String sha256 = json.path(name).asText();
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw refusal(runId, FILE + " names no " + name);
    }
    return sha256;
  }

  /** Refuses reports and settlements that were edited since. */
  void requireFiles(RunContext run) {
    RunFolder folder = run.folder();
    FileSums found = FileSums.of(folder);
    if (!found.sha256().equals(filesSha256)) {
      FileSums verified =
          FileSums.parse(folder.exists(FileSums.FILE) ? folder.readText(FileSums.FILE) : "");
      throw refusal(
          run.manifest().runId(),
          verified.sha256().equals(filesSha256)
              ? "file "
                  + found.firstOtherThan(verified).orElseThrow()
                  + " of its folder is not the one that was verified"
              : FileSums.FILE + " is not the list of files that were verified");
    }
  }

  /** Refuses to post other entries than those that were verified. */
  void requireEntries(RunContext run) {
    String found = ProposedEntries.sha256(run);
    if (!found.equals(entriesSha256)) {
      throw refusal(
          run.manifest().runId(),
          "the entries that it proposes (SHA-256 "
              + found
              + ") are not those that were verified ("
              + entriesSha256
              + ")");
    }
  }

  private static JsonNode parse(String runId, byte[] bytes) {
    try {
      return new ObjectMapper().readTree(bytes);
    } catch (IOException e) {
      throw refusal(runId, FILE + " is no JSON");
    }
  }

  private static TributaryException refusal(String runId, String why) {
    return TributaryException.of(
        ErrorCode.VERIFY_FAILED,
        "Run %s is not published: %s. Nothing was posted. Run 'tributary verify' and mend what it"
            + " says.",
        runId,
        why);
  }
}
