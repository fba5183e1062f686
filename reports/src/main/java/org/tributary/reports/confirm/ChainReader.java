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
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * Reads roots and claims of a distributor from a node, as of one block, so that all answers fit
 * together; blocks that may still be taken back are left out.
 */
public final class ChainReader {
  private static final String ZERO_ROOT = "0x" + "0".repeat(64);

  private final JsonRpc node;
  private final SettlementManifest manifest;
  private final DistributorInterface kind;
  private long fromBlock;
  private long step = 10_000;
  private long confirmations = 12;

  private ChainReader(JsonRpc node, SettlementManifest manifest, DistributorInterface kind) {
    this.node = node;
    this.manifest = manifest;
    this.kind = kind;
  }

  /** A reader of the distributor of {@code manifest}. */
  public static ChainReader of(String url, SettlementManifest manifest, DistributorInterface kind) {
    if (!kind.namesToken() && manifest.header().tokens().size() != 1) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "A distributor of kind %s pays one token, but the settlement has %d. Name its kind with"
              + " --kind.",
          kind.text(),
          manifest.header().tokens().size());
    }
    return new ChainReader(new JsonRpc(url), manifest, kind);
  }

  /** First block with events: that in which the contract was made. */
  public ChainReader fromBlock(long block) {
    this.fromBlock = block;
    return this;
  }

  /** Most blocks that are asked for at once; where a node refuses, fewer are. */
  public ChainReader step(long blocks) {
    this.step = blocks;
    return this;
  }

  /** How many blocks must stand on the last one that is looked at. */
  public ChainReader confirmations(long blocks) {
    this.confirmations = blocks;
    return this;
  }

  /** Reads all of it. */
  public ChainFacts read() {
    long chain = number(node.require("eth_chainId", List.of()));
    if (chain != manifest.header().chainId()) {
      throw TributaryException.of(
          ErrorCode.CHAIN_DIFFERS,
          "The node is of chain %d, but the settlement is for chain %d: name a node of that chain"
              + " with --rpc.",
          chain,
          manifest.header().chainId());
    }
    long block = Math.max(0, number(node.require("eth_blockNumber", List.of())) - confirmations);
    String root = word(call(manifest.header().distributor(), kind.rootCall(), block), 0);
    Map<String, BigInteger> balances = new TreeMap<>();
    manifest
        .header()
        .tokens()
        .forEach(token -> balances.put(token.address(), balance(token.address(), block)));
    return new ChainFacts(block, root, pendingRoot(block), claims(block), balances);
  }

  private BigInteger balance(String token, long block) {
    String data =
        DistributorInterface.selector("balanceOf(address)")
            + "0".repeat(24)
            + manifest.header().distributor().substring(2).toLowerCase(Locale.ROOT);
    return new BigInteger(word(call(token, data, block), 0).substring(2), 16);
  }

  private Optional<String> pendingRoot(long block) {
    if (kind != DistributorInterface.URD) {
      return Optional.empty();
    }
    try {
      JsonNode answer =
          node.call(
              "eth_call",
              List.of(
                  Map.of(
                      "to",
                      manifest.header().distributor(),
                      "data",
                      DistributorInterface.selector("pendingRoot()")),
                  hex(block)));
      // A contract without that function answers with nothing.
      return answer.asText().length() < 66
          ? Optional.empty()
          : Optional.of(word(answer.asText(), 0)).filter(root -> !root.equals(ZERO_ROOT));
    } catch (JsonRpc.Refused e) {
      // Any contract that verifies the same tree may stand there: then there is no such function.
      return Optional.empty();
    }
  }

  private String call(String to, String data, long block) {
    return node.require("eth_call", List.of(Map.of("to", to, "data", data), hex(block))).asText();
  }

  private List<ClaimedEvent> claims(long last) {
    List<ClaimedEvent> claims = new ArrayList<>();
    long from = fromBlock;
    long size = step;
    while (from <= last) {
      long to = Math.min(last, from + size - 1);
      try {
        for (JsonNode log : logs(from, to)) {
          // A log of a block that was taken back since is none.
          if (!log.path("removed").asBoolean()) {
            claims.add(claim(log));
          }
        }
        from = to + 1;
      } catch (JsonRpc.Refused e) {
        if (size == 1) {
          throw new TributaryException(
              ErrorCode.INFRASTRUCTURE,
              "The node refuses the events of block " + from + ": " + e.getMessage() + ".",
              e);
        }
        size = Math.max(1, size / 2);
      }
    }
    return claims;
  }

  private JsonNode logs(long from, long to) throws JsonRpc.Refused {
    return node.call(
        "eth_getLogs",
        List.of(
            Map.of(
                "address",
                manifest.header().distributor(),
                "fromBlock",
                hex(from),
                "toBlock",
                hex(to),
                "topics",
                List.of(kind.claimedTopic()))));
  }

  private ClaimedEvent claim(JsonNode log) {
    List<String> topics = new ArrayList<>();
    log.path("topics").forEach(topic -> topics.add(topic.asText()));
    try {
      return kind.decode(
          log.path("transactionHash").asText(),
          number(log.path("logIndex")),
          number(log.path("blockNumber")),
          topics,
          log.path("data").asText(),
          manifest.header().tokens().get(0).address());
    } catch (IllegalArgumentException e) {
      throw new TributaryException(
          ErrorCode.CHAIN_DIFFERS,
          e.getMessage() + ". Is the distributor of kind " + kind.text() + "? Say so with --kind.",
          e);
    }
  }

  private String word(String data, int index) {
    int from = 2 + 64 * index;
    if (data.length() < from + 64) {
      throw TributaryException.of(
          ErrorCode.CHAIN_DIFFERS,
          "%s has no contract of kind %s on chain %d, or the token has none: it answers with"
              + " nothing.",
          manifest.header().distributor(),
          kind.text(),
          manifest.header().chainId());
    }
    return "0x" + data.substring(from, from + 64).toLowerCase(Locale.ROOT);
  }

  private static long number(JsonNode quantity) {
    return Long.decode(quantity.asText());
  }

  private static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }
}
