package org.tributary.reports.approval;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.reports.settlement.SettlementHeader;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.reports.settlement.TokenTotals;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;

/**
 * What an approver signs: {@code Settlement(bytes32 root,bytes32 manifestHash,uint64
 * periodEnd,address token,uint256 total)}, one for each token of a settlement.
 *
 * <p>The domain binds the chain and the distributor, so that a signature can't be carried to
 * another contract; the manifest's hash binds every byte of the folder, the policy and the
 * settlement before; root, period and total are what a person compares.
 *
 * @param tokenId the token whose total is signed
 * @param typedData what a wallet shows
 */
public record Attestation(String tokenId, TypedData typedData) {
  /** Name of the domain. */
  public static final String NAME = "Tributary";

  /** Version of the domain. */
  public static final String VERSION = "1";

  private static final String STRUCT = "Settlement";

  private static final Map<String, List<TypedData.Member>> TYPES =
      Map.of(
          TypedData.DOMAIN,
          List.of(
              new TypedData.Member("name", "string"),
              new TypedData.Member("version", "string"),
              new TypedData.Member("chainId", "uint256"),
              new TypedData.Member("verifyingContract", "address")),
          STRUCT,
          List.of(
              new TypedData.Member("root", "bytes32"),
              new TypedData.Member("manifestHash", "bytes32"),
              new TypedData.Member("periodEnd", "uint64"),
              new TypedData.Member("token", "address"),
              new TypedData.Member("total", "uint256")));

  /**
   * The attestations of a settlement, by token id: an approver has to sign all of them.
   *
   * @throws TributaryException if it has no leaves, and so nothing that could be submitted
   */
  public static List<Attestation> of(SettlementManifest manifest) {
    String root =
        manifest
            .root()
            .orElseThrow(
                () ->
                    TributaryException.of(
                        ErrorCode.EXPORT_REFUSED,
                        "Settlement %s has no leaves: there is nothing to approve or to submit.",
                        manifest.header().settlementId()));
    String hash = "0x" + CanonicalJson.sha256(manifest.text());
    return manifest.totals().stream()
        .map(totals -> of(manifest.header(), root, hash, totals))
        .toList();
  }

  private static Attestation of(
      SettlementHeader header, String root, String manifestHash, TokenTotals totals) {
    Map<String, Object> domain = new TreeMap<>();
    domain.put("name", NAME);
    domain.put("version", VERSION);
    domain.put("chainId", header.chainId());
    domain.put("verifyingContract", header.distributor());
    Map<String, Object> message = new TreeMap<>();
    message.put("root", root);
    message.put("manifestHash", manifestHash);
    message.put("periodEnd", BigInteger.valueOf(periodEnd(header.closeDate())));
    message.put("token", totals.token().address());
    message.put("total", totals.cumulative());
    return new Attestation(totals.token().tokenId(), typedData(domain, message));
  }

  /** What is signed where these are domain and message: the types are always ours. */
  public static TypedData typedData(Map<String, Object> domain, Map<String, Object> message) {
    return new TypedData(TYPES, STRUCT, domain, message);
  }

  /** The first second after the close date, UTC, since 1970. */
  public static long periodEnd(LocalDate closeDate) {
    return closeDate.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  /** The 32 bytes that are signed. */
  public byte[] digest() {
    return typedData.digest();
  }
}
