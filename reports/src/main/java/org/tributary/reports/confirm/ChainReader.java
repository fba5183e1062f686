package org.tributary.reports.confirm;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final ChainCalls calls;
  private String contract;
  private long fromBlock;
  private long step = 10_000;
  private long confirmations = 12;
  private final List<String> notes = new ArrayList<>();

  private ChainReader(JsonRpc node, SettlementManifest manifest, DistributorInterface kind) {
    this.node = node;
    this.manifest = manifest;
    this.kind = kind;
    this.calls = new ChainCalls(node, manifest);
    this.contract = manifest.header().distributor();
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

  /** The contract to ask, where it isn't the distributor that the manifest names. */
  public ChainReader contract(String address) {
    this.contract = address;
    return this;
  }

  /** What the node left open in {@link #read}, in sentences. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Reads all of it. */
  public ChainFacts read() {
    long block = calls.block(confirmations);
    requireFirstBlock(block);
    requireNothingBefore();
    notes.addAll(calls.requireDecimals(block));
    String root = calls.word(contract, kind.rootCall(), block);
    return new ChainFacts(
        block, root, pendingRoot(block), claims(block), calls.balances(contract, block));
  }

  /** What the account that pays holds now, by address of the token contract. */
  public static Map<String, BigInteger> balances(
      String url, SettlementManifest manifest, long confirmations) {
    ChainCalls calls = new ChainCalls(new JsonRpc(url), manifest);
    long block = calls.block(confirmations);
    calls.requireDecimals(block);
    return calls.balances(manifest.header().distributor(), block);
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
                  Map.of("to", contract, "data", DistributorInterface.selector("pendingRoot()")),
                  ChainCalls.hex(block)));
      // A contract without that function answers with nothing.
      return answer.asText().length() < 66
          ? Optional.empty()
          : Optional.of(ChainCalls.first(answer.asText())).filter(root -> !root.equals(ZERO_ROOT));
    } catch (JsonRpc.Refused e) {
      // Any contract that verifies the same tree may stand there: then there is no such function.
      return Optional.empty();
    }
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
    JsonNode logs =
        node.call(
            "eth_getLogs",
            List.of(
                Map.of(
                    "address",
                    contract,
                    "fromBlock",
                    ChainCalls.hex(from),
                    "toBlock",
                    ChainCalls.hex(to),
                    "topics",
                    List.of(kind.claimedTopic()))));
    if (!logs.isArray()) {
      // Nodes that have pruned their logs do this; read as no claims, nobody would have claimed.
      throw TributaryException.of(
          ErrorCode.INFRASTRUCTURE,
          "Node %s answers eth_getLogs for blocks %d to %d with %s, not with a list: ask another"
              + " node, one that keeps all logs, with --rpc.",
          node.host(),
          from,
          to,
          logs.isNull() ? "null" : "a value of type " + logs.getNodeType());
    }
    return logs;
  }

  /** Otherwise no block at all would be looked at, and nobody would have claimed. */
  private void requireFirstBlock(long last) {
    if (fromBlock > last) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "Block %d, the --from-block, lies after block %d, the last that is looked at: name the"
              + " block in which the contract was made, or wait for its confirmations.",
          fromBlock,
          last);
    }
  }

  /** Claims before the first block that is looked at would be missed. */
  private void requireNothingBefore() {
    if (fromBlock <= 0) {
      return;
    }
    String code;
    try {
      code = node.call("eth_getCode", List.of(contract, ChainCalls.hex(fromBlock - 1))).textValue();
    } catch (JsonRpc.Refused e) {
      code = null;
    }
    if (code == null) {
      notes.add(
          "The node doesn't say whether contract "
              + contract
              + " stood before block "
              + fromBlock
              + ", the --from-block: if it did, claims before it are missing.");
    } else if (!code.equals("0x")) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "Contract %s stood in block %d already, so claims before block %d could be missed: name"
              + " the block in which it was made with --from-block.",
          contract,
          fromBlock - 1,
          fromBlock);
    }
  }

  private ClaimedEvent claim(JsonNode log) {
    List<String> topics = new ArrayList<>();
    log.path("topics").forEach(topic -> topics.add(topic.asText()));
    try {
      return kind.decode(
          log.path("transactionHash").asText(),
          ChainCalls.number(log.path("logIndex")),
          ChainCalls.number(log.path("blockNumber")),
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
}
