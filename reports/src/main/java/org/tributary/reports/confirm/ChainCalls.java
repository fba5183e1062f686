package org.tributary.reports.confirm;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** Asks a node about the chain of a settlement, as of one block. */
final class ChainCalls {
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
    if (answer.length() < 66) {
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
    return "0x" + answer.substring(2, 66).toLowerCase(Locale.ROOT);
  }

  static long number(JsonNode quantity) {
    return Long.decode(quantity.asText());
  }

  static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }
}
