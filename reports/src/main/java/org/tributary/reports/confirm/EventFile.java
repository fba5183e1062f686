package org.tributary.reports.confirm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.run.CanonicalJson;

/**
 * Roots and claims as JSON lines, so that what was read from a node can be looked at again without
 * one, and what another tool exported can be reconciled. The form stands in {@code
 * schemas/files/chain-events.schema.json}.
 */
public final class EventFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventFile() {}

  /** Writes what a chain says of {@code contract}. */
  public static void write(Path file, ChainContract contract, ChainFacts facts) {
    StringBuilder text = new StringBuilder();
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("type", "root");
    state.put("chainId", Long.toString(contract.chainId()));
    state.put("distributor", contract.address());
    state.put("block", Long.toString(facts.block()));
    state.put("root", facts.root());
    facts.pendingRoot().ifPresent(root -> state.put("pendingRoot", root));
    text.append(CanonicalJson.write(state)).append('\n');
    new TreeMap<>(facts.balances())
        .forEach(
            (token, amount) ->
                text.append(
                        CanonicalJson.write(
                            Map.of("type", "balance", "token", token, "amount", amount)))
                    .append('\n'));
    for (ClaimedEvent claim : facts.claims()) {
      text.append(
              CanonicalJson.write(
                  Map.of(
                      "type", "claimed",
                      "transaction", claim.transaction(),
                      "logIndex", Long.toString(claim.logIndex()),
                      "block", Long.toString(claim.block()),
                      "account", claim.account(),
                      "token", claim.token(),
                      "amount", claim.amount())))
          .append('\n');
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + file, e);
    }
  }

  /**
   * Reads what a chain said of {@code contract}: the same root may be in force elsewhere, and
   * claims of another contract are none of this one.
   */
  public static ChainFacts read(Path file, ChainContract contract) {
    Facts facts = new Facts(contract);
    int number = 0;
    try {
      for (String line : Files.readAllLines(file)) {
        number++;
        if (!line.isBlank()) {
          facts.add(JSON.readTree(line));
        }
      }
      return facts.all();
    } catch (NoSuchFileException e) {
      throw TributaryException.of(ErrorCode.INPUT_MISSING, "There is no event file %s.", file);
    } catch (IOException | IllegalArgumentException e) {
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new TributaryException(
          ErrorCode.INPUT_INCONSISTENT,
          String.format(
              Locale.ROOT,
              "%s, line %d: %s. Export the events again.",
              file,
              number,
              why.lines().findFirst().orElse("")),
          e);
    }
  }

  /** What the lines so far say. */
  private static final class Facts {
    private final ChainContract contract;
    private final List<ClaimedEvent> claims = new ArrayList<>();
    private final Map<String, BigInteger> balances = new TreeMap<>();
    private Optional<String> pendingRoot = Optional.empty();
    private String root;
    private long block = -1;

    Facts(ChainContract contract) {
      this.contract = contract;
    }

    void add(JsonNode json) {
      switch (text(json, "type")) {
        case "root" -> {
          requireOurs(json);
          long at = Long.parseLong(text(json, "block"));
          if (at >= block) {
            block = at;
            root = hash(text(json, "root"));
            pendingRoot = Optional.ofNullable(json.path("pendingRoot").textValue());
          }
        }
        case "balance" ->
            balances.put(address(text(json, "token")), new BigInteger(text(json, "amount")));
        case "claimed" ->
            claims.add(
                new ClaimedEvent(
                    hash(text(json, "transaction")),
                    Long.parseLong(text(json, "logIndex")),
                    Long.parseLong(text(json, "block")),
                    address(text(json, "account")),
                    address(text(json, "token")),
                    new BigInteger(text(json, "amount"))));
        default ->
            throw new IllegalArgumentException(
                "type must be root, balance or claimed, not " + json.path("type"));
      }
    }

    private void requireOurs(JsonNode json) {
      ChainContract other =
          new ChainContract(
              Long.parseLong(text(json, "chainId")), address(text(json, "distributor")));
      if (!other.equals(contract)) {
        throw TributaryException.of(
            ErrorCode.CHAIN_DIFFERS,
            "The event file is about %s, but the settlement is of %s. Name the file of that"
                + " contract with --events, or ask a node with --rpc.",
            other,
            contract);
      }
    }

    ChainFacts all() {
      if (root == null) {
        throw new IllegalArgumentException("no line of type root says what the root is");
      }
      return new ChainFacts(block, root, pendingRoot, claims, balances);
    }

    private static String hash(String text) {
      if (!text.matches("0x[0-9a-f]{64}")) {
        throw new IllegalArgumentException("\"" + text + "\" is no hash of 64 lower-case digits");
      }
      return text;
    }

    private static String address(String text) {
      return Eip55.normalize(text);
    }

    private static String text(JsonNode json, String key) {
      String text = json.path(key).textValue();
      if (text == null) {
        throw new IllegalArgumentException("there is no text \"" + key + "\"");
      }
      return text;
    }
  }
}
