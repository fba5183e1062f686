package org.tributary.span.credit;

import java.io.Serializable;
import java.util.Map;
import java.util.stream.Collectors;
import org.tributary.text.Bits;

/**
 * How common tokens and runs of tokens are in text that no contributor has a hand in.
 *
 * <p>A token's information is {@code log2((T + 1) / (c + 1))} bits: T tokens in all, c times this
 * one. A run's rarity is {@code log2((T + 1) / (c + 1)) / log2(T + 1)}: the whole for a run that
 * the background doesn't have, nothing for one that it consists of (inverse frequency as in Spärck
 * Jones, A statistical interpretation of term specificity, 1972, over positions). Without a
 * background every token has {@link #BLIND_BITS} bits and every run is rare.
 */
public final class Background implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The whole of a rarity. */
  public static final long RARE = 1L << 16;

  /** Information of a token where there is no background, bits. */
  public static final int BLIND_BITS = 8;

  private final long tokens;

  /** What each token tells that stands in it: of a night's tokens most are asked for many times. */
  private final Map<Integer, Long> information;

  /** What a token tells that it doesn't have. */
  private final long most;

  private Background(long tokens, Map<Integer, Long> counts) {
    this.tokens = tokens;
    this.most = tokens == 0 ? BLIND_BITS * Bits.ONE : Bits.log2(tokens + 1, 1);
    this.information =
        counts.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, each -> Bits.log2(tokens + 1, each.getValue() + 1)));
  }

  /** No background. */
  public static Background none() {
    return new Background(0, Map.of());
  }

  /**
   * A background.
   *
   * @param tokens how many it has, 1 or more
   * @param counts how often each token stands in it; what isn't named doesn't
   * @throws IllegalArgumentException if counts are negative or sum to more than there are
   */
  public static Background of(long tokens, Map<Integer, Long> counts) {
    long sum = 0;
    for (long count : counts.values()) {
      if (count < 0) {
        throw new IllegalArgumentException(
            "A token can't stand " + count + " times in a background");
      }
      sum = Math.addExact(sum, count);
    }
    if (tokens < 1 || sum > tokens) {
      throw new IllegalArgumentException(
          "A background of " + tokens + " tokens can't have " + sum + " of them counted");
    }
    return new Background(tokens, counts);
  }

  public long tokens() {
    return tokens;
  }

  /** What a token tells, in units of 2^-16 bits. */
  public long information(int token) {
    return information.getOrDefault(token, most);
  }

  /**
   * How rare a run of tokens is, in parts of {@link #RARE}.
   *
   * @param count how often it stands in the background
   */
  public long rarity(long count) {
    if (tokens == 0) {
      return RARE;
    }
    return Bits.log2(tokens + 1, count + 1) * RARE / most;
  }
}
