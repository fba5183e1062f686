package org.tributary.allocate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Amounts;
import org.tributary.session.RunContext;
import org.tributary.session.SparkFailures;

/**
 * What another policy changes in money, on the log and the attribution of a run. A dry run: nothing
 * is written. Attribution stays as the run has it, so that of a change of its rules only what the
 * waterfall makes of it shows; {@link Result#attributionChanges} names the models.
 */
public final class PolicyDiff {
  private static final DecimalType AMOUNT = DataTypes.createDecimalType(38, 0);

  private final RunContext run;
  private final PolicyBook before;
  private final PolicyBook after;

  private PolicyDiff(RunContext run, PolicyBook before, PolicyBook after) {
    this.run = Objects.requireNonNull(run, "run");
    this.before = Objects.requireNonNull(before, "before");
    this.after = Objects.requireNonNull(after, "after");
  }

  /** The difference of two books over what {@code run} pins; the run's own policies don't count. */
  public static PolicyDiff of(RunContext run, PolicyBook before, PolicyBook after) {
    return new PolicyDiff(run, before, after);
  }

  /**
   * One account in one role.
   *
   * @param before base units under the first book
   * @param after base units under the second
   */
  public record Line(
      String tokenId, Role role, String account, BigInteger before, BigInteger after) {
    static final Comparator<Line> ORDER =
        Comparator.comparing(Line::tokenId).thenComparing(Line::role).thenComparing(Line::account);

    /** What the second book adds; negative where it takes away. */
    public BigInteger change() {
      return after.subtract(before);
    }
  }

  /**
   * What differs.
   *
   * @param roles every token and role, {@code account} empty
   * @param accounts accounts that get more or less, by token, role and account
   * @param attributionChanges models whose attribution rule differs on a log date, by id
   */
  public record Result(List<Line> roles, List<Line> accounts, List<String> attributionChanges) {
    public Result {
      roles = List.copyOf(roles);
      accounts = List.copyOf(accounts);
      attributionChanges = List.copyOf(attributionChanges);
    }
  }

  /** Every token, role and account with what it gets under both books; lazy. */
  public Dataset<Row> lines() {
    Allocate allocate = Allocate.of(run);
    Dataset<Row> first =
        allocate
            .entitlements(before)
            .select(col("token_id"), col("role"), col("account"), col("amount").as("before"))
            .withColumn("after", lit(0).cast(AMOUNT));
    Dataset<Row> second =
        allocate
            .entitlements(after)
            .select(col("token_id"), col("role"), col("account"), col("amount").as("after"))
            .withColumn("before", lit(0).cast(AMOUNT));
    return first
        .unionByName(second)
        .groupBy("token_id", "role", "account")
        .agg(sum("before").as("before"), sum("after").as("after"));
  }

  /** Computes both, and what differs. */
  public Result execute() {
    return SparkFailures.explained("policy diff", this::compare);
  }

  private Result compare() {
    Dataset<Row> lines = lines().persist();
    try {
      Dataset<Row> roles =
          lines
              .groupBy("token_id", "role")
              .agg(sum("before").as("before"), sum("after").as("after"))
              .withColumn("account", lit(""));
      return new Result(
          sorted(roles), sorted(lines.where("before != after")), attributionChanges());
    } finally {
      lines.unpersist();
    }
  }

  private static List<Line> sorted(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .map(
            row ->
                new Line(
                    row.getAs("token_id"),
                    Role.valueOf(row.getAs("role")),
                    row.getAs("account"),
                    Amounts.of(row, "before"),
                    Amounts.of(row, "after")))
        .sorted(Line.ORDER)
        .toList();
  }

  private List<String> attributionChanges() {
    AllocateInputs inputs = new AllocateInputs(run);
    List<LocalDate> dates =
        inputs
            .upToCloseDate(run.input(Tables.INFERENCE_LOG))
            .select(col("log_date").cast(DataTypes.StringType))
            .distinct()
            .as(Encoders.STRING())
            .collectAsList()
            .stream()
            .map(LocalDate::parse)
            .toList();
    Set<String> changed = new TreeSet<>();
    for (String model : inputs.owners().models().keySet()) {
      for (LocalDate date : dates) {
        AttributionRule rule = before.inForceOn(date).attributionOf(model);
        if (!rule.equals(after.inForceOn(date).attributionOf(model))) {
          changed.add(model);
        }
      }
    }
    return List.copyOf(changed);
  }
}
