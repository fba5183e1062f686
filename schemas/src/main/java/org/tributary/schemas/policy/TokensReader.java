package org.tributary.schemas.policy;

import java.util.HashMap;
import java.util.Map;

/** Reads blocks {@code tokens} and {@code distributors} of a policy. */
final class TokensReader {
  private static final int MOST_DECIMALS = 38;

  /** Chain ids above 2^53 would not survive the JSON of wallets. */
  private static final long MOST_CHAIN_ID = 1L << 53;

  private TokensReader() {}

  static Map<String, Token> tokens(PolicySection section) {
    Map<String, Token> tokens = new HashMap<>();
    Map<String, String> byAddress = new HashMap<>();
    for (String tokenId : section.keys()) {
      section.requireId(tokenId, tokenId);
      PolicySection block = section.section(tokenId);
      Token token =
          new Token(
              tokenId,
              block.integer("chain-id", 1, MOST_CHAIN_ID),
              block.address("address"),
              Math.toIntExact(block.integer("decimals", 0, MOST_DECIMALS)),
              block.amount("minimum-payout"),
              block.amount("rate-per-gpu-ms"));
      block.end();
      String other = byAddress.put(token.chainId() + " " + token.address(), tokenId);
      if (other != null) {
        section.problem(tokenId, "is the same contract as %s: it would be paid twice", other);
      }
      tokens.put(tokenId, token);
    }
    if (tokens.isEmpty()) {
      section.problemHere("must name at least one token");
    }
    return tokens;
  }

  static Map<Long, String> distributors(PolicySection section) {
    Map<Long, String> distributors = new HashMap<>();
    for (String chain : section.keys()) {
      String address = section.address(chain);
      if (chain.matches("[1-9][0-9]{0,15}") && Long.parseLong(chain) <= MOST_CHAIN_ID) {
        distributors.put(Long.parseLong(chain), address);
      } else {
        section.problem(chain, "is no chain id: the key is an EIP-155 number in quotes");
      }
    }
    return distributors;
  }

  static void requireDistributors(
      PolicySection file, Map<String, Token> tokens, Map<Long, String> distributors) {
    for (Token token : tokens.values()) {
      if (!distributors.containsKey(token.chainId())) {
        file.problem(
            "distributors", "has no address for chain %d of %s", token.chainId(), token.tokenId());
      }
    }
  }
}
