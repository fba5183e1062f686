package org.tributary.reports.verify;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tributary.reports.payout.CodePointOrder;
import org.tributary.reports.payout.PayoutLine;

/** Sums of the lines, made in one pass: by account, and by log date. */
final class LineTotals {
  private static final String EARNED = "EARNED";
  private static final String CAP = "CAP";

  /** Reasons of what others had before: it counts as earned, and as restated where it goes back. */
  static final Set<String> BROUGHT = Set.of("REFUNDED", "DISCHARGED");

  private final Map<AccountKey, AccountSums> accounts = new TreeMap<>(AccountKey.ORDER);
  private final Map<DayKey, DaySums> days = new TreeMap<>(DayKey.ORDER);
  private final Map<PostKey, BigInteger> posts = new HashMap<>();

  /** What tells one posting of a run from another. */
  record PostKey(
      String account,
      String tokenId,
      String logDate,
      String role,
      String modelId,
      String datanetId,
      String reasonCode) {
    static final Comparator<PostKey> ORDER =
        Comparator.comparing(PostKey::account, CodePointOrder.INSTANCE)
            .thenComparing(PostKey::tokenId, CodePointOrder.INSTANCE)
            .thenComparing(PostKey::logDate)
            .thenComparing(PostKey::role)
            .thenComparing(PostKey::modelId)
            .thenComparing(PostKey::datanetId)
            .thenComparing(PostKey::reasonCode);

    static PostKey of(PayoutLine line) {
      return new PostKey(
          line.account(),
          line.tokenId(),
          line.logDate(),
          line.role(),
          line.modelId().orElse(""),
          line.datanetId().orElse(""),
          line.reasonCode().orElse(""));
    }

    static PostKey of(ProposedEntry entry) {
      return new PostKey(
          entry.account(),
          entry.tokenId(),
          entry.logDate(),
          entry.role(),
          entry.modelId().orElse(""),
          entry.datanetId().orElse(""),
          entry.reasonCode());
    }
  }

  /** A token on one log date. */
  record DayKey(String tokenId, String logDate) {
    static final Comparator<DayKey> ORDER =
        Comparator.comparing(DayKey::tokenId, CodePointOrder.INSTANCE)
            .thenComparing(DayKey::logDate);
  }

  /** Sums of one account, base units. */
  record AccountSums(
      BigInteger entitled,
      BigInteger postedBefore,
      BigInteger earned,
      BigInteger restated,
      BigInteger capped) {
    static final AccountSums NONE =
        new AccountSums(
            BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    AccountSums plus(PayoutLine line) {
      boolean isEarned =
          line.reasonCode().filter(EARNED::equals).isPresent()
              || (line.reasonCode().filter(BROUGHT::contains).isPresent()
                  && line.amount().signum() > 0);
      boolean isCap = line.reasonCode().filter(CAP::equals).isPresent();
      return new AccountSums(
          entitled.add(line.entitled()),
          postedBefore.add(line.postedBefore()),
          isEarned ? earned.add(line.amount()) : earned,
          isEarned || isCap ? restated : restated.add(line.amount()),
          isCap ? capped.add(line.amount()) : capped);
    }
  }

  /**
   * Sums of one log date, base units.
   *
   * @param fees entitled of {@code revenue:fee}, negative
   * @param rewards entitled of {@code revenue:reward}, negative
   * @param out entitled of all other accounts
   * @param posted amounts of all accounts
   */
  record DaySums(BigInteger fees, BigInteger rewards, BigInteger out, BigInteger posted) {
    static final DaySums NONE =
        new DaySums(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    DaySums plus(PayoutLine line) {
      boolean isFee = line.account().equals("revenue:fee");
      boolean isReward = line.account().equals("revenue:reward");
      return new DaySums(
          isFee ? fees.add(line.entitled()) : fees,
          isReward ? rewards.add(line.entitled()) : rewards,
          isFee || isReward ? out : out.add(line.entitled()),
          posted.add(line.amount()));
    }
  }

  void add(PayoutLine line) {
    if (line.amount().signum() != 0) {
      posts.merge(PostKey.of(line), line.amount(), BigInteger::add);
    }
    accounts.merge(
        AccountKey.of(line), AccountSums.NONE.plus(line), (sums, first) -> sums.plus(line));
    days.merge(
        new DayKey(line.tokenId(), line.logDate()),
        DaySums.NONE.plus(line),
        (sums, first) -> sums.plus(line));
  }

  Map<AccountKey, AccountSums> accounts() {
    return accounts;
  }

  AccountSums of(AccountKey key) {
    return accounts.getOrDefault(key, AccountSums.NONE);
  }

  /** Amounts that the run posts. */
  Map<PostKey, BigInteger> posts() {
    return posts;
  }

  Map<DayKey, DaySums> days() {
    return days;
  }
}
