package org.tributary.settle;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.tributary.ledger.PayoutTransaction;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** Rows of {@code payees.sql} become accounts, settled accounts become rows. */
final class PayeeRows {
  private static final DecimalType AMOUNT = DataTypes.createDecimalType(38, 0);

  private static final StructType CLAIM =
      new StructType()
          .add("chain_id", DataTypes.LongType, false)
          .add("distributor", DataTypes.StringType, false)
          .add("address", DataTypes.StringType, false)
          .add("token_address", DataTypes.StringType, false)
          .add("previous", AMOUNT, false)
          .add("cumulative", AMOUNT, false)
          .add("status_order", DataTypes.IntegerType, false);

  private static final StructType ENTRY =
      new StructType()
          .add("entry_id", DataTypes.StringType, false)
          .add("transaction_id", DataTypes.StringType, false)
          .add("account", DataTypes.StringType, false)
          .add("amount", AMOUNT, false)
          .add("reason_code", DataTypes.StringType, false)
          .add("corrects_transaction_id", DataTypes.StringType);

  /**
   * A settled account: the columns of a statement, its chain, its claims and ledger entries, and a
   * problem in place of all amounts where the account can't be settled.
   */
  static final StructType SETTLED =
      new StructType()
          .add("account_id", DataTypes.StringType, false)
          .add("token_id", DataTypes.StringType, false)
          .add("chain_id", DataTypes.LongType)
          .add("opening", AMOUNT)
          .add("earned", AMOUNT)
          .add("restated", AMOUNT)
          .add("capped", AMOUNT)
          .add("released", AMOUNT)
          .add("held", AMOUNT)
          .add("paid", AMOUNT)
          .add("closing", AMOUNT)
          .add("reserved", AMOUNT)
          .add("claimable", AMOUNT)
          .add("status", DataTypes.StringType)
          .add("reason", DataTypes.StringType)
          .add("claims", DataTypes.createArrayType(CLAIM, false))
          .add("entries", DataTypes.createArrayType(ENTRY, false))
          .add("problem_code", DataTypes.StringType)
          .add("problem", DataTypes.StringType);

  private PayeeRows() {}

  /**
   * What all accounts have in common; travels with Spark tasks.
   *
   * @param tokens by token id
   * @param coolDownDays as the policy says
   */
  record Terms(
      String runId,
      LocalDate closeDate,
      String policyId,
      Map<String, TokenTerms> tokens,
      int coolDownDays)
      implements Serializable {}

  /**
   * Settles all tokens of one account. A problem travels as a value: thrown inside a task, it would
   * reach the user as a failed job.
   */
  static Iterator<Row> settle(Row row, Terms terms) {
    PayeeFacts facts = new PayeeFacts(row);
    List<Row> settled = new ArrayList<>();
    for (String tokenId : facts.tokenIds()) {
      try {
        TokenTerms token = token(row, tokenId, terms);
        PayeeAccount account = facts.account(token, terms);
        settled.add(row(SettlementRules.settle(account, token), terms));
      } catch (TributaryException e) {
        settled.add(problem(row, tokenId, e));
      }
    }
    return settled.iterator();
  }

  private static Row problem(Row row, String tokenId, TributaryException problem) {
    Object[] values = new Object[SETTLED.length()];
    values[SETTLED.fieldIndex("account_id")] = row.getAs("account_id");
    values[SETTLED.fieldIndex("token_id")] = tokenId;
    values[SETTLED.fieldIndex("problem_code")] = problem.code().name();
    values[SETTLED.fieldIndex("problem")] = problem.getMessage();
    return RowFactory.create(values);
  }

  private static TokenTerms token(Row row, String tokenId, Terms terms) {
    TokenTerms token = terms.tokens().get(tokenId);
    if (token == null) {
      throw TributaryException.of(
          ErrorCode.POLICY_INVALID,
          "Account %s has a balance in token %s, which policy %s doesn't name any more. Put the"
              + " token back into the policy: balances in it remain to be paid.",
          row.getAs("account_id"),
          tokenId,
          terms.policyId());
    }
    return token;
  }

  private static Row row(SettledAccount settled, Terms terms) {
    PayeeAccount payee = settled.payee();
    SettledAccount.Flows flows = settled.flows();
    return RowFactory.create(
        payee.accountId(),
        payee.tokenId(),
        settled.chainId(),
        new BigDecimal(payee.opening()),
        new BigDecimal(payee.earned()),
        new BigDecimal(payee.restated()),
        new BigDecimal(payee.capped()),
        new BigDecimal(flows.released()),
        new BigDecimal(flows.held()),
        new BigDecimal(flows.paid()),
        new BigDecimal(flows.closing()),
        new BigDecimal(flows.reserved()),
        new BigDecimal(settled.claimable()),
        settled.status().name(),
        settled.reason().orElse(null),
        settled.claims().stream().map(PayeeRows::claim).toArray(Row[]::new),
        entries(settled, terms),
        null,
        null);
  }

  private static Row[] entries(SettledAccount settled, Terms terms) {
    PayoutTransaction.Id id =
        new PayoutTransaction.Id(
            terms.runId(),
            terms.closeDate(),
            settled.payee().tokenId(),
            settled.payee().accountId());
    return PayoutTransaction.postings(id, settled.moves()).stream()
        .map(
            posting ->
                RowFactory.create(
                    posting.entryId(),
                    posting.transactionId(),
                    posting.account().text(),
                    new BigDecimal(posting.amount()),
                    posting.reason().name(),
                    posting.corrects().orElse(null)))
        .toArray(Row[]::new);
  }

  private static Row claim(Claim claim) {
    return RowFactory.create(
        claim.chainId(),
        claim.distributor(),
        claim.address(),
        claim.tokenAddress(),
        new BigDecimal(claim.previous()),
        new BigDecimal(claim.cumulative()),
        claim.status().ordinal());
  }
}
