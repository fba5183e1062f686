package org.tributary.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.tributary.reports.payout.Balances;
import org.tributary.reports.payout.DisplayText;
import org.tributary.reports.payout.PayoutRow;
import org.tributary.schemas.chain.Eip55;

/** Payout rows from tables, and to Parquet. */
final class PayoutRows {
  /** Columns of {@code payouts.parquet}, those of {@link PayoutRow#COLUMNS}. */
  static final StructType TYPE = type();

  private PayoutRows() {}

  /** The record of a row of {@code payouts.sql}. */
  static PayoutRow record(Row row, TokenBook tokens) {
    List<BigInteger> balances =
        Balances.COLUMNS.stream()
            .map(column -> row.<BigDecimal>getAs(column).toBigIntegerExact())
            .toList();
    return new PayoutRow(
        row.getAs("account_id"),
        DisplayText.clean(row.getAs("display_name")),
        tokens.of(row.getAs("token_id")),
        Optional.ofNullable(row.<String>getAs("address")).map(Eip55::checksum),
        row.getAs("status"),
        DisplayText.clean(row.getAs("reason")),
        Balances.of(balances));
  }

  /** The record as a row of {@link #TYPE}. */
  static Row row(PayoutRow payout) {
    List<Object> values = new ArrayList<>();
    values.add(payout.accountId());
    values.add(payout.displayName().orElse(null));
    values.add(payout.token().tokenId());
    values.add(payout.token().decimals());
    values.add(payout.token().chainId());
    values.add(payout.token().address());
    values.add(payout.address().orElse(null));
    values.add(payout.status());
    values.add(payout.reason().orElse(null));
    payout.balances().values().forEach(amount -> values.add(new BigDecimal(amount)));
    payout
        .balances()
        .values()
        .forEach(amount -> values.add(payout.token().amounts().plain(amount)));
    return RowFactory.create(values.toArray());
  }

  private static StructType type() {
    StructType type =
        new StructType()
            .add("account_id", DataTypes.StringType, false)
            .add("display_name", DataTypes.StringType, true)
            .add("token_id", DataTypes.StringType, false)
            .add("decimals", DataTypes.IntegerType, false)
            .add("chain_id", DataTypes.LongType, false)
            .add("token_address", DataTypes.StringType, false)
            .add("address", DataTypes.StringType, true)
            .add("status", DataTypes.StringType, false)
            .add("reason", DataTypes.StringType, true);
    for (String column : Balances.COLUMNS) {
      type = type.add(column, DataTypes.createDecimalType(38, 0), false);
    }
    for (String column : Balances.COLUMNS) {
      type = type.add(column + "_tokens", DataTypes.StringType, false);
    }
    return type;
  }
}
