package org.tributary.schemas.policy;

import java.util.HashMap;
import java.util.Map;

/** Reads block {@code tokens} of a policy. */
final class TokensReader {
  private static final int MOST_DECIMALS = 38;

  /** Chain ids above 2^53 would not survive the JSON of wallets. */
  static final long MOST_CHAIN_ID = 1L << 53;

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
}
