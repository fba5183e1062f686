package org.tributary.reports.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tributary.reports.settlement.FileEntry;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.reports.settlement.TokenTotals;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;

/**
 * {@code submission.json}: what a treasury submits, who approved it, and the hash of each file of
 * the folder. Like a settlement's manifest it has no clock and no host in it.
 *
 * @param manifest of the settlement in the folder
 * @param approvedBy names of the approvers
 * @param previousExport hash of the manifest that was exported before
 * @param added what is added to the claims exported before, by token id
 * @param missingFunds what the distributor lacked at the time, by token id, where that was known
 * @param letThrough why a shut gate was passed, by gate
 * @param files of the folder, by path: all but this one, its checksum, and those that the
 *     settlement's own manifest lists
 */
record Submission(
    SettlementManifest manifest,
    List<String> approvedBy,
    Optional<String> previousExport,
    Map<String, BigInteger> added,
    Map<String, BigInteger> missingFunds,
    Map<String, String> letThrough,
    List<FileEntry> files) {
  static final String PATH = "submission.json";
  static final String CHECKSUM_PATH = "submission.sha256";
  static final String SETTLEMENT = "settlement";
  static final String POLICY = "policy.conf";

  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final String FORMAT = "1";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Path of a token's typed data. */
  static String attestationPath(String tokenId) {
    if (!FILE_NAME.matcher(tokenId).matches()) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "Token id \"%s\" can't name a file: it must be letters, digits, dots, dashes and"
              + " underscores. Name the token so in the policy, and settle anew.",
          tokenId);
    }
    return "attestation-" + tokenId + ".json";
  }

  /** The canonical text. */
  String text() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("settlementId", manifest.header().settlementId());
    json.put("manifestSha256", CanonicalJson.sha256(manifest.text()));
    json.put("chainId", Long.toString(manifest.header().chainId()));
    json.put("distributor", manifest.header().distributor());
    json.put("closeDate", manifest.header().closeDate().toString());
    json.put("root", manifest.root().orElse(null));
    Map<String, Object> totals = new TreeMap<>();
    for (TokenTotals of : manifest.totals()) {
      totals.put(of.token().tokenId(), of.cumulative());
    }
    json.put("totals", totals);
    json.put("added", added);
    json.put("missingFunds", missingFunds);
    json.put("approvedBy", approvedBy);
    json.put("letThrough", letThrough);
    json.put("previousExport", previousExport.orElse(null));
    json.put(
        "files",
        files.stream()
            .map(
                file ->
                    Map.<String, Object>of(
                        "path", file.path(),
                        "bytes", Long.toString(file.bytes()),
                        "sha256", file.sha256()))
            .toList());
    return CanonicalJson.write(json);
  }

  /**
   * The submission of a text.
   *
   * @throws IllegalArgumentException if {@code bytes} are not exactly {@link #text} of a submission
   *     of {@code manifest}
   */
  static Submission parse(byte[] bytes, SettlementManifest manifest) {
    Submission submission;
    try {
      submission = parse(JSON.readTree(bytes), manifest);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("it can't be read: " + e.getMessage(), e);
    }
    if (!submission.text().equals(new String(bytes, StandardCharsets.UTF_8))) {
      throw new IllegalArgumentException(
          "it isn't the canonical text of a submission of the settlement beside it");
    }
    return submission;
  }

  /** The files that a text lists, whether or not the settlement beside it is the right one. */
  static List<FileEntry> files(byte[] bytes) throws IOException {
    return files(JSON.readTree(bytes));
  }

  private static List<FileEntry> files(JsonNode json) {
    List<FileEntry> files = new ArrayList<>();
    json.path("files")
        .forEach(
            file ->
                files.add(
                    new FileEntry(
                        file.path("path").asText(),
                        Long.parseLong(file.path("bytes").asText()),
                        file.path("sha256").asText())));
    return files;
  }

  private static Submission parse(JsonNode json, SettlementManifest manifest) {
    List<String> approvedBy = new ArrayList<>();
    json.path("approvedBy").forEach(name -> approvedBy.add(name.asText()));
    Map<String, String> letThrough = new TreeMap<>();
    json.path("letThrough")
        .fields()
        .forEachRemaining(one -> letThrough.put(one.getKey(), one.getValue().asText()));
    return new Submission(
        manifest,
        approvedBy,
        Optional.ofNullable(json.path("previousExport").textValue()),
        amounts(json.path("added")),
        amounts(json.path("missingFunds")),
        letThrough,
        files(json));
  }

  private static Map<String, BigInteger> amounts(JsonNode json) {
    Map<String, BigInteger> amounts = new TreeMap<>();
    json.fields()
        .forEachRemaining(
            one -> amounts.put(one.getKey(), new BigInteger(one.getValue().asText())));
    return amounts;
  }
}
