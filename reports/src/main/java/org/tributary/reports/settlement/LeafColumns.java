package org.tributary.reports.settlement;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tributary.schemas.policy.DistributorKind;

/**
 * All leaves of a settlement as columns: 109 bytes a leaf, where records would take four times as
 * much. The account stands as its 42 characters, since its checksum costs a hash.
 */
final class LeafColumns {
  private static final int ADDRESS = 42;
  private static final int AMOUNT = 16;
  private static final int FIRST_CAPACITY = 16;
  private static final PayoutStatus[] STATUSES = PayoutStatus.values();

  private final List<SettlementToken> tokens;
  private final DistributorKind kind;
  private int count;
  private byte[] accounts = new byte[FIRST_CAPACITY * ADDRESS];
  private short[] tokenNumbers = new short[FIRST_CAPACITY];
  private byte[] cumulative = new byte[FIRST_CAPACITY * AMOUNT];
  private byte[] previous = new byte[FIRST_CAPACITY * AMOUNT];
  private byte[] statuses = new byte[FIRST_CAPACITY];
  private byte[] hashes = new byte[FIRST_CAPACITY * MerkleTree.HASH];
  private Leaf last;

  LeafColumns(List<SettlementToken> tokens, DistributorKind kind) {
    this.tokens = tokens;
    this.kind = kind;
  }

  /**
   * Adds a leaf.
   *
   * @throws IllegalArgumentException if its token isn't one of the settlement's, or it doesn't
   *     stand behind the leaf before in {@link Leaf#ORDER}
   */
  void add(SettlementLeaf row) {
    Leaf leaf = row.leaf();
    if (last != null && Leaf.ORDER.compare(last, leaf) >= 0) {
      throw new IllegalArgumentException(
          "Leaves must ascend by account and token, each pair once, but "
              + name(leaf)
              + " follows "
              + name(last));
    }
    last = leaf;
    grow();
    byte[] account = leaf.account().getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(account, 0, accounts, count * ADDRESS, ADDRESS);
    tokenNumbers[count] = tokenNumber(leaf.token());
    putAmount(cumulative, leaf.cumulative());
    putAmount(previous, row.previous());
    statuses[count] = (byte) row.status().ordinal();
    byte[] hash = LeafEncoding.hash(kind, leaf);
    System.arraycopy(hash, 0, hashes, count * MerkleTree.HASH, MerkleTree.HASH);
    count++;
  }

  int count() {
    return count;
  }

  /** Hashes of all leaves, as trees take them. */
  byte[] hashes() {
    return Arrays.copyOf(hashes, count * MerkleTree.HASH);
  }

  String account(int leaf) {
    return new String(accounts, leaf * ADDRESS, ADDRESS, StandardCharsets.US_ASCII);
  }

  /** First byte of the account, as two lower-case hex digits. */
  String shard(int leaf) {
    int from = leaf * ADDRESS + 2;
    return new String(accounts, from, 2, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
  }

  SettlementToken token(int leaf) {
    return tokens.get(tokenNumbers[leaf]);
  }

  BigInteger cumulative(int leaf) {
    return new BigInteger(1, cumulative, leaf * AMOUNT, AMOUNT);
  }

  BigInteger previous(int leaf) {
    return new BigInteger(1, previous, leaf * AMOUNT, AMOUNT);
  }

  /** What the settlement adds. */
  BigInteger delta(int leaf) {
    return cumulative(leaf).subtract(previous(leaf));
  }

  PayoutStatus status(int leaf) {
    return STATUSES[statuses[leaf]];
  }

  byte[] hash(int leaf) {
    return Arrays.copyOfRange(hashes, leaf * MerkleTree.HASH, (leaf + 1) * MerkleTree.HASH);
  }

  /** Compares a leaf with another in {@link Leaf#ORDER}. */
  int compare(int leaf, Leaf other) {
    int byAccount = account(leaf).compareToIgnoreCase(other.account());
    return byAccount != 0 ? byAccount : token(leaf).address().compareToIgnoreCase(other.token());
  }

  private static String name(Leaf leaf) {
    return leaf.account() + " in " + leaf.token();
  }

  private short tokenNumber(String address) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).address().equals(address)) {
        return (short) i;
      }
    }
    throw new IllegalArgumentException(
        "Token " + address + " is none of this settlement's tokens: " + tokens);
  }

  private void putAmount(byte[] column, BigInteger amount) {
    // 10^38 - 1 has 127 bits, so the sign bit of 16 bytes is free.
    byte[] bytes = amount.toByteArray();
    System.arraycopy(bytes, 0, column, (count + 1) * AMOUNT - bytes.length, bytes.length);
  }

  private void grow() {
    if (count < statuses.length) {
      return;
    }
    if (count == MerkleTree.MAX_LEAVES) {
      throw new IllegalArgumentException(
          "A settlement has at most "
              + MerkleTree.MAX_LEAVES
              + " leaves; split the chain's"
              + " payees over several distributors");
    }
    int capacity = (int) Math.min(2L * count, MerkleTree.MAX_LEAVES);
    accounts = Arrays.copyOf(accounts, capacity * ADDRESS);
    tokenNumbers = Arrays.copyOf(tokenNumbers, capacity);
    cumulative = Arrays.copyOf(cumulative, capacity * AMOUNT);
    previous = Arrays.copyOf(previous, capacity * AMOUNT);
    statuses = Arrays.copyOf(statuses, capacity);
    hashes = Arrays.copyOf(hashes, capacity * MerkleTree.HASH);
  }
}
