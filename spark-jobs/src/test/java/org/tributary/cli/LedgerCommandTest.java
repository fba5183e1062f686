package org.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tributary.books.Statement;
import org.tributary.books.TrialBalance;
import org.tributary.reports.payout.Balances;

/** What {@code tributary ledger} prints; what it reads is tested where the books are. */
class LedgerCommandTest {
  @Test
  void everyTokenHasATotalOfItsOwn() {
    TrialBalance balance =
        new TrialBalance(
            List.of(
                line("A", "payee", 2, 0, 70),
                line("A", "revenue:fee", 1, 100, 0),
                line("A", "suspense:unattributed", 1, 0, 30),
                line("B", "payee", 1, 0, 5),
                line("B", "revenue:fee", 1, 5, 0)),
            List.of());
    assertThat(
            LedgerCommand.TrialBalanceCommand.text(balance)
                .lines()
                .map(row -> row.strip().replaceAll(" +", " ")))
        .containsExactly(
            "token accounts number debit credit",
            "A payee 2 0 70",
            "A revenue:fee 1 100 0",
            "A suspense:unattributed 1 0 30",
            "A total 100 100",
            "B payee 1 0 5",
            "B revenue:fee 1 5 0",
            "B total 5 5");
  }

  @Test
  void anEmptyLedgerSaysSo() {
    assertThat(LedgerCommand.TrialBalanceCommand.text(new TrialBalance(List.of(), List.of())))
        .isEqualToIgnoringNewLines("Nothing is posted yet.");
  }

  @Test
  void aStatementHasAColumnForEachAmount() {
    Balances balances =
        Balances.of(LongStream.rangeClosed(1, 10).mapToObj(BigInteger::valueOf).toList());
    assertThat(
            LedgerCommand.StatementCommand.text(
                    List.of(
                        new Statement("run", LocalDate.of(2026, 6, 30), "ann", "TRIB", balances)))
                .lines())
        .containsExactly(
            "close_date,run_id,token_id,opening,earned,restated,capped,released,held,paid,closing,"
                + "reserved,claimable",
            "2026-06-30,run,TRIB,1,2,3,4,5,6,7,8,9,10");
  }

  private static TrialBalance.Line line(
      String token, String kind, long accounts, long debit, long credit) {
    return new TrialBalance.Line(
        token, kind, accounts, BigInteger.valueOf(debit), BigInteger.valueOf(credit));
  }
}
