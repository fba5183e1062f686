package org.tributary.reports.settlement;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.chain.Keccak256;

/** Settlements of made-up payees, the same for the same arguments. */
final class SettlementSamples {
  static final SettlementToken COIN =
      new SettlementToken("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", "COIN", 6);
  static final SettlementToken GRAIN =
      new SettlementToken("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "GRAIN", 18);
  static final String DISTRIBUTOR = address("distributor");

  private SettlementSamples() {}

  static String address(String seed) {
    return Eip55.of(Arrays.copyOf(Keccak256.hash(seed), 20));
  }

  static SettlementHeader header(
      LocalDate closeDate, Optional<SettlementHeader.Previous> previous) {
    return new SettlementHeader(
        "0123456789abcdef",
        closeDate,
        31337,
        DISTRIBUTOR,
        List.of(GRAIN, COIN),
        previous,
        "standard-2026",
        "ab".repeat(32),
        "0.1.0");
  }

  static SettlementHeader first() {
    return header(LocalDate.of(2026, 3, 30), Optional.empty());
  }

  /** {@code count} leaves over both tokens, cumulative amounts of 1 to 30 digits. */
  static List<SettlementLeaf> leaves(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              SettlementToken token = i % 2 == 0 ? COIN : GRAIN;
              Leaf leaf = new Leaf(address("payee" + i / 2), token.address(), amount(i));
              return new SettlementLeaf(leaf, BigInteger.ZERO, PayoutStatus.PAYABLE);
            })
        .sorted(Comparator.comparing(SettlementLeaf::leaf, Leaf.ORDER))
        .toList();
  }

  /** The same leaves a night later: every third one has earned more. */
  static List<SettlementLeaf> later(List<SettlementLeaf> before) {
    List<SettlementLeaf> after = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      Leaf leaf = before.get(i).leaf();
      BigInteger more = i % 3 == 0 ? BigInteger.valueOf(i + 1) : BigInteger.ZERO;
      after.add(
          new SettlementLeaf(
              new Leaf(leaf.account(), leaf.token(), leaf.cumulative().add(more)),
              leaf.cumulative(),
              i % 3 == 0 ? PayoutStatus.PAYABLE : PayoutStatus.HELD));
    }
    return after;
  }

  static List<HeldAmount> held() {
    return List.of(
        held("ada", "COIN", 5, 0, PayoutStatus.HELD, "audit, \"open\" since May"),
        held("ada", "GRAIN", 0, 7, PayoutStatus.PAYABLE, ""),
        held("bob", "COIN", 9, 0, PayoutStatus.NO_ADDRESS, ""));
  }

  static Settlement settlement(SettlementHeader header, List<SettlementLeaf> leaves) {
    return new Settlement(header, leaves.iterator(), held().iterator());
  }

  private static HeldAmount held(
      String account, String token, long held, long debt, PayoutStatus status, String reason) {
    return new HeldAmount(
        account, token, BigInteger.valueOf(held), BigInteger.valueOf(debt), status, reason);
  }

  private static BigInteger amount(int i) {
    byte[] hash = Keccak256.hash(("amount" + i).getBytes(StandardCharsets.UTF_8));
    return new BigInteger(1, hash).mod(BigInteger.TEN.pow(i % 30 + 1)).add(BigInteger.ONE);
  }
}
