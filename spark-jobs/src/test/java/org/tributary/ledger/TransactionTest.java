package org.tributary.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Role;

class TransactionTest {
  private static final Transaction.Id ID =
      new Transaction.Id("00112233aabbccdd", LocalDate.parse("2026-06-01"), "TRIB");
  private static final EntryKey FEE = revenue("fee");

  @Test
  void theFirstTransactionOfADateIsEarned() {
    Transaction first =
        difference(
            ID,
            Map.of(payee("alice"), units(70), payee("bob"), units(30), FEE, units(-100)),
            Map.of());

    assertThat(first.reason()).isEqualTo(Reason.EARNED);
    assertThat(first.corrects()).isEmpty();
    assertThat(first.entries())
        .extracting(entry -> entry.key().account().text() + " " + entry.amount())
        .containsExactly("payee:alice 70", "payee:bob 30", "revenue:fee -100");
  }

  @Test
  void aLaterOnePostsTheDifferenceAndReversesWhatIsGone() {
    // Posted: alice 70, bob 30. Now: alice 55, carol 60 of 115. So alice -15, bob -30, carol +60.
    Transaction second =
        difference(
            ID,
            Map.of(payee("alice"), units(55), payee("carol"), units(60), FEE, units(-115)),
            Map.of(payee("alice"), units(70), payee("bob"), units(30), FEE, units(-100)));

    assertThat(second.reason()).isEqualTo(Reason.RESTATED);
    assertThat(second.corrects()).contains("the first");
    assertThat(second.entries())
        .extracting(entry -> entry.key().account().text() + " " + entry.amount())
        .containsExactly("payee:alice -15", "payee:bob -30", "payee:carol 60", "revenue:fee -15");
  }

  @Test
  void nothingChangedNothingPosted() {
    Map<EntryKey, BigInteger> balances = Map.of(payee("alice"), units(70), FEE, units(-70));
    assertThat(difference(ID, balances, balances).entries()).isEmpty();
  }

  @Test
  void refusesWhatDoesNotBalance() {
    assertThatThrownBy(() -> difference(ID, Map.of(payee("alice"), units(70)), Map.of()))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("run 00112233aabbccdd for 2026-06-01 in TRIB sum to 70 instead of")
        .extracting(e -> ((TributaryException) e).code())
        .isEqualTo(ErrorCode.ARITHMETIC);
  }

  @Test
  void refusesAnEntryThatNoColumnHolds() {
    Map<EntryKey, BigInteger> posted =
        Map.of(payee("alice"), Amounts.MAX.negate(), FEE, Amounts.MAX);
    Map<EntryKey, BigInteger> recomputed =
        Map.of(payee("alice"), Amounts.MAX, FEE, Amounts.MAX.negate());
    assertThatThrownBy(() -> difference(ID, recomputed, posted))
        .hasMessageContaining("The entry of payee:alice for 2026-06-01 in TRIB is 1999999")
        .hasMessageContaining("at most 38 digits");
  }

  @Test
  void anIdIsTheHashOfWhatItNames() {
    Entry entry =
        difference(ID, Map.of(payee("alice"), units(1), FEE, units(-1)), Map.of()).entries().get(0);
    // printf '["00112233aabbccdd","2026-06-01","TRIB"]' | sha256sum
    assertThat(ID.hash())
        .isEqualTo("8e15ab9d8ccf6a33c8eae0bf8f9f417cb0a0cad439d11dc52a9e9fbf92da1eea");
    // the same with ,"payee:alice","CONTRIBUTOR","model","net"
    assertThat(entry.entryId())
        .isEqualTo("7fb4fce6afc74f72ca6cf56e0c51657ce3edc03fb50ec9ee357794adb4ffbdd4");
  }

  /** Posting differences night after night always ends at what was recomputed last. */
  @Property
  void theLedgerFollowsWhatIsRecomputed(
      @ForAll @Size(min = 1, max = 6)
          List<@Size(max = 5) List<@IntRange(min = 0, max = 3) Integer>> nights) {
    Map<EntryKey, BigInteger> ledger = new HashMap<>();
    for (List<Integer> night : nights) {
      Map<EntryKey, BigInteger> recomputed = balances(night);
      difference(ID, recomputed, ledger)
          .entries()
          .forEach(entry -> ledger.merge(entry.key(), entry.amount(), BigInteger::add));
      ledger.values().removeIf(amount -> amount.signum() == 0);
      recomputed.values().removeIf(amount -> amount.signum() == 0);
      assertThat(ledger).isEqualTo(recomputed);
    }
  }

  @Test
  void ordersKeysTotally() {
    List<EntryKey> keys = new ArrayList<>(List.of(payee("b"), FEE, payee("a")));
    keys.sort(EntryKey.ORDER);
    assertThat(keys).containsExactly(payee("a"), payee("b"), FEE);
  }

  private static Transaction difference(
      Transaction.Id id, Map<EntryKey, BigInteger> recomputed, Map<EntryKey, BigInteger> posted) {
    return Transaction.difference(id, recomputed, posted, Optional.of("the first"));
  }

  private static Map<EntryKey, BigInteger> balances(List<Integer> amounts) {
    Map<EntryKey, BigInteger> balances = new HashMap<>();
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < amounts.size(); i++) {
      balances.put(payee("p" + i), units(amounts.get(i)));
      sum = sum.add(units(amounts.get(i)));
    }
    balances.put(FEE, sum.negate());
    return balances;
  }

  private static EntryKey payee(String id) {
    return new EntryKey(
        new Account.Payee(id), Role.CONTRIBUTOR, Optional.of("model"), Optional.of("net"));
  }

  private static EntryKey revenue(String name) {
    return new EntryKey(
        new Account.Revenue(name), Role.REVENUE, Optional.empty(), Optional.empty());
  }

  private static BigInteger units(long units) {
    return BigInteger.valueOf(units);
  }
}
