package org.tributary.reports.confirm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;

/**
 * Roots and claims as JSON lines, so that what was read from a node can be looked at again without
 * one, and what another tool exported can be reconciled. The form stands in {@code
 * schemas/files/chain-events.schema.json}.
 */
public final class EventFile {
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
    EventLines lines = new EventLines(contract);
    int number = 0;
    try {
      for (String line : Files.readAllLines(file)) {
        number++;
        if (!line.isBlank()) {
          lines.add(line);
        }
      }
    } catch (NoSuchFileException e) {
      throw TributaryException.of(ErrorCode.INPUT_MISSING, "There is no event file %s.", file);
    } catch (IOException | IllegalArgumentException e) {
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new TributaryException(
          ErrorCode.INPUT_INCONSISTENT,
          String.format(
              Locale.ROOT,
              "%s, line %d: %s. Export the events again, as schemas/files/chain-events.schema.json"
                  + " says.",
              file,
              number,
              why.lines().findFirst().orElse("").replaceFirst("\\.$", "")),
          e);
    }
    return lines
        .all()
        .orElseThrow(
            () ->
                TributaryException.of(
                    ErrorCode.INPUT_INCONSISTENT,
                    "%s: no line of type root says what the root is. Export the events again, as"
                        + " schemas/files/chain-events.schema.json says.",
                    file));
  }
}
