package org.tributary.reports.confirm;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.reports.settlement.SettlementToken;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** Asks a node about the chain of a settlement, as of one block. */
final class ChainCalls {
  /** A word of 32 bytes in hex, with 0x. */
  private static final int WORD = 66;

  private final JsonRpc node;
  private final SettlementManifest manifest;

  ChainCalls(JsonRpc node, SettlementManifest manifest) {
    this.node = node;
    this.manifest = manifest;
  }

  /**
   * The last block that is looked at.
   *
   * @param confirmations how many must stand on it
   * @throws TributaryException if the node is of another chain
   */
  long block(long confirmations) {
    long chain = number(node.require("eth_chainId", List.of()));
    if (chain != manifest.header().chainId()) {
      throw TributaryException.of(
          ErrorCode.CHAIN_DIFFERS,
          "The node is of chain %d, but the settlement is for chain %d: name a node of that chain"
              + " with --rpc.",
          chain,
          manifest.header().chainId());
    }
    return Math.max(0, number(node.require("eth_blockNumber", List.of())) - confirmations);
  }

  /**
   * Compares the tokens' decimals with the settlement's.
   *
   * @return what couldn't be compared, in sentences: the function is optional in ERC-20
   * @throws TributaryException if a token has others
   */
  List<String> requireDecimals(long block) {
    List<String> notes = new ArrayList<>();
    for (SettlementToken token : manifest.header().tokens()) {
      Optional<BigInteger> decimals = decimals(token, block);
      if (decimals.isEmpty()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "Token %s, %s, doesn't say how many decimals it has: see for yourself that it has"
                    + " %d.",
                token.tokenId(),
                token.address(),
                token.decimals()));
      } else if (!decimals.get().equals(BigInteger.valueOf(token.decimals()))) {
        throw TributaryException.of(
            ErrorCode.CHAIN_DIFFERS,
            "Token %s, %s, has %s decimals on chain %d, but %d in the settlement: every amount of"
                + " it would be another. Correct the policy's decimals and settle anew.",
            token.tokenId(),
            token.address(),
            decimals.get(),
            manifest.header().chainId(),
            token.decimals());
      }
    }
    return notes;
  }

  private Optional<BigInteger> decimals(SettlementToken token, long block) {
    try {
      String answer =
          node.call(
                  "eth_call",
                  List.of(
                      Map.of(
                          "to",
                          token.address(),
                          "data",
                          DistributorInterface.selector("decimals()")),
                      hex(block)))
              .asText();
      return answer.length() < WORD
          ? Optional.empty()
          : Optional.of(new BigInteger(first(answer).substring(2), 16));
    } catch (JsonRpc.Refused e) {
      return Optional.empty();
    }
  }

  /** What {@code owner} holds, by address of the token contract. */
  Map<String, BigInteger> balances(String owner, long block) {
    String data =
        DistributorInterface.selector("balanceOf(address)")
            + "0".repeat(24)
            + owner.substring(2).toLowerCase(Locale.ROOT);
    Map<String, BigInteger> balances = new TreeMap<>();
    manifest
        .header()
        .tokens()
        .forEach(
            token ->
                balances.put(
                    token.address(),
                    new BigInteger(word(token.address(), data, block).substring(2), 16)));
    return balances;
  }

  /** The first word that a function answers with. */
  String word(String to, String data, long block) {
    String answer =
        node.require("eth_call", List.of(Map.of("to", to, "data", data), hex(block))).asText();
    if (answer.length() < WORD) {
      throw TributaryException.of(
          ErrorCode.CHAIN_DIFFERS,
          "%s on chain %d answers with nothing: it is no contract that a settlement of kind %s asks"
              + " there. Name the right one in the policy, or with --contract for kind uniswap.",
          to,
          manifest.header().chainId(),
          manifest.header().rule().kind().text());
    }
    return first(answer);
  }

  /** The first word of an answer. */
  static String first(String answer) {
    return "0x" + answer.substring(2, WORD).toLowerCase(Locale.ROOT);
  }

  static long number(JsonNode quantity) {
    return Long.decode(quantity.asText());
  }

  static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }
}
