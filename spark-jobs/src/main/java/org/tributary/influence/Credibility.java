package org.tributary.influence;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of a contributor's positive influence counts, once the harm that it did in the same
 * window is set against it: {@code max(0, 1 - kappa N / P)}, with P and N the exact sums of the
 * positive values and of the magnitudes of the negative ones.
 *
 * <p>The corners: without harm (N = 0) or where harm doesn't count (kappa = 0) credibility is
 * whole, also for a contributor without any value (P = N = 0). With harm and nothing on the other
 * side (P = 0, N &gt; 0) it is 0.
 */
public final class Credibility {
  /** Full credibility: all numbers here are parts of it. */
  public static final long WHOLE = 1_000_000_000L;

  private static final int NOBODY = -1;
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
  private static final BigInteger PARTS = BigInteger.valueOf(WHOLE);

  private Credibility() {}

  /**
   * The credibility of a contributor of a model.
   *
   * @param positive P, over all its datanets and the window; not negative
   * @param negative N, in the same unit; not negative
   * @param kappaPpm kappa in parts per million; not negative
   * @return parts per {@link #WHOLE}, floored
   */
  public static long of(BigInteger positive, BigInteger negative, int kappaPpm) {
    if (positive.signum() < 0 || negative.signum() < 0 || kappaPpm < 0) {
      throw new IllegalArgumentException(
          "P = " + positive + ", N = " + negative + ", kappa = " + kappaPpm + " ppm");
    }
    if (kappaPpm == 0 || negative.signum() == 0) {
      return WHOLE;
    }
    BigInteger whole = positive.multiply(MILLION);
    BigInteger net = whole.subtract(negative.multiply(BigInteger.valueOf(kappaPpm)));
    return net.signum() <= 0 ? 0 : net.multiply(PARTS).divide(whole).longValueExact();
  }

  /**
   * What an account did in a window.
   *
   * @param positive P, over all its datanets; not negative
   * @param negative N, in the same unit; not negative
   * @param contributions how many of its contributions count: no duplicates
   */
  public record Account(BigInteger positive, BigInteger negative, long contributions)
      implements Serializable {
    public Account {
      if (positive.signum() < 0 || negative.signum() < 0 || contributions < 0) {
        throw new IllegalArgumentException(
            "P = " + positive + ", N = " + negative + ", " + contributions + " contributions");
      }
    }

    /** {@code max(0, P - kappa N)}, times a million. */
    private BigInteger net(int kappaPpm) {
      return positive
          .multiply(MILLION)
          .subtract(negative.multiply(BigInteger.valueOf(kappaPpm)))
          .max(BigInteger.ZERO);
    }
  }

  /**
   * The credibility of all accounts of a model: {@link #of(BigInteger, BigInteger, int)} times
   * {@code q / (q + s m)}. There q is the net value {@code P - kappa N} per contribution that
   * counts, m that of the typical contribution, and s the shrinkage.
   *
   * <p>Whose contributions are worth much less than usual earns mostly by what its positive values
   * happen to be; the factor is the weight that credibility theory gives to such an observation
   * (B&uuml;hlmann, Experience rating and credibility, ASTIN Bulletin 4, 1967: {@code n / (n +
   * K)}). It depends on the value of a contribution and not on how many there are, so that accounts
   * of equal contributions gain nothing by joining or by splitting up. The typical contribution is
   * the lower median over the contributions of accounts with a net value, each with its account's
   * mean: one account can't move it far.
   *
   * @param accounts of one model, in a fixed order
   * @param kappaPpm kappa in parts per million
   * @param shrinkagePpm s in parts per million; 0: the factor is 1
   * @return parts per {@link #WHOLE}, floored, in the order of the accounts
   */
  public static long[] of(List<Account> accounts, int kappaPpm, int shrinkagePpm) {
    if (kappaPpm < 0 || shrinkagePpm < 0) {
      throw new IllegalArgumentException("kappa " + kappaPpm + ", shrinkage " + shrinkagePpm);
    }
    int typical = shrinkagePpm == 0 ? NOBODY : typical(accounts, kappaPpm);
    long[] credibilities = new long[accounts.size()];
    for (int i = 0; i < credibilities.length; i++) {
      Account account = accounts.get(i);
      boolean plain = typical == NOBODY || account.positive.signum() == 0;
      credibilities[i] =
          plain || account.contributions == 0
              ? of(account.positive, account.negative, kappaPpm)
              : shrunk(account, accounts.get(typical), kappaPpm, shrinkagePpm);
    }
    return credibilities;
  }

  /** Everything over one denominator, so that there is one floor. */
  private static long shrunk(Account account, Account typical, int kappaPpm, int shrinkagePpm) {
    BigInteger net = account.net(kappaPpm);
    BigInteger own = net.multiply(BigInteger.valueOf(typical.contributions)).multiply(MILLION);
    BigInteger other =
        typical
            .net(kappaPpm)
            .multiply(BigInteger.valueOf(account.contributions))
            .multiply(BigInteger.valueOf(shrinkagePpm));
    BigInteger whole = account.positive.multiply(MILLION).multiply(own.add(other));
    return net.multiply(own).multiply(PARTS).divide(whole).longValueExact();
  }

  /** The account that the typical contribution belongs to. */
  private static int typical(List<Account> accounts, int kappaPpm) {
    BigInteger[] nets =
        accounts.stream().map(each -> each.net(kappaPpm)).toArray(BigInteger[]::new);
    BigInteger[] counts =
        accounts.stream()
            .map(each -> BigInteger.valueOf(each.contributions))
            .toArray(BigInteger[]::new);
    // The sort is stable: equals stay in the order of the accounts.
    List<Integer> ascending =
        IntStream.range(0, nets.length)
            .filter(i -> nets[i].signum() > 0 && counts[i].signum() > 0)
            .boxed()
            .sorted((a, b) -> nets[a].multiply(counts[b]).compareTo(nets[b].multiply(counts[a])))
            .toList();
    BigInteger all =
        ascending.stream().map(i -> counts[i]).reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger reached = BigInteger.ZERO;
    for (int i : ascending) {
      reached = reached.add(counts[i]);
      if (reached.shiftLeft(1).compareTo(all) >= 0) {
        return i;
      }
    }
    return NOBODY;
  }
}
