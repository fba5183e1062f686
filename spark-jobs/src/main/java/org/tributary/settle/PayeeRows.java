package org.tributary.settle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
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
   * Settles all tokens of one account. A problem travels as a value: thrown inside a task, it would
   * reach the user as a failed job.
   */
  static Iterator<Row> settle(Row row, Map<String, TokenTerms> tokens, String policyId) {
    Map<String, Row> balances = new TreeMap<>();
    for (Row balance : row.<Row>getList(row.fieldIndex("balances"))) {
      balances.put(balance.getAs("token_id"), balance);
    }
    Map<String, List<PublishedClaim>> published = new TreeMap<>();
    for (Row claim : row.<Row>getList(row.fieldIndex("published"))) {
      published
          .computeIfAbsent(claim.getAs("token_id"), id -> new ArrayList<>())
          .add(published(claim));
    }
    TreeSet<String> tokenIds = new TreeSet<>(balances.keySet());
    tokenIds.addAll(published.keySet());
    List<Row> settled = new ArrayList<>();
    for (String tokenId : tokenIds) {
      try {
        TokenTerms terms = terms(row, tokenId, tokens, policyId);
        Optional<Row> balance = Optional.ofNullable(balances.get(tokenId));
        List<PublishedClaim> claims = published.getOrDefault(tokenId, List.of());
        settled.add(row(SettlementRules.settle(account(row, terms, balance, claims), terms)));
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

  private static TokenTerms terms(
      Row row, String tokenId, Map<String, TokenTerms> tokens, String policyId) {
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

  private static PayeeAccount account(
      Row row, TokenTerms terms, Optional<Row> balance, List<PublishedClaim> published) {
    return new PayeeAccount(
        row.getAs("account_id"),
        terms.tokenId(),
        balance.map(sums -> amount(sums, "opening")).orElse(BigInteger.ZERO),
        balance.map(sums -> amount(sums, "earned")).orElse(BigInteger.ZERO),
        balance.map(sums -> amount(sums, "restated")).orElse(BigInteger.ZERO),
        Optional.ofNullable(row.getAs("block_reason")),
        Optional.ofNullable(row.getAs("hold_reason")),
        addressInForce(row, terms.chainId()),
        published);
  }

  /** The address that started last; a key of its table has an account's start dates but once. */
  private static Optional<String> addressInForce(Row row, long chainId) {
    return row.<Row>getList(row.fieldIndex("addresses")).stream()
        .filter(address -> address.<Long>getAs("chain_id") == chainId)
        .max(Comparator.comparing(address -> address.<Date>getAs("valid_from")))
        .map(latest -> address(row, latest.getAs("address")));
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
