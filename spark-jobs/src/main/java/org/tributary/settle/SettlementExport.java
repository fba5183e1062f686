package org.tributary.settle;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lower;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.tributary.reports.settlement.HeldAmount;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.reports.settlement.Settlement;
import org.tributary.reports.settlement.SettlementHeader;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.reports.settlement.SettlementResult;
import org.tributary.reports.settlement.SettlementToken;
import org.tributary.reports.settlement.SettlementWriter;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.policy.DistributorRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.session.Amounts;
import org.tributary.session.RunContext;
import org.tributary.session.TemporaryFolder;

/**
 * Writes the settlements of a run to a local folder, from the view {@code settle_accounts}, and
 * puts that in place of the run's folder {@code settlement/}.
 */
final class SettlementExport {
  static final String FOLDER = "settlement";

  private static final PayoutStatus[] STATUSES = PayoutStatus.values();

  private static final Column[] LEAF_ORDER = {lower(col("address")), lower(col("token_address"))};
  private static final Column[] HELD_ORDER = {col("account_id"), col("token_id")};

  private final RunContext run;
  private final Policy policy;
  private final PublishedSettlements published;
  private final SettlementOrigins origins;

  SettlementExport(RunContext run, Policy policy) {
    this.run = run;
    this.policy = policy;
    this.published = PublishedSettlements.before(run);
    this.origins = new SettlementOrigins(run, published);
  }

  List<SettleResult.Exported> write(SortedSet<Distributor> distributors) {
    try (TemporaryFolder local = TemporaryFolder.named("tributary-settlement")) {
      List<SettleResult.Exported> exported = new ArrayList<>();
      for (Distributor distributor : distributors) {
        exported.add(write(local.path(), distributor));
      }
      run.folder().upload(local.path(), FOLDER);
      return exported;
    }
  }

  private SettleResult.Exported write(Path local, Distributor distributor) {
    SettlementHeader header = origins.of(header(distributor), FOLDER);
    Column ofChain = col("chain_id").equalTo(distributor.chainId());
    Column ofContract = ofChain.and(col("distributor").equalTo(distributor.address()));
    boolean current =
        distributor.address().equals(policy.distributors().get(distributor.chainId()).address());
    Iterator<SettlementLeaf> leaves =
        rows("leaves", ofContract, LEAF_ORDER, SettlementExport::leaf);
    // What is held will be paid by the distributor in force, so only its settlement lists it.
    Iterator<HeldAmount> held =
        current
            ? rows("held", ofChain, HELD_ORDER, SettlementExport::held)
            : List.<HeldAmount>of().iterator();
    SettlementResult result =
        SettlementWriter.write(
            local.resolve(header.folder()), new Settlement(header, leaves, held));
    return new SettleResult.Exported(
        distributor.chainId(), distributor.address(), FOLDER + "/" + header.folder(), result);
  }

  private SettlementHeader header(Distributor distributor) {
    DistributorRule rule =
        run.policies()
            .distributor(distributor.chainId(), distributor.address(), run.manifest().closeDate());
    String folder = FOLDER + "/" + distributor.chainId() + "-" + distributor.address();
    Optional<SettlementManifest> before = published.of(folder, rule.kind());
    return new SettlementHeader(
        run.manifest().runId(),
        run.manifest().closeDate(),
        distributor.chainId(),
        rule,
        paidTokens(rule.kind(), tokens(distributor.chainId()), before),
        before.map(SettlementManifest::asPrevious),
        policy.policyId(),
        policy.sha256(),
        run.manifest().engineVersion());
  }

  private List<SettlementToken> tokens(long chainId) {
    return policy.tokens().values().stream()
        .filter(token -> token.chainId() == chainId)
        .map(token -> new SettlementToken(token.address(), token.tokenId(), token.decimals()))
        .toList();
  }

  /**
   * The policy in force may have more tokens on a chain than a contract of one token, which it
   * doesn't name any more, ever paid.
   */
  static List<SettlementToken> paidTokens(
      DistributorKind kind, List<SettlementToken> ofChain, Optional<SettlementManifest> before) {
    if (!kind.oneToken() || before.isEmpty()) {
      return ofChain;
    }
    List<SettlementToken> paid = before.get().header().tokens();
    return ofChain.stream()
        .filter(token -> paid.stream().anyMatch(p -> p.address().equals(token.address())))
        .toList();
  }

  /** One task sorts all rows, on disk if need be: the driver takes them one after the other. */
  private <T> Iterator<T> rows(
      String query, Column which, Column[] order, Function<Row, T> toRecord) {
    Iterator<Row> rows =
        SettleQueries.run(run.spark(), query)
            .where(which)
            .coalesce(1)
            .sortWithinPartitions(order)
            .toLocalIterator();
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false)
        .map(toRecord)
        .iterator();
  }

  private static SettlementLeaf leaf(Row row) {
    return new SettlementLeaf(
        new Leaf(row.getAs("address"), row.getAs("token_address"), Amounts.of(row, "cumulative")),
        Amounts.of(row, "previous"),
        STATUSES[row.<Integer>getAs("status_order")]);
  }

  private static HeldAmount held(Row row) {
    String reason = row.getAs("reason");
    return new HeldAmount(
        row.getAs("account_id"),
        row.getAs("token_id"),
        Amounts.of(row, "held"),
        Amounts.of(row, "debt"),
        PayoutStatus.valueOf(row.getAs("status")),
        reason == null ? "" : reason);
  }
}
