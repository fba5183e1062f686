package org.tributary.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

class AccountTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "payee:alice",
        "payer:bob",
        "suspense:unattributed",
        "revenue:fee",
        "payee:a:b",
        "kept:HOLD:alice",
        "kept:NO_ADDRESS:a:b",
        "payable:alice"
      })
  void textAndAccountAreTheSame(String text) {
    assertThat(Account.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alice",
        ":alice",
        "Payee:alice",
        "bank:alice",
        "kept:alice",
        "kept:WHY:alice"
      })
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> Account.parse(text))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("\"" + text + "\" is no ledger account");
  }

  @Test
  void anAccountHasAName() {
    assertThatThrownBy(() -> Account.parse("payee: "))
        .hasMessageContaining("payee:<name> needs a name");
  }

  @Test
  void anAmountHasAtMost38Digits() {
    assertThat(Amounts.requireIncome(Amounts.MAX, "The fee")).isEqualTo(Amounts.MAX);
    BigInteger more = Amounts.MAX.add(BigInteger.ONE);
    assertThatThrownBy(() -> Amounts.requireWithinBounds(more.negate(), "The entry"))
        .hasMessageContaining("The entry is -1" + "0".repeat(38) + ": an amount has at most 38")
        .extracting(e -> ((TributaryException) e).code())
        .isEqualTo(ErrorCode.ARITHMETIC);
    assertThatThrownBy(() -> Amounts.requireIncome(BigInteger.ONE.negate(), "The fee"))
        .hasMessage("The fee is -1: what comes in can't be negative");
  }
}
