package org.tributary.reports.payout;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.run.RunManifest;

/**
 * The night at a glance: all that {@code summary.md} and {@code index.html} show. Amounts are base
 * units. "This run" is what the run posts, "to date" the whole history as recomputed.
 *
 * @param manifest what the run pins
 * @param tokens by token id
 * @param models by model id
 * @param duplicates by model id, of the models that have any
 * @param quarantine by table and reason
 * @param settlements by folder name
 * @param operations what serving cost, and failed agent runs
 */
public record NightSummary(
    RunManifest manifest,
    List<TokenNight> tokens,
    List<ModelNight> models,
    List<ModelDuplicates> duplicates,
    List<QuarantineTotal> quarantine,
    List<SettlementRoot> settlements,
    Operations operations) {
  public NightSummary {
    tokens = List.copyOf(tokens);
    models = List.copyOf(models);
    duplicates = List.copyOf(duplicates);
    quarantine = List.copyOf(quarantine);
    settlements = List.copyOf(settlements);
  }

  /** Where nothing is known of operations. */
  public NightSummary(
      RunManifest manifest,
      List<TokenNight> tokens,
      List<ModelNight> models,
      List<ModelDuplicates> duplicates,
      List<QuarantineTotal> quarantine,
      List<SettlementRoot> settlements) {
    this(manifest, tokens, models, duplicates, quarantine, settlements, Operations.NONE);
  }

  /**
   * One token.
   *
   * @param token the token
   * @param fees fees of inferences
   * @param rewards rewards of agent runs
   * @param days what came in by log date, ascending, fees and rewards together
   * @param roles where it went, in role order
   * @param accounts sums over all payees
   * @param topContributors by what the run posts to them, largest first
   * @param notPaid payees that have a balance which the settlement doesn't hold, by status
   * @param unattributed by reason code, to date
   * @param restatements by log date
   */
  public record TokenNight(
      PayoutToken token,
      Incoming fees,
      Incoming rewards,
      List<DayTotal> days,
      List<RoleTotal> roles,
      AccountTotals accounts,
      List<TopContributor> topContributors,
      List<StatusTotal> notPaid,
      List<UnattributedTotal> unattributed,
      List<Restatement> restatements) {
    public TokenNight {
      days = List.copyOf(days);
      roles = List.copyOf(roles);
      topContributors = List.copyOf(topContributors);
      notPaid = List.copyOf(notPaid);
      unattributed = List.copyOf(unattributed);
      restatements = List.copyOf(restatements);
    }
  }

  /** What came in: how many sources to date, and the amounts. */
  public record Incoming(long sources, BigInteger thisRun, BigInteger toDate) {}

  /** What came in on one log date. */
  public record DayTotal(String logDate, BigInteger amount) {}

  /** What one role got. */
  public record RoleTotal(Role role, BigInteger thisRun, BigInteger toDate) {}

  /**
   * Sums over all payees.
   *
   * @param payees how many
   * @param claimable in the settlement, cumulative
   * @param paid what the run adds to it
   * @param held earned but not in the settlement
   * @param debt in the settlement but restated away since
   */
  public record AccountTotals(
      long payees, BigInteger claimable, BigInteger paid, BigInteger held, BigInteger debt) {}

  /** A contributor; amounts of role CONTRIBUTOR alone. */
  public record TopContributor(
      String accountId,
      Optional<String> displayName,
      BigInteger thisRun,
      BigInteger toDate,
      String status) {}

  /** Payees with one status and reason. */
  public record StatusTotal(String status, Optional<String> reason, long payees, BigInteger held) {}

  /** The contributors' part that no method could attribute; parts of how many fees and rewards. */
  public record UnattributedTotal(String reasonCode, long parts, BigInteger amount) {}

  /**
   * What the run changes on a log date that had postings already.
   *
   * @param accounts how many accounts change
   * @param credited sum of the increases
   * @param debited sum of the decreases, negative or zero
   */
  public record Restatement(
      String logDate, long accounts, BigInteger credited, BigInteger debited) {}

  /**
   * One model.
   *
   * @param modelId model
   * @param title for people
   * @param methods its methods, by name
   * @param damping what its curvature was damped with, by checkpoint and block
   * @param confidence how sure the shares of its last log date are; empty where influence made none
   */
  public record ModelNight(
      String modelId,
      Optional<String> title,
      List<MethodNight> methods,
      List<DampingUsed> damping,
      Optional<Confidence> confidence) {
    public ModelNight {
      methods = List.copyOf(methods);
      damping = List.copyOf(damping);
    }
  }

  /**
   * How sure the shares of a model's last log date by influence are, and who is held to account for
   * harm.
   *
   * @param logDate the log date
   * @param windowFrom first log date of the window that harm is counted over
   * @param inferences how many the shares are means of
   * @param shares the largest mean shares
   * @param otherShares how many contributors aren't named in {@code shares}
   * @param doubted the least credible of those whose credibility is below one
   * @param otherDoubted how many more there are
   */
  public record Confidence(
      String logDate,
      String windowFrom,
      long inferences,
      List<ShareNight> shares,
      long otherShares,
      List<DoubtedNight> doubted,
      long otherDoubted) {
    public Confidence {
      shares = List.copyOf(shares);
      doubted = List.copyOf(doubted);
    }
  }

  /**
   * The share of a contributor of a datanet, before a flat share.
   *
   * @param mean parts per 1,000,000,000
   * @param standardError of the mean, parts per 1,000,000,000; empty for one inference
   * @param flat whether a flat share takes its place
   */
  public record ShareNight(
      String contributorId,
      Optional<String> displayName,
      String datanetId,
      long mean,
      Optional<Long> standardError,
      boolean flat) {}

  /**
   * A contributor with harm on record.
   *
   * @param positive sum of its positive influence over the window and all datanets of the model
   * @param negative magnitude of the sum of its negative influence
   * @param credibility parts per 1,000,000,000
   */
  public record DoubtedNight(
      String contributorId,
      Optional<String> displayName,
      BigInteger positive,
      BigInteger negative,
      long credibility) {}

  /**
   * One method on one model. Shares count in billionths of an inference times the method's weight
   * in parts per million.
   *
   * @param method e.g. {@code influence}
   * @param inferences how many it looked at
   * @param attributed weighted shares that went to contributors
   * @param unattributed by reason code
   */
  public record MethodNight(
      String method, long inferences, BigInteger attributed, List<ReasonShare> unattributed) {
    public MethodNight {
      unattributed = List.copyOf(unattributed);
    }

    /** Weighted shares that nobody got. */
    public BigInteger unattributedTotal() {
      return unattributed.stream().map(ReasonShare::share).reduce(BigInteger.ZERO, BigInteger::add);
    }
  }

  /** Weighted shares of a method that nobody got, for one reason. */
  public record ReasonShare(String reasonCode, long inferences, BigInteger share) {}

  /**
   * The damping of one block.
   *
   * @param rule damping as the policy says it
   * @param meanEigenvalue decimal text
   * @param lambda absolute, decimal text
   */
  public record DampingUsed(
      String checkpoint,
      int block,
      int dimension,
      long trainingRows,
      String preconditioner,
      String rule,
      String meanEigenvalue,
      String lambda) {}

  /** Rows that broke a rule. */
  public record QuarantineTotal(String table, String reasonCode, long rows) {}

  /**
   * One Merkle tree.
   *
   * @param folder below {@code settlement/}
   * @param root Merkle root, 0x and 64 hex digits; none without leaves
   * @param leafCount leaves
   * @param manifestSha256 of the settlement manifest's bytes
   */
  public record SettlementRoot(
      String folder, Optional<String> root, long leafCount, String manifestSha256) {}
}
