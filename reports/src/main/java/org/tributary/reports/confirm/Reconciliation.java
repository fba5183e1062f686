package org.tributary.reports.confirm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.reports.export.LeafBook;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * What is claimed beside what can be, line by line.
 *
 * @param lines every address that has a leaf or has claimed, by address and token
 */
public record Reconciliation(List<Line> lines) {
  /**
   * One address and token.
   *
   * @param cumulative what the leaf says, 0 without one
   * @param claimed sum of its claims
   */
  public record Line(
      String account, String token, BigInteger cumulative, BigInteger claimed, ClaimState state) {
    /** What can still be claimed. */
    public BigInteger open() {
      return cumulative.subtract(claimed).max(BigInteger.ZERO);
    }

    /** What is claimed, for people. */
    public String sentence() {
      return account
          + " has claimed "
          + claimed
          + " in "
          + token
          + ", but "
          + (state == ClaimState.UNKNOWN ? "has no leaf." : "its leaf says " + cumulative + ".");
    }
  }

  /**
   * Sums of a token.
   *
   * @param open what can still be claimed
   */
  public record Total(BigInteger cumulative, BigInteger claimed, BigInteger open) {
    private static final Total NONE = new Total(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    private Total plus(Line line) {
      return new Total(
          cumulative.add(line.cumulative), claimed.add(line.claimed), open.add(line.open()));
    }
  }

  public Reconciliation {
    lines = List.copyOf(lines);
  }

  /**
   * Sets claims beside leaves; an event that was read twice counts once.
   *
   * @throws TributaryException if one event says two different claims
   */
  public static Reconciliation of(LeafBook leaves, List<ClaimedEvent> claims) {
    Map<LeafBook.Key, BigInteger> claimed = new HashMap<>();
    Map<String, ClaimedEvent> seen = new HashMap<>();
    for (ClaimedEvent claim : claims) {
      ClaimedEvent same = seen.putIfAbsent(claim.id(), claim);
      if (same == null) {
        claimed.merge(
            new LeafBook.Key(claim.account(), claim.token()), claim.amount(), BigInteger::add);
      } else if (!same.equals(claim)) {
        throw TributaryException.of(
            ErrorCode.INPUT_INCONSISTENT,
            "Log %d of transaction %s was read as two different claims, %s and %s: read the events"
                + " again, from another node.",
            claim.logIndex(),
            claim.transaction(),
            same,
            claim);
      }
    }
    List<Line> lines = new ArrayList<>();
    leaves
        .claims()
        .forEach(
            (key, cumulative) -> {
              BigInteger paid = claimed.remove(key);
              lines.add(line(key, cumulative, paid == null ? BigInteger.ZERO : paid));
            });
    claimed.forEach((key, paid) -> lines.add(line(key, BigInteger.ZERO, paid)));
    lines.sort(
        Comparator.comparing((Line line) -> line.account.toLowerCase(Locale.ROOT))
            .thenComparing(line -> line.token.toLowerCase(Locale.ROOT)));
    return new Reconciliation(lines);
  }

  private static Line line(LeafBook.Key key, BigInteger cumulative, BigInteger claimed) {
    return new Line(key.account(), key.token(), cumulative, claimed, state(cumulative, claimed));
  }

  private static ClaimState state(BigInteger cumulative, BigInteger claimed) {
    if (cumulative.signum() == 0) {
      return ClaimState.UNKNOWN;
    }
    int order = claimed.compareTo(cumulative);
    if (order > 0) {
      return ClaimState.OVERCLAIMED;
    }
    return order == 0
        ? ClaimState.CLAIMED
        : claimed.signum() == 0 ? ClaimState.UNCLAIMED : ClaimState.PARTLY;
  }

  /** Lines that can't be. */
  public List<Line> mismatches() {
    return lines.stream().filter(line -> line.state.isMismatch()).toList();
  }

  /** Lines of which something can still be claimed. */
  public List<Line> open() {
    return lines.stream().filter(line -> line.open().signum() > 0).toList();
  }

  /** Sums by address of the token contract. */
  public Map<String, Total> totals() {
    Map<String, Total> totals = new TreeMap<>();
    for (Line line : lines) {
      totals.merge(line.token, Total.NONE.plus(line), (before, one) -> before.plus(line));
    }
    return totals;
  }

  /** The lines as CSV, RFC 4180 with line feeds. */
  public String csv() {
    StringBuilder text = new StringBuilder("account,token,cumulative,claimed,open,state\n");
    for (Line line : lines) {
      text.append(line.account)
          .append(',')
          .append(line.token)
          .append(',')
          .append(line.cumulative)
          .append(',')
          .append(line.claimed)
          .append(',')
          .append(line.open())
          .append(',')
          .append(line.state)
          .append('\n');
    }
    return text.toString();
  }
}
