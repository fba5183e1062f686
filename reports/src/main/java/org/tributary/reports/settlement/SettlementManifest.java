package org.tributary.reports.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.run.CanonicalJson;

/**
 * {@code manifest.json}: what a settlement says and the hash of each of its files. Its own SHA-256
 * is the settlement's identity, so nothing in it depends on the clock, the machine, or how the work
 * was divided.
 *
 * @param header what the settlement is about
 * @param root the Merkle root, none without leaves
 * @param leafCount leaves of the tree
 * @param totals per token of the header, by token id
 * @param files by path
 */
public record SettlementManifest(
    SettlementHeader header,
    Optional<String> root,
    int leafCount,
    List<TokenTotals> totals,
    List<FileEntry> files) {
  public static final String PATH = "manifest.json";

  /** Beside the manifest, in the format of {@code sha256sum}: its SHA-256. */
  public static final String CHECKSUM_PATH = "manifest.sha256";

  static final String SCHEMA_VERSION = "1";

  /** Of manifests that say what they were made from. */
  static final String SCHEMA_VERSION_WITH_SOURCES = "2";

  static final String CUMULATIVE = "cumulative";
  static final String ONE_SHOT = "one-shot";

  private static final ObjectMapper JSON = new ObjectMapper();

  public SettlementManifest {
    if (leafCount < 0 || leafCount > MerkleTree.MAX_LEAVES) {
      throw new IllegalArgumentException("A tree can't have " + leafCount + " leaves");
    }
    totals = List.copyOf(totals);
    files = List.copyOf(files);
  }

  /** The canonical text: sorted keys, no white space, every integer a string of digits. */
  public String text() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(
        "schemaVersion",
        header.sources().isPresent() ? SCHEMA_VERSION_WITH_SOURCES : SCHEMA_VERSION);
    header.sources().ifPresent(sources -> sources.putInto(json, header.closeDate()));
    json.put("settlementId", header.settlementId());
    json.put("runId", header.runId());
    json.put("closeDate", header.closeDate().toString());
    json.put("chainId", Long.toString(header.chainId()));
    json.put("distributor", header.distributor());
    DistributorKind kind = header.rule().kind();
    if (!header.rule().isPlain()) {
      json.put("distributorRule", DistributorRuleJson.write(header.rule()));
    }
    json.put("mode", kind.cumulative() ? CUMULATIVE : ONE_SHOT);
    json.put("treeFormat", LeafEncoding.format(kind));
    json.put("leafEncoding", LeafEncoding.types(kind));
    json.put("root", root.orElse(null));
    json.put(
        "previousRoot", header.previous().flatMap(SettlementHeader.Previous::root).orElse(null));
    json.put(
        "previousManifestSha256",
        header.previous().map(SettlementHeader.Previous::manifestSha256).orElse(null));
    json.put("leafCount", Integer.toString(leafCount));
    json.put("totals", totals.stream().map(SettlementManifest::json).toList());
    json.put("ruleset", Map.of("policyId", header.policyId(), "sha256", header.policySha256()));
    json.put("engineVersion", header.engineVersion());
    json.put("files", files.stream().map(SettlementManifest::json).toList());
    return CanonicalJson.write(json);
  }

  /**
   * The manifest of a text.
   *
   * @throws IllegalArgumentException if {@code bytes} are not exactly {@link #text} of a manifest
   */
  public static SettlementManifest parse(byte[] bytes) {
    SettlementManifest manifest;
    try {
      manifest = parse(JSON.readTree(bytes));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("it can't be read: " + e.getMessage(), e);
    }
    if (!manifest.text().equals(new String(bytes, StandardCharsets.UTF_8))) {
      throw new IllegalArgumentException(
          "it isn't the canonical text of its content: a key, a fixed value or its form differs");
    }
    return manifest;
  }

  /** Whether leaves and tree are OpenZeppelin's, so that its library verifies every proof. */
  public boolean hasStandardTree() {
    return LeafEncoding.isStandard(header.rule().kind());
  }

  /** SHA-256 of a file that it lists, that of nothing where it doesn't. */
  String sha256(String path) {
    return files.stream()
        .filter(file -> file.path().equals(path))
        .map(FileEntry::sha256)
        .findFirst()
        .orElse(CanonicalJson.sha256(""));
  }

  /** How the next settlement of the same distributor refers to this one. */
  public SettlementHeader.Previous asPrevious() {
    return new SettlementHeader.Previous(root, CanonicalJson.sha256(text()));
  }

  private static SettlementManifest parse(JsonNode json) {
    List<TokenTotals> totals =
        list(json, "totals").stream().map(SettlementManifest::totals).toList();
    Optional<SettlementHeader.Previous> previous =
        optional(json, "previousManifestSha256")
            .map(sha256 -> new SettlementHeader.Previous(optional(json, "previousRoot"), sha256));
    SettlementHeader header =
        new SettlementHeader(
            text(json, "runId"),
            LocalDate.parse(text(json, "closeDate")),
            Long.parseLong(text(json, "chainId")),
            DistributorRuleJson.read(text(json, "distributor"), json.path("distributorRule")),
            totals.stream().map(TokenTotals::token).toList(),
            previous,
            text(json.path("ruleset"), "policyId"),
            text(json.path("ruleset"), "sha256"),
            text(json, "engineVersion"),
            SCHEMA_VERSION_WITH_SOURCES.equals(text(json, "schemaVersion"))
                ? Optional.of(SettlementSources.parse(json))
                : Optional.empty());
    List<FileEntry> files =
        list(json, "files").stream()
            .map(
                file ->
                    new FileEntry(
                        text(file, "path"),
                        Long.parseLong(text(file, "bytes")),
                        text(file, "sha256")))
            .toList();
    return new SettlementManifest(
        header, optional(json, "root"), Integer.parseInt(text(json, "leafCount")), totals, files);
  }

  private static TokenTotals totals(JsonNode json) {
    return new TokenTotals(
        new SettlementToken(
            text(json, "token"), text(json, "tokenId"), Integer.parseInt(text(json, "decimals"))),
        new BigInteger(text(json, "totalCumulative")),
        new BigInteger(text(json, "totalDelta")),
        new BigInteger(text(json, "totalHeld")),
        new BigInteger(text(json, "totalDebt")));
  }

  private static Map<String, Object> json(TokenTotals totals) {
    return Map.of(
        "token", totals.token().address(),
        "tokenId", totals.token().tokenId(),
        "decimals", Integer.toString(totals.token().decimals()),
        "totalCumulative", totals.cumulative(),
        "totalDelta", totals.delta(),
        "totalHeld", totals.held(),
        "totalDebt", totals.debt());
  }

  private static Map<String, Object> json(FileEntry file) {
    return Map.of(
        "path", file.path(), "bytes", Long.toString(file.bytes()), "sha256", file.sha256());
  }

  static String text(JsonNode json, String key) {
    return optional(json, key)
        .orElseThrow(() -> new IllegalArgumentException("there is no text \"" + key + "\""));
  }

  private static Optional<String> optional(JsonNode json, String key) {
    return Optional.ofNullable(json.path(key).textValue());
  }

  private static List<JsonNode> list(JsonNode json, String key) {
    return StreamSupport.stream(json.path(key).spliterator(), false).toList();
  }
}
