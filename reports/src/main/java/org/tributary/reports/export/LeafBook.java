package org.tributary.reports.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.SettlementLeaves;

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
  private final List<Key> doubles = new ArrayList<>();

  /** The leaves of a settlement's folder. */
  public static LeafBook of(Path settlement) {
    LeafBook book = new LeafBook();
    try {
      SettlementLeaves.read(settlement, row -> book.add(row.leaf()));
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the leaves in " + settlement, e);
    }
    return book;
  }

  /** Adds a leaf. */
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
