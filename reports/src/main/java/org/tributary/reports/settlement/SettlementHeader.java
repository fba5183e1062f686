package org.tributary.reports.settlement;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.policy.DistributorRule;

/**
 * What a settlement is about, known before its first leaf.
 *
 * @param runId run that makes it
 * @param closeDate last log date that it covers
 * @param chainId EIP-155 chain id
 * @param rule what pays, and how
 * @param tokens all tokens of the chain under the policy, in any order
 * @param previous the settlement of the same distributor that was published before
 * @param policyId policy in force on the close date
 * @param policySha256 of that policy's file
 * @param engineVersion version of Tributary
 * @param sources what it was made from; manifests of schema version 1 don't say
 */
public record SettlementHeader(
    String runId,
    LocalDate closeDate,
    long chainId,
    DistributorRule rule,
    List<SettlementToken> tokens,
    Optional<Previous> previous,
    String policyId,
    String policySha256,
    String engineVersion,
    Optional<SettlementSources> sources) {
  public SettlementHeader {
    if (!Eip55.isValid(rule.address())) {
      throw new IllegalArgumentException(
          "A distributor must have an EIP-55 address, not \"" + rule.address() + "\"");
    }
    if (rule.kind().oneToken() && tokens.size() > 1) {
      throw new IllegalArgumentException(
          "A contract of kind "
              + rule.kind().text()
              + " pays one token, not "
              + tokens.size()
              + ": "
              + tokens);
    }
    tokens = tokens.stream().sorted(Comparator.comparing(SettlementToken::tokenId)).toList();
    if (tokens.stream().map(SettlementToken::address).distinct().count() != tokens.size()) {
      throw new IllegalArgumentException(
          "Two tokens of chain " + chainId + " have the same address: " + tokens);
    }
  }

  /** Of which it isn't said what it was made from. */
  public SettlementHeader(
      String runId,
      LocalDate closeDate,
      long chainId,
      DistributorRule rule,
      List<SettlementToken> tokens,
      Optional<Previous> previous,
      String policyId,
      String policySha256,
      String engineVersion) {
    this(
        runId,
        closeDate,
        chainId,
        rule,
        tokens,
        previous,
        policyId,
        policySha256,
        engineVersion,
        Optional.empty());
  }

  /** Of a distributor of which only the address is known. */
  public SettlementHeader(
      String runId,
      LocalDate closeDate,
      long chainId,
      String distributor,
      List<SettlementToken> tokens,
      Optional<Previous> previous,
      String policyId,
      String policySha256,
      String engineVersion) {
    this(
        runId,
        closeDate,
        chainId,
        DistributorRule.plain(distributor),
        tokens,
        previous,
        policyId,
        policySha256,
        engineVersion);
  }

  /** EIP-55 address of the contract that pays. */
  public String distributor() {
    return rule.address();
  }

  /**
   * The settlement before.
   *
   * @param root its root, none if it had no leaf
   * @param manifestSha256 of its manifest's bytes
   */
  public record Previous(Optional<String> root, String manifestSha256) {}

  /** The same settlement as the one that follows {@code before}. */
  public SettlementHeader after(Optional<Previous> before) {
    return new SettlementHeader(
        runId,
        closeDate,
        chainId,
        rule,
        tokens,
        before,
        policyId,
        policySha256,
        engineVersion,
        sources);
  }

  /** The same settlement, made from {@code given}. */
  public SettlementHeader madeFrom(SettlementSources given) {
    return new SettlementHeader(
        runId,
        closeDate,
        chainId,
        rule,
        tokens,
        previous,
        policyId,
        policySha256,
        engineVersion,
        Optional.of(given));
  }

  /** Name of the settlement, unique over all runs. */
  public String settlementId() {
    return closeDate + "-" + chainId + "-" + distributor() + "-" + runId;
  }

  /** Folder of all settlements of this distributor, below a run's {@code settlement/}. */
  public String folder() {
    return chainId + "-" + distributor();
  }
}
