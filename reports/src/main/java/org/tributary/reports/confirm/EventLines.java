package org.tributary.reports.confirm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.chain.Eip55;

/**
 * The lines of an event file, one after the other. What a line says too much, too little or against
 * another one is refused: a claim that was dropped in silence would look like money that is open.
 */
final class EventLines {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Pattern INTEGER = Pattern.compile("0|[1-9][0-9]*");
  private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}");
  private static final String NO_ROOT = "0x" + "0".repeat(64);
  private static final int WORD_BITS = 256;

  private static final Map<String, Set<String>> KEYS =
      Map.of(
          "root", Set.of("type", "chainId", "distributor", "block", "root", "pendingRoot"),
          "balance", Set.of("type", "token", "amount"),
          "claimed",
              Set.of("type", "transaction", "logIndex", "block", "account", "token", "amount"));

  /** What is in force, and what waits, from one block on. */
  private record Roots(String inForce, Optional<String> pending) {}

  private final ChainContract contract;
  private final List<ClaimedEvent> claims = new ArrayList<>();
  private final Map<String, ClaimedEvent> byId = new HashMap<>();
  private final Map<String, Long> blocks = new HashMap<>();
  private final Map<String, BigInteger> balances = new TreeMap<>();
  private final TreeMap<Long, Roots> roots = new TreeMap<>();

  EventLines(ChainContract contract) {
    this.contract = contract;
  }

  /**
   * Takes a line in.
   *
   * @throws IllegalArgumentException if it doesn't have the form, or can't be true beside the
   *     others
   */
  void add(String line) throws IOException {
    JsonNode json = JSON.readTree(line);
    String type = text(json, "type");
    Set<String> keys = KEYS.get(type);
    if (keys == null) {
      throw new IllegalArgumentException(
          "type must be root, balance or claimed, not \"" + type + "\"");
    }
    json.fieldNames()
        .forEachRemaining(
            key -> {
              if (!keys.contains(key)) {
                throw new IllegalArgumentException(
                    "a line of type " + type + " has no key \"" + key + "\"");
              }
            });
    switch (type) {
      case "root" -> root(json);
      case "balance" -> balance(json);
      default -> claim(json);
    }
  }

  private void root(JsonNode json) {
    requireOurs(json);
    Optional<String> pending =
        json.has("pendingRoot") ? Optional.of(hash(json, "pendingRoot")) : Optional.empty();
    // A contract that has a timelock answers with zeros where nothing waits.
    Roots now = new Roots(hash(json, "root"), pending.filter(root -> !root.equals(NO_ROOT)));
    long block = block(json);
    Roots other = roots.putIfAbsent(block, now);
    if (other != null && !other.equals(now)) {
      throw new IllegalArgumentException(
          "of block "
              + block
              + " another line says another root, or another one that waits, and nothing says which"
              + " was last");
    }
  }

  private void balance(JsonNode json) {
    String token = address(json, "token");
    BigInteger amount = amount(json);
    BigInteger other = balances.putIfAbsent(token, amount);
    if (other != null && !other.equals(amount)) {
      throw new IllegalArgumentException(
          "the balance of "
              + token
              + " is "
              + amount
              + ", but another line says "
              + other
              + ", and nothing says which was last");
    }
  }

  private void claim(JsonNode json) {
    ClaimedEvent claim =
        new ClaimedEvent(
            hash(json, "transaction"),
            number(json, "logIndex"),
            block(json),
            address(json, "account"),
            address(json, "token"),
            amount(json));
    if (claim.block() == 0) {
      throw new IllegalArgumentException(
          "block 0 has no transactions, so nothing was claimed there");
    }
    Long other = blocks.putIfAbsent(claim.transaction(), claim.block());
    if (other != null && other != claim.block()) {
      throw new IllegalArgumentException(
          "transaction "
              + claim.transaction()
              + " stands in block "
              + claim.block()
              + ", but another line says block "
              + other);
    }
    ClaimedEvent same = byId.putIfAbsent(claim.id(), claim);
    if (same == null) {
      claims.add(claim);
    } else if (!same.equals(claim)) {
      throw new IllegalArgumentException(
          "log "
              + claim.logIndex()
              + " of transaction "
              + claim.transaction()
              + " says another claim than a line before, and only one can be true");
    }
  }

  private void requireOurs(JsonNode json) {
    ChainContract other = new ChainContract(number(json, "chainId"), address(json, "distributor"));
    if (!other.equals(contract)) {
      throw TributaryException.of(
          ErrorCode.CHAIN_DIFFERS,
          "The event file is about %s, but the settlement is of %s. Name the file of that"
              + " contract with --events, or ask a node with --rpc.",
          other,
          contract);
    }
  }

  /** What they say together; empty where none of them says what the root is. */
  Optional<ChainFacts> all() {
    return Optional.ofNullable(roots.lastEntry())
        .map(
            last ->
                new ChainFacts(
                    last.getKey(),
                    last.getValue().inForce(),
                    last.getValue().pending(),
                    claims,
                    balances));
  }

  private static String hash(JsonNode json, String key) {
    String text = text(json, key);
    if (!HASH.matcher(text).matches()) {
      throw new IllegalArgumentException(
          key + " \"" + text + "\" is no hash: it is 0x and 64 lower-case hex digits");
    }
    return text;
  }

  private static String address(JsonNode json, String key) {
    return Eip55.normalize(text(json, key));
  }

  private static BigInteger amount(JsonNode json) {
    BigInteger amount = integer(json, "amount");
    if (amount.bitLength() > WORD_BITS) {
      throw new IllegalArgumentException("amount " + amount + " is more than a contract can hold");
    }
    return amount;
  }

  private static long block(JsonNode json) {
    return number(json, "block");
  }

  private static long number(JsonNode json, String key) {
    BigInteger number = integer(json, key);
    if (number.bitLength() >= Long.SIZE) {
      throw new IllegalArgumentException(key + " " + number + " is more than any chain has");
    }
    return number.longValue();
  }

  private static BigInteger integer(JsonNode json, String key) {
    String text = text(json, key);
    if (!INTEGER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          key + " \"" + text + "\" is no integer: digits alone, without sign and leading zeros");
    }
    return new BigInteger(text);
  }

  private static String text(JsonNode json, String key) {
    String text = json.path(key).textValue();
    if (text == null) {
      throw new IllegalArgumentException("there is no text \"" + key + "\"");
    }
    return text;
  }
}
