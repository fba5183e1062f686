package org.tributary.attribute;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tributary.attribute.ValuesWorld.Scored;
import org.tributary.influence.ContributorKey;
import org.tributary.schemas.policy.PayRule;

/**
 * The shares of a world of values, from the definitions: rationals to 120 digits, one remainder at
 * a time. It shares no code with the stage.
 */
final class ShareTwin {
  private static final MathContext DIGITS = new MathContext(120, RoundingMode.HALF_EVEN);
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  private final List<ContributorKey> contributors;
  private final List<Scored> inferences;
  private final Map<LocalDate, PayRule> pays;
  private final List<String> credibility = new ArrayList<>();
  private final List<String> attribution = new ArrayList<>();

  private ShareTwin(
      List<ContributorKey> contributors, List<Scored> inferences, Map<LocalDate, PayRule> pays) {
    this.contributors = contributors;
    this.inferences = inferences;
    this.pays = pays;
  }

  /** Computes every log date of {@code pays}. */
  static ShareTwin of(
      List<ContributorKey> contributors, List<Scored> inferences, Map<LocalDate, PayRule> pays) {
    ShareTwin twin = new ShareTwin(contributors, inferences, pays);
    pays.keySet().forEach(twin::day);
    return twin;
  }

  /** {@code date datanet contributor credibility mean error flat}. */
  List<String> credibility() {
    return credibility.stream().sorted().toList();
  }

  /** {@code inference datanet contributor share error reason}. */
  List<String> attribution() {
    return attribution.stream().sorted().toList();
  }

  private void day(LocalDate date) {
    PayRule pay = pays.get(date);
    List<Scored> day =
        inferences.stream().filter(each -> each.date().equals(date) && scored(each)).toList();
    BigDecimal[] weight = new BigDecimal[contributors.size()];
    for (int c = 0; c < weight.length; c++) {
      weight[c] = credibility(date, pay, contributors.get(c).contributorId());
    }
    List<long[]> shares = new ArrayList<>();
    for (Scored each : day) {
      BigDecimal[] parts = new BigDecimal[weight.length];
      for (int c = 0; c < weight.length; c++) {
        parts[c] = BigDecimal.valueOf(Math.max(0, each.values()[c])).multiply(weight[c]);
      }
      shares.add(hamilton(1_000_000_000L, parts));
    }
    boolean[] flat = new boolean[weight.length];
    String[] errors = new String[weight.length];
    for (int c = 0; c < weight.length; c++) {
      spread(date, pay, c, weight[c], shares, flat, errors);
    }
    for (int z = 0; z < day.size(); z++) {
      emit(day.get(z), flattened(shares.get(z), flat), flat, errors);
    }
    inferences.stream()
        .filter(each -> each.date().equals(date) && !scored(each))
        .forEach(
            each -> attribution.add(each.id() + " null null 1000000000 null " + each.reason()));
  }

  private static boolean scored(Scored each) {
    return each.reason() == null;
  }

  /** A whole number of parts per billion. */
  private BigDecimal credibility(LocalDate date, PayRule pay, String account) {
    BigDecimal positive = sum(date, pay, account, 1);
    BigDecimal factor = factor(date, pay, account, positive);
    if (pay.kappaPpm() == 0 || sum(date, pay, account, -1).signum() == 0) {
      return factor.movePointRight(9).setScale(0, RoundingMode.FLOOR);
    }
    if (positive.signum() == 0) {
      return BigDecimal.ZERO;
    }
    return net(date, pay, account)
        .multiply(factor)
        .divide(positive, DIGITS)
        .movePointRight(9)
        .setScale(0, RoundingMode.FLOOR);
  }

  /** What shrinkage multiplies by. */
  private BigDecimal factor(LocalDate date, PayRule pay, String account, BigDecimal positive) {
    List<BigDecimal> each = new ArrayList<>();
    for (int c = 0; c < contributors.size(); c++) {
      BigDecimal worth = worth(date, pay, contributors.get(c).contributorId());
      for (int contribution = 0; contribution <= c && worth.signum() > 0; contribution++) {
        each.add(worth);
      }
    }
    if (pay.shrinkagePpm() == 0 || each.isEmpty() || positive.signum() == 0) {
      return BigDecimal.ONE;
    }
    each.sort(null);
    BigDecimal shrinkage = BigDecimal.valueOf(pay.shrinkagePpm()).divide(MILLION);
    BigDecimal typical = each.get((each.size() - 1) / 2).multiply(shrinkage);
    BigDecimal worth = worth(date, pay, account);
    return worth.divide(worth.add(typical), DIGITS);
  }

  /** Net value of one contribution of an account; contributor c has c + 1 that count. */
  private BigDecimal worth(LocalDate date, PayRule pay, String account) {
    int contributions = 0;
    for (int c = 0; c < contributors.size(); c++) {
      contributions += contributors.get(c).contributorId().equals(account) ? c + 1 : 0;
    }
    return net(date, pay, account).divide(BigDecimal.valueOf(contributions), DIGITS);
  }

  private BigDecimal net(LocalDate date, PayRule pay, String account) {
    BigDecimal kappa = BigDecimal.valueOf(pay.kappaPpm()).divide(MILLION);
    return sum(date, pay, account, 1)
        .subtract(kappa.multiply(sum(date, pay, account, -1)))
        .max(BigDecimal.ZERO);
  }

  /** Magnitude of the sum of an account's values of one sign over the window. */
  private BigDecimal sum(LocalDate date, PayRule pay, String account, int sign) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Scored each : inferences) {
      boolean inWindow =
          !each.date().isAfter(date) && each.date().isAfter(date.minusDays(pay.windowDays()));
      for (int c = 0; c < contributors.size() && scored(each); c++) {
        if (inWindow && contributors.get(c).contributorId().equals(account)) {
          BigDecimal value =
              BigDecimal.valueOf(each.values()[c])
                  .multiply(BigDecimal.valueOf(2).pow(each.shift(), DIGITS))
                  .setScale(0, RoundingMode.DOWN);
          sum = sum.add(value.multiply(BigDecimal.valueOf(sign)).max(BigDecimal.ZERO));
        }
      }
    }
    return sum;
  }

  /** Floors, then one unit at a time to whoever is furthest below its exact part. */
  private static long[] hamilton(long whole, BigDecimal[] parts) {
    long[] shares = new long[parts.length];
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal part : parts) {
      sum = sum.add(part);
    }
    if (sum.signum() == 0) {
      return shares;
    }
    BigDecimal[] missing = new BigDecimal[parts.length];
    long left = whole;
    for (int i = 0; i < parts.length; i++) {
      BigInteger numerator = parts[i].toBigIntegerExact().multiply(BigInteger.valueOf(whole));
      shares[i] = numerator.divide(sum.toBigIntegerExact()).longValueExact();
      missing[i] = new BigDecimal(numerator.mod(sum.toBigIntegerExact()));
      left -= shares[i];
    }
    while (left-- > 0) {
      int most = 0;
      for (int i = 1; i < parts.length; i++) {
        most = missing[i].compareTo(missing[most]) > 0 ? i : most;
      }
      shares[most]++;
      missing[most] = BigDecimal.valueOf(-1);
    }
    return shares;
  }

  private void spread(
      LocalDate date,
      PayRule pay,
      int c,
      BigDecimal weight,
      List<long[]> shares,
      boolean[] flat,
      String[] errors) {
    BigDecimal m = BigDecimal.valueOf(shares.size());
    BigDecimal sum = BigDecimal.ZERO;
    for (long[] each : shares) {
      sum = sum.add(BigDecimal.valueOf(each[c]));
    }
    BigDecimal mean = sum.divide(m, DIGITS);
    errors[c] = "null";
    if (shares.size() > 1) {
      BigDecimal deviations = BigDecimal.ZERO;
      for (long[] each : shares) {
        deviations = deviations.add(BigDecimal.valueOf(each[c]).subtract(mean).pow(2));
      }
      BigDecimal error =
          deviations.divide(m.multiply(m.subtract(BigDecimal.ONE)), DIGITS).sqrt(DIGITS);
      BigDecimal floor = BigDecimal.valueOf(pay.signalToNoiseFloorPpm()).divide(MILLION);
      flat[c] = mean.compareTo(floor.multiply(error)) < 0;
      errors[c] = error.setScale(0, RoundingMode.FLOOR).toPlainString();
    }
    credibility.add(
        String.join(
            " ",
            date.toString(),
            contributors.get(c).datanetId(),
            contributors.get(c).contributorId(),
            weight.toPlainString(),
            mean.setScale(0, RoundingMode.FLOOR).toPlainString(),
            errors[c],
            Boolean.toString(flat[c])));
  }

  /** Contributor c has c + 1 leaders. */
  private static long[] flattened(long[] shares, boolean[] flat) {
    long pool = 0;
    BigDecimal[] leaders = new BigDecimal[shares.length];
    for (int c = 0; c < shares.length; c++) {
      pool += flat[c] ? shares[c] : 0;
      leaders[c] = BigDecimal.valueOf(flat[c] ? c + 1 : 0);
    }
    long[] parts = hamilton(pool, leaders);
    long[] result = shares.clone();
    for (int c = 0; c < shares.length; c++) {
      result[c] = flat[c] ? parts[c] : shares[c];
    }
    return result;
  }

  private void emit(Scored each, long[] shares, boolean[] flat, String[] errors) {
    boolean anybody = false;
    boolean positive = false;
    for (int c = 0; c < shares.length; c++) {
      anybody |= shares[c] > 0;
      positive |= each.values()[c] > 0;
      if (each.values()[c] != 0 || shares[c] != 0) {
        attribution.add(
            String.join(
                " ",
                each.id(),
                contributors.get(c).datanetId(),
                contributors.get(c).contributorId(),
                Long.toString(shares[c]),
                errors[c],
                flat[c] ? "FLAT_SHARE" : "null"));
      }
    }
    if (!anybody) {
      String reason = positive ? "NO_CREDIBLE_VALUE" : "NO_POSITIVE_VALUE";
      attribution.add(each.id() + " null null 1000000000 null " + reason);
    }
  }
}
