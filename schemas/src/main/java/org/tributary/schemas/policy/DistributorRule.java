package org.tributary.schemas.policy;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/**
 * What pays the claims of a chain.
 *
 * @param kind what stands at the address
 * @param address EIP-55 address
 * @param timelockSeconds how long a submitted root waits before it can be accepted; 0: it is set
 * @param safe EIP-55 address of the Safe that owns the distributor and funds it; empty: none. A
 *     plain text, since the record travels with Spark tasks
 * @param batchSize most payments of one Safe transaction
 * @param claims who claims
 * @param format how transfers are handed to the Safe
 */
public record DistributorRule(
    DistributorKind kind,
    String address,
    long timelockSeconds,
    String safe,
    int batchSize,
    Claims claims,
    Format format)
    implements Serializable {
  /** The Safe's service has signed batches of 100 reliably, and failed at 200. */
  public static final int DEFAULT_BATCH_SIZE = 100;

  /** Beyond it no transaction can be relied on to fit into EIP-7825's gas limit. */
  public static final int MOST_BATCH_SIZE = 500;

  /** Who claims. */
  public enum Claims {
    /** Payees themselves. */
    PAYEES,
    /** The Safe, in the payees' names: the contract pays the payee whoever calls it. */
    SAFE;

    /** As a policy writes it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How transfers are handed to the Safe: one way only, since either pays in full. */
  public enum Format {
    TRANSACTION_BUILDER,
    CSV_AIRDROP;

    /** As a policy writes it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A contract of which only the address is known. */
  public static DistributorRule plain(String address) {
    return of(DistributorKind.OPENZEPPELIN, address);
  }

  /** Without a Safe and without a timelock. */
  public static DistributorRule of(DistributorKind kind, String address) {
    return new DistributorRule(
        kind, address, 0, "", DEFAULT_BATCH_SIZE, Claims.PAYEES, Format.TRANSACTION_BUILDER);
  }

  /** The Safe that signs for the distributor, if the policy names one. */
  public Optional<String> owner() {
    if (kind == DistributorKind.TRANSFERS) {
      return Optional.of(address);
    }
    return safe.isEmpty() ? Optional.empty() : Optional.of(safe);
  }

  /** Whether nothing but the address is said. */
  public boolean isPlain() {
    return equals(plain(address));
  }
}
