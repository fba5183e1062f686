package org.tributary.safety;

import java.math.BigInteger;
import java.util.Locale;

/**
 * A bound that a run exceeds.
 *
 * @param figure what was measured, base units
 * @param limit what the bound allows, base units
 */
public record Breach(Bound bound, String tokenId, BigInteger figure, BigInteger limit) {
  /** What an override calls it. */
  public String name() {
    return bound + ":" + tokenId;
  }

  boolean has(String name) {
    return name.equals(bound.name()) || name.equals(name());
  }

  /** The breach in words. */
  public String sentence() {
    String what =
        switch (bound) {
          case MOST_PAID -> "%s is added to the claims in %s, but safety.most-paid is %s";
          case MOST_CHANGE ->
              "%s is added to the claims in %s, but safety.most-change-ppm of the median of the runs"
                  + " before is %s";
          case MOST_NEW_PAYEES ->
              "%s goes to payees who were never paid in %s before, but safety.most-new-payees-ppm"
                  + " of what is paid is %s";
        };
    return String.format(Locale.ROOT, what, figure, tokenId, limit);
  }
}
