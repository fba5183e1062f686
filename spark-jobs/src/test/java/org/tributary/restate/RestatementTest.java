package org.tributary.restate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.allocate.MoneyWarehouse;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;

class RestatementTest {
  private static final LocalDate JUNE_1 = LocalDate.parse("2026-06-01");
  private static final LocalDate JUNE_2 = LocalDate.parse("2026-06-02");
  private static final LocalDate JUNE_30 = LocalDate.parse("2026-06-30");
  private static final String RUN = "aaaaaaaaaaaaaaaa";
  private static final StructType ENTRY =
      StructType.fromDDL(
          "entry_id STRING, transaction_id STRING, run_id STRING, close_date DATE, log_date DATE,"
              + " token_id STRING, account STRING, role STRING, model_id STRING, datanet_id STRING,"
              + " amount DECIMAL(38,0), reason_code STRING, corrects_transaction_id STRING,"
              + " policy_id STRING");

  @TempDir Path folder;
  private MoneyWarehouse money;
  private RunContext run;

  @BeforeEach
  void makeRun() {
    money = new MoneyWarehouse(folder, List.of(Tables.PROPOSED_ENTRIES, Tables.LEDGER_ENTRIES));
    PolicyBook policies = new PolicyBook(List.of(PolicyReader.reference()));
    run = money.run(RUN, JUNE_30, policies, Optional.empty());
  }

  /**
   * By hand: Ann loses 70 of a date and earns 20 of it in another role, Bob gets 50. That is two
   * accounts, 50 up and 50 down; what a payout moves doesn't count.
   */
  @Test
  void saysWhatChangesByDateAndToken() {
    propose(
        entry("1", JUNE_1, "TRIB", "payee:ann", "CONTRIBUTOR", -70),
        entry("2", JUNE_1, "TRIB", "payee:ann", "CURATOR", 20),
        entry("3", JUNE_1, "TRIB", "payee:bob", "CONTRIBUTOR", 50),
        entry("4", JUNE_2, "USDC", "payee:bob", "CONTRIBUTOR", 9),
        entry("5", JUNE_2, "USDC", "revenue:fee", "REVENUE", -9),
        entry("6", JUNE_30, "TRIB", "payable:bob", "PAYOUT", 50));
    List<Restatement.Change> changes =
        Restatement.of(run, JUNE_1, JUNE_2, "Ann's texts were Bob's").execute();
    assertThat(changes)
        .containsExactly(
            new Restatement.Change(
                JUNE_1, "TRIB", 2, BigInteger.valueOf(50), BigInteger.valueOf(50)),
            new Restatement.Change(JUNE_2, "USDC", 1, BigInteger.valueOf(9), BigInteger.ZERO));
    assertThat(run.folder().readText(Restatement.FILE))
        .isEqualTo(
            "{\"changes\":[{\"accounts\":2,\"down\":\"50\",\"log_date\":\"2026-06-01\","
                + "\"token_id\":\"TRIB\",\"up\":\"50\"},{\"accounts\":1,\"down\":\"0\","
                + "\"log_date\":\"2026-06-02\",\"token_id\":\"USDC\",\"up\":\"9\"}],"
                + "\"from\":\"2026-06-01\",\"reason\":\"Ann's texts were Bob's\","
                + "\"run_id\":\"aaaaaaaaaaaaaaaa\",\"to\":\"2026-06-02\"}");
  }

  @Test
  void stopsWhereAnotherDateWouldChange() {
    propose(
        entry("1", JUNE_1, "TRIB", "payee:ann", "CONTRIBUTOR", 70),
        entry("2", JUNE_2, "TRIB", "payee:ann", "CONTRIBUTOR", 70));
    assertThatThrownBy(() -> Restatement.of(run, JUNE_2, JUNE_2, "a reason").execute())
        .hasFieldOrPropertyWithValue("code", ErrorCode.INPUT_INCONSISTENT)
        .hasMessageStartingWith(
            "The restatement of 2026-06-02 to 2026-06-02 would change 1 other log dates too:"
                + " 2026-06-01. Find out what else was corrected");
    assertThat(run.folder().exists(Restatement.FILE)).isFalse();
  }

  @Test
  void datesAndReasonAreNeeded() {
    assertThatThrownBy(() -> Restatement.of(run, JUNE_2, JUNE_1, "a reason"))
        .hasFieldOrPropertyWithValue("code", ErrorCode.USAGE)
        .hasMessage("--from 2026-06-02 lies after --to 2026-06-01: name the first date first.");
    assertThatThrownBy(() -> Restatement.of(run, JUNE_1, JUNE_2, " "))
        .hasFieldOrPropertyWithValue("code", ErrorCode.USAGE)
        .hasMessage("A restatement needs a reason that isn't blank (--because).");
  }

  @Test
  void aRunThatChangesNothingSaysSo() {
    assertThat(Restatement.of(run, JUNE_1, JUNE_1, "to be sure").execute()).isEmpty();
    assertThat(run.folder().readText(Restatement.FILE)).startsWith("{\"changes\":[],");
  }

  private void propose(Row... rows) {
    money
        .warehouse()
        .append(
            Tables.PROPOSED_ENTRIES,
            money.warehouse().spark().createDataFrame(List.of(rows), ENTRY));
  }

  private static Row entry(
      String id, LocalDate logDate, String token, String account, String role, long amount) {
    return RowFactory.create(
        id,
        "transaction",
        RUN,
        Date.valueOf(JUNE_30),
        Date.valueOf(logDate),
        token,
        account,
        role,
        null,
        null,
        BigDecimal.valueOf(amount),
        "RESTATED",
        null,
        "policy");
  }
}
