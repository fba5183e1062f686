package org.tributary.settle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.chain.Eip55;

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

  /**
   * A settled account: the columns of a statement, its chain, its claims, and a problem in place of
   * all amounts where the account can't be settled.
   */
  static final StructType SETTLED =
      new StructType()
          .add("account_id", DataTypes.StringType, false)
          .add("token_id", DataTypes.StringType, false)
          .add("chain_id", DataTypes.LongType)
          .add("opening", AMOUNT)
          .add("earned", AMOUNT)
          .add("restated", AMOUNT)
          .add("closing", AMOUNT)
          .add("claimable", AMOUNT)
          .add("paid", AMOUNT)
          .add("held", AMOUNT)
          .add("debt", AMOUNT)
          .add("status", DataTypes.StringType)
          .add("reason", DataTypes.StringType)
          .add("claims", DataTypes.createArrayType(CLAIM, false))
          .add("problem_code", DataTypes.StringType)
          .add("problem", DataTypes.StringType);

  private PayeeRows() {}

  /**
   * Settles one row. A problem travels as a value: thrown inside a task, it would reach the user as
   * a failed job.
   */
  static Row settle(Row row, Map<String, TokenTerms> tokens, String policyId) {
    try {
      TokenTerms terms = terms(row, tokens, policyId);
      return row(SettlementRules.settle(account(row, terms.chainId()), terms));
    } catch (TributaryException e) {
      Object[] values = new Object[SETTLED.length()];
      values[SETTLED.fieldIndex("account_id")] = row.getAs("account_id");
      values[SETTLED.fieldIndex("token_id")] = row.getAs("token_id");
      values[SETTLED.fieldIndex("problem_code")] = e.code().name();
      values[SETTLED.fieldIndex("problem")] = e.getMessage();
      return RowFactory.create(values);
    }
  }

  private static TokenTerms terms(Row row, Map<String, TokenTerms> tokens, String policyId) {
    String tokenId = row.getAs("token_id");
    TokenTerms terms = tokens.get(tokenId);
    if (terms == null) {
      throw TributaryException.of(
          ErrorCode.POLICY_INVALID,
          "Account %s has a balance in token %s, which policy %s doesn't name any more. Put the"
              + " token back into the policy: balances in it remain to be paid.",
          row.getAs("account_id"),
          tokenId,
          policyId);
    }
    return terms;
  }

  private static PayeeAccount account(Row row, long chainId) {
    Map<Long, String> addresses = row.getJavaMap(row.fieldIndex("addresses"));
    List<Row> published = row.getList(row.fieldIndex("published"));
    return new PayeeAccount(
        row.getAs("account_id"),
        row.getAs("token_id"),
        amount(row, "opening"),
        amount(row, "earned"),
        amount(row, "restated"),
        Optional.ofNullable(row.getAs("block_reason")),
        Optional.ofNullable(row.getAs("hold_reason")),
        Optional.ofNullable(addresses.get(chainId)).map(text -> address(row, text)),
        published.stream().map(PayeeRows::published).toList());
  }

  private static String address(Row row, String text) {
    try {
      return Eip55.normalize(text);
    } catch (IllegalArgumentException e) {
      throw new TributaryException(
          ErrorCode.INPUT_INCONSISTENT,
          "The payout address of " + row.getAs("account_id") + " can't be used. " + e.getMessage(),
          e);
    }
  }

  private static PublishedClaim published(Row claim) {
    return new PublishedClaim(
        claim.getAs("chain_id"),
        claim.getAs("distributor"),
        claim.getAs("address"),
        claim.getAs("token_address"),
        amount(claim, "cumulative"));
  }

  private static Row row(SettledAccount settled) {
    PayeeAccount payee = settled.payee();
    return RowFactory.create(
        payee.accountId(),
        payee.tokenId(),
        settled.chainId(),
        new BigDecimal(payee.opening()),
        new BigDecimal(payee.earned()),
        new BigDecimal(payee.restated()),
        new BigDecimal(payee.closing()),
        new BigDecimal(settled.claimable()),
        new BigDecimal(settled.paid()),
        new BigDecimal(settled.held()),
        new BigDecimal(settled.debt()),
        settled.status().name(),
        settled.reason().orElse(null),
        settled.claims().stream().map(PayeeRows::claim).toArray(Row[]::new),
        null,
        null);
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

  static BigInteger amount(Row row, String column) {
    BigDecimal amount = row.getAs(column);
    return amount.toBigIntegerExact();
  }
}
