package org.tributary.reports.export;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.reports.settlement.TokenTotals;

/** Looks at every gate; those that are shut say so, each in one sentence. */
final class Gates {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  private final GateInputs in;
  private final List<Refusal> refusals = new ArrayList<>();

  private Gates(GateInputs inputs) {
    this.in = inputs;
  }

  /** The gates that are shut, in the order of {@link Gate}; none: the settlement may leave. */
  static List<Refusal> check(GateInputs inputs) {
    Gates gates = new Gates(inputs);
    gates.published();
    gates.doubles();
    gates.addresses();
    gates.refusals.addAll(PastGates.check(inputs));
    for (TokenTotals totals : inputs.manifest().totals()) {
      gates.token(totals);
    }
    gates.refusals.sort((a, b) -> a.gate().compareTo(b.gate()));
    return List.copyOf(gates.refusals);
  }

  /** What the settlement adds to the claims exported before, by token id. */
  static Map<String, BigInteger> added(GateInputs inputs) {
    Map<String, BigInteger> added = new TreeMap<>();
    for (TokenTotals totals : inputs.manifest().totals()) {
      added.put(totals.token().tokenId(), inputs.added(totals.token().address()));
    }
    return added;
  }

  private void published() {
    if (in.published().isEmpty()) {
      refuse(
          Gate.PUBLISHED,
          "it doesn't stand in the folder of run %s, so whether that was published can't be seen:"
              + " export it from there",
          in.manifest().header().runId());
    } else if (!in.published().get()) {
      refusals.add(
          new Refusal(
              Gate.PUBLISHED,
              "run "
                  + in.manifest().header().runId()
                  + " wasn't published: run 'tributary verify' and 'tributary publish' first.",
              false));
    }
  }

  private void doubles() {
    for (LeafBook.Key key : in.leaves().doubles()) {
      refuse(
          Gate.DUPLICATES,
          "%s has two leaves, and would be paid %s",
          key,
          in.kind().cumulative() ? "the larger only" : "both");
    }
  }

  /** A claim that was exported before can't be taken back, only be held flat. */
  private void addresses() {
    for (LeafBook.Key key : in.leaves().claims().keySet()) {
      String why = in.refused().get(key.account());
      BigInteger claim = in.leaves().claim(key);
      BigInteger grows = claim.subtract(in.claimBefore(key));
      if (why == null || grows.signum() <= 0) {
        continue;
      }
      BigInteger adds = claim.subtract(in.leaves().previous(key));
      if (adds.signum() > 0) {
        refuse(
            Gate.ADDRESSES,
            "%s is %s, and mustn't be paid, but the settlement adds %s: settle the next night, which"
                + " keeps its pay back, and export that",
            key,
            why,
            adds);
      } else {
        refuse(
            Gate.ADDRESSES,
            "%s is %s, and mustn't be paid; this settlement adds nothing, but %s that an earlier one"
                + " published was never exported, and no published claim falls: whoever lets it leave"
                + " says why, once",
            key,
            why,
            grows);
      }
    }
  }

  private void token(TokenTotals totals) {
    String token = totals.token().address();
    String tokenId = totals.token().tokenId();
    BigInteger sum = in.leaves().total(token);
    if (!sum.equals(totals.cumulative())) {
      refuse(
          Gate.SUMS,
          "the leaves of %s sum to %s, but manifest.json says %s",
          tokenId,
          sum,
          totals.cumulative());
    }
    accounts(tokenId, token);
    BigInteger added = added(in).get(tokenId);
    BigInteger most = in.rule().mostTotalChange().get(tokenId);
    if (most != null && added.compareTo(most) > 0) {
      refuse(Gate.TOTAL_CHANGE, "claims in %s grow by %s, at most %s may be", tokenId, added, most);
    }
    median(tokenId, added);
    newAddresses(tokenId, token, added);
    funding(tokenId);
  }

  private void accounts(String tokenId, String token) {
    BigInteger most = in.rule().mostAccountChange().get(tokenId);
    if (most == null) {
      return;
    }
    in.leaves()
        .claims()
        .forEach(
            (key, now) -> {
              BigInteger more = now.subtract(in.claimBefore(key));
              if (key.token().equals(token) && more.compareTo(most) > 0) {
                refuse(
                    Gate.ACCOUNT_CHANGE,
                    "the claim of %s in %s grows by %s, at most %s may be",
                    key.account(),
                    tokenId,
                    more,
                    most);
              }
            });
  }

  private void median(String tokenId, BigInteger added) {
    List<BigInteger> earlier =
        in.added().stream()
            .map(export -> export.getOrDefault(tokenId, BigInteger.ZERO))
            .filter(amount -> amount.signum() > 0)
            .toList();
    List<BigInteger> last =
        earlier.subList(Math.max(0, earlier.size() - in.rule().trailingExports()), earlier.size());
    if (in.rule().mostChangePpm() == 0 || last.isEmpty()) {
      return;
    }
    // Of an even number the lower of the two in the middle, which stops more.
    BigInteger median = last.stream().sorted().toList().get((last.size() - 1) / 2);
    BigInteger most = part(median, in.rule().mostChangePpm());
    if (added.compareTo(most) > 0) {
      refuse(
          Gate.MEDIAN_CHANGE,
          "claims in %s grow by %s, at most %s may be, since the last %d exports added %s in the"
              + " middle",
          tokenId,
          added,
          most,
          last.size(),
          median);
    }
  }

  private void newAddresses(String tokenId, String token, BigInteger added) {
    if (in.before().isEmpty()) {
      return;
    }
    BigInteger toNew =
        in.leaves().claims().entrySet().stream()
            .filter(claim -> claim.getKey().token().equals(token))
            .filter(claim -> in.claimBefore(claim.getKey()).signum() == 0)
            .map(Map.Entry::getValue)
            .reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger most = part(added.max(BigInteger.ZERO), in.rule().mostNewAddressesPpm());
    if (toNew.compareTo(most) > 0) {
      refuse(
          Gate.NEW_ADDRESSES,
          "%s of the %s that are added in %s go to addresses without a claim before, at most %s may",
          toNew,
          added,
          tokenId,
          most);
    }
  }

  private void funding(String tokenId) {
    Funds funds = in.funds().get(tokenId);
    if (funds == null || funds.missing().signum() == 0) {
      return;
    }
    if (in.kind().cumulative()) {
      refuse(
          Gate.FUNDING,
          "the distributor lacks %s of %s: %s can be claimed and wasn't yet, more than its balance"
              + " of %s. Fund it first",
          funds.missing(),
          tokenId,
          funds.open(),
          funds.balance());
    } else {
      refuse(
          Gate.FUNDING,
          "%s lacks %s of %s: it pays %s, and has a balance of %s. Fund it first",
          in.manifest().header().distributor(),
          funds.missing(),
          tokenId,
          funds.open(),
          funds.balance());
    }
  }

  private static BigInteger part(BigInteger amount, int ppm) {
    return amount.multiply(BigInteger.valueOf(ppm)).divide(MILLION);
  }

  private void refuse(Gate gate, String format, Object... arguments) {
    refusals.add(
        new Refusal(gate, String.format(Locale.ROOT, format, arguments) + ".", gate.canBePassed()));
  }
}
