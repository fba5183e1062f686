package org.tributary.schemas.policy;

import com.typesafe.config.Config;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads block {@code distributors} of a policy. */
final class DistributorsReader {
  private static final long MOST_TIMELOCK_SECONDS = 365L * 24 * 60 * 60;

  /** The entry of the reference policy that has every key, and so the defaults. */
  private static final String EXAMPLE = "distributors.1";

  private final Config reference;

  DistributorsReader(Config reference) {
    this.reference = reference;
  }

  Map<Long, DistributorRule> distributors(PolicySection section) {
    Map<Long, DistributorRule> distributors = new HashMap<>();
    for (String chain : section.keys()) {
      DistributorRule rule =
          section.isBlock(chain)
              ? block(section.section(chain))
              : DistributorRule.plain(section.address(chain));
      if (chain.matches("[1-9][0-9]{0,15}")
          && Long.parseLong(chain) <= TokensReader.MOST_CHAIN_ID) {
        distributors.put(Long.parseLong(chain), rule);
      } else {
        section.problem(chain, "is no chain id: the key is an EIP-155 number in quotes");
      }
    }
    return distributors;
  }

  /** Each token has a distributor that can pay it. */
  static void require(
      PolicySection file, Map<String, Token> tokens, Map<Long, DistributorRule> distributors) {
    for (Token token : tokens.values()) {
      DistributorRule rule = distributors.get(token.chainId());
      if (rule == null) {
        file.problem(
            "distributors", "has no address for chain %d of %s", token.chainId(), token.tokenId());
      } else if (rule.kind().oneToken()) {
        List<String> ofChain =
            tokens.values().stream()
                .filter(other -> other.chainId() == token.chainId())
                .map(Token::tokenId)
                .sorted()
                .toList();
        if (ofChain.size() > 1 && token.tokenId().equals(ofChain.get(0))) {
          file.problem(
              "distributors",
              "has a contract of kind %s on chain %d, which pays one token, but the policy has %s"
                  + " there: use kind urd or merkl",
              rule.kind().text(),
              token.chainId(),
              String.join(" and ", ofChain));
        }
      }
    }
  }

  private DistributorRule block(PolicySection given) {
    PolicySection block = given.orElse(reference.getObject(EXAMPLE).withoutKey("address"));
    DistributorRule rule =
        new DistributorRule(
            block.constant("kind", DistributorKind.class).orElse(DistributorKind.OPENZEPPELIN),
            block.address("address"),
            block.integer("timelock-seconds", 0, MOST_TIMELOCK_SECONDS),
            block.isNone("safe") ? noSafe(block) : block.address("safe"),
            Math.toIntExact(block.integer("batch-size", 1, DistributorRule.MOST_BATCH_SIZE)),
            block
                .constant("claims", DistributorRule.Claims.class)
                .orElse(DistributorRule.Claims.PAYEES),
            block
                .constant("format", DistributorRule.Format.class)
                .orElse(DistributorRule.Format.TRANSACTION_BUILDER));
    block.end();
    requireFitting(block, rule);
    return rule;
  }

  private static String noSafe(PolicySection block) {
    block.text("safe");
    return "";
  }

  /** What a kind can't do is an error, not ignored: whoever wrote it counts on it. */
  private static void requireFitting(PolicySection block, DistributorRule rule) {
    String kind = rule.kind().text();
    boolean hasSafe = !rule.safe().isEmpty();
    if (rule.timelockSeconds() > 0 && rule.kind() != DistributorKind.URD) {
      block.problem("timelock-seconds", "is what kind urd has, not kind %s", kind);
    }
    if (hasSafe && !rule.kind().cumulative()) {
      block.problem(
          "safe",
          "has nothing to sign for kind %s: %s",
          kind,
          rule.kind() == DistributorKind.TRANSFERS
              ? "the Safe that pays is the address itself"
              : "the contract is deployed when its root is known");
    }
    if (hasSafe && rule.safe().equals(rule.address())) {
      block.problem("safe", "is the distributor itself");
    }
    if (rule.claims() == DistributorRule.Claims.SAFE) {
      if (rule.kind() == DistributorKind.OPENZEPPELIN || !rule.kind().cumulative()) {
        block.problem(
            "claims",
            "by the Safe need a contract whose claim function is known: kind urd, merkl or oneinch,"
                + " not %s",
            kind);
      } else if (!hasSafe) {
        block.problem("claims", "by the Safe need its address: write it under safe");
      }
    }
    if (rule.format() == DistributorRule.Format.CSV_AIRDROP
        && rule.kind() != DistributorKind.TRANSFERS) {
      block.problem("format", "csv-airdrop is of transfers, not of kind %s", kind);
    }
  }
}
