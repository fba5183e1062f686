package org.tributary.reports.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.reports.settlement.SettlementLeaves;
import org.tributary.schemas.policy.DistributorKind;

/** What each address may claim of each token, to compare settlements with. */
public final class LeafBook {
  /**
   * Whose claim.
   *
   * @param account EIP-55 address
   * @param token EIP-55 address of the token contract
   */
  public record Key(String account, String token) {
    @Override
    public String toString() {
      return account + " in " + token;
    }
  }

  private final Map<Key, BigInteger> cumulative = new LinkedHashMap<>();
  private final Map<Key, BigInteger> previous = new HashMap<>();
  private final List<Key> doubles = new ArrayList<>();

  /** The leaves of a settlement's folder. */
  public static LeafBook of(Path settlement) {
    LeafBook book = new LeafBook();
    try {
      SettlementLeaves.read(settlement, book::add);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the leaves in " + settlement, e);
    }
    return book;
  }

  /**
   * What each address can take from the contract of a settlement alone: of a kind that remembers
   * what was claimed all of the leaf, of a one-shot kind only what the settlement adds.
   */
  public static LeafBook claimable(Path settlement, DistributorKind kind) {
    LeafBook all = of(settlement);
    return kind.cumulative() ? all : all.added();
  }

  /** What a settlement adds to each claim, of those that grow. */
  LeafBook added() {
    LeafBook added = new LeafBook();
    cumulative.forEach(
        (key, amount) -> {
          BigInteger delta = amount.subtract(previous(key));
          if (delta.signum() > 0) {
            added.add(new Leaf(key.account(), key.token(), delta));
          }
        });
    return added;
  }

  /** Adds a leaf, and what it says of the settlement before. */
  public void add(SettlementLeaf row) {
    add(row.leaf());
    previous.putIfAbsent(new Key(row.leaf().account(), row.leaf().token()), row.previous());
  }

  /** Adds a leaf that is new. */
  public void add(Leaf leaf) {
    Key key = new Key(leaf.account(), leaf.token());
    if (cumulative.putIfAbsent(key, leaf.cumulative()) != null) {
      doubles.add(key);
    }
  }

  /** Claims by address and token, in the order in which they were added. */
  public Map<Key, BigInteger> claims() {
    return Collections.unmodifiableMap(cumulative);
  }

  /** What an address may claim, 0 where it has no leaf. */
  public BigInteger claim(Key key) {
    return cumulative.getOrDefault(key, BigInteger.ZERO);
  }

  /** What the leaf of an address says that the settlement before had, 0 where it has none. */
  BigInteger previous(Key key) {
    return previous.getOrDefault(key, BigInteger.ZERO);
  }

  /** Leaves that stood there already. */
  List<Key> doubles() {
    return Collections.unmodifiableList(doubles);
  }

  /** Sum of a token, without doubles. */
  BigInteger total(String token) {
    return cumulative.entrySet().stream()
        .filter(claim -> claim.getKey().token().equals(token))
        .map(Map.Entry::getValue)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
