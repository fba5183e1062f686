package org.tributary.span.credit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.ledger.LargestRemainder;

/**
 * The shares of an output: its weights, put together by contributor and by reason, in parts of
 * {@link #WHOLE} by largest remainder.
 *
 * @param evidence claims to spans that earn, by span and priority; weights sum to those of the
 *     contributors' shares
 * @param shares contributors by datanet and contributor, then reasons; they sum to the whole
 */
public record OutputShares(List<Evidence> evidence, List<Share> shares) {
  /** The whole, in shares. */
  public static final long WHOLE = 1_000_000_000L;

  /**
   * A claim that earns.
   *
   * @param span the span's place among those of the output
   * @param weight its part of the span's weight, 2^-16 bits, above 0
   */
  public record Evidence(int span, Claim claim, long weight) {}

  /**
   * A share.
   *
   * @param datanetId datanet; null where it is nobody's
   * @param contributorId contributor; null where it is nobody's
   * @param reason why it is nobody's; null where it is somebody's
   * @param weight 2^-16 bits
   * @param share parts of {@link #WHOLE}
   */
  public record Share(
      String datanetId, String contributorId, Uncredited reason, long weight, long share) {}

  private record Earner(String datanetId, String contributorId) {
    static final Comparator<Earner> ORDER =
        Comparator.comparing(Earner::datanetId).thenComparing(Earner::contributorId);
  }

  /**
   * Divides an output.
   *
   * @param credit of its tokens
   * @param claims of every span, by priority; at least one each
   * @param alphaPpm part of the earliest claim
   */
  public static OutputShares of(Credit credit, List<List<Claim>> claims, int alphaPpm) {
    List<Evidence> evidence = new ArrayList<>();
    Map<Earner, Long> earned = new TreeMap<>(Earner.ORDER);
    for (int span = 0; span < claims.size(); span++) {
      List<Claim> claimed = claims.get(span);
      long[] parts = ClaimSplit.of(credit.spans()[span], claimed.size(), alphaPpm);
      for (int i = 0; i < parts.length; i++) {
        if (parts[i] > 0) {
          Claim claim = claimed.get(i);
          evidence.add(new Evidence(span, claim, parts[i]));
          earned.merge(new Earner(claim.datanetId(), claim.contributorId()), parts[i], Long::sum);
        }
      }
    }
    Map<Uncredited, Long> left = new TreeMap<>();
    left.put(Uncredited.COMMON_TEXT, credit.common());
    left.put(Uncredited.NO_SPAN, credit.uncovered());
    left.put(Uncredited.PROMPT_ECHO, credit.echo());
    left.values().removeIf(weight -> weight == 0);
    if (earned.isEmpty() && left.isEmpty()) {
      // Nothing tells anything: no token, or none that the background doesn't consist of.
      return new OutputShares(
          List.of(), List.of(new Share(null, null, Uncredited.NO_SPAN, 0, WHOLE)));
    }
    return new OutputShares(evidence, shares(earned, left));
  }

  private static List<Share> shares(Map<Earner, Long> earned, Map<Uncredited, Long> left) {
    List<Long> weights = new ArrayList<>(earned.values());
    weights.addAll(left.values());
    List<BigInteger> parts = LargestRemainder.splitByLongs(BigInteger.valueOf(WHOLE), weights);
    List<Share> shares = new ArrayList<>();
    for (Earner earner : earned.keySet()) {
      int at = shares.size();
      shares.add(
          new Share(
              earner.datanetId(),
              earner.contributorId(),
              null,
              weights.get(at),
              parts.get(at).longValueExact()));
    }
    for (Uncredited reason : left.keySet()) {
      int at = shares.size();
      shares.add(new Share(null, null, reason, weights.get(at), parts.get(at).longValueExact()));
    }
    return shares;
  }
}
