package org.tributary.allocate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.tributary.ledger.Account;
import org.tributary.ledger.Entry;
import org.tributary.ledger.EntryKey;
import org.tributary.ledger.Transaction;
import org.tributary.schemas.policy.Role;
import org.tributary.session.Amounts;

/** The edge between rows and records. */
final class AllocateRows {
  /** Money on its way: an income of an inference, or an entitlement that is decided already. */
  static final StructType INCOME =
      StructType.fromDDL(
          "source_kind STRING, source_id STRING, log_date DATE, token_id STRING,"
              + " amount DECIMAL(38,0), inference_id STRING, model_id STRING, node_id STRING,"
              + " gpu_ms BIGINT, payer_id STRING, agent_run_id STRING, owner_id STRING,"
              + " role STRING, account STRING, reason_code STRING, policy_id STRING");

  /** As table entitlements. */
  static final StructType ENTITLEMENT =
      StructType.fromDDL(
          "log_date DATE, source_kind STRING, source_id STRING, inference_id STRING,"
              + " model_id STRING, token_id STRING, role STRING, account STRING,"
              + " datanet_id STRING, amount DECIMAL(38,0), share_standard_error BIGINT,"
              + " reason_code STRING, policy_id STRING");

  /** As table proposed_entries. */
  static final StructType ENTRY =
      StructType.fromDDL(
          "entry_id STRING, transaction_id STRING, run_id STRING, close_date DATE, log_date DATE,"
              + " token_id STRING, account STRING, role STRING, model_id STRING,"
              + " datanet_id STRING, amount DECIMAL(38,0), reason_code STRING,"
              + " corrects_transaction_id STRING, policy_id STRING");

  private AllocateRows() {}

  static LocalDate date(Row row, String column) {
    return ((java.sql.Date) row.getAs(column)).toLocalDate();
  }

  static Optional<String> optional(Row row, String column) {
    return Optional.ofNullable(row.getAs(column));
  }

  static AgentRun agentRun(Row row) {
    return new AgentRun(
        row.getAs("agent_run_id"),
        date(row, "log_date"),
        row.getAs("owner_id"),
        row.getAs("payer_id"),
        AgentRun.Outcome.valueOf(row.getAs("outcome")),
        row.getAs("token_id"),
        Amounts.of(row, "reward"));
  }

  static List<AgentRun.Step> steps(Row row) {
    return row.<Row>getList(row.fieldIndex("steps")).stream().map(AllocateRows::step).toList();
  }

  static AgentRun.Step step(Row step) {
    return new AgentRun.Step(
        step.getAs("inference_id"),
        step.getAs("model_id"),
        step.getAs("token_id"),
        Amounts.of(step, "fee"),
        step.<Long>getAs("tokens"),
        step.<Long>getAs("declared_ppm"));
  }

  /** The row of a reward's part. */
  static Row income(Income income) {
    return RowFactory.create(
        income.kind().name(),
        income.sourceId(),
        java.sql.Date.valueOf(income.logDate()),
        income.tokenId(),
        new BigDecimal(income.amount()),
        income.inferenceId(),
        income.modelId(),
        income.metering().map(Income.Metering::nodeId).orElse(null),
        income.metering().map(Income.Metering::gpuMs).orElse(null),
        income.payerId(),
        income.agent().map(Income.Agent::agentRunId).orElse(null),
        income.agent().flatMap(Income.Agent::ownerId).orElse(null),
        null,
        null,
        null,
        null);
  }

  /** The row of a reward that isn't divided. */
  static Row income(Entitlement whole) {
    return RowFactory.create(
        whole.sourceKind().name(),
        whole.sourceId(),
        java.sql.Date.valueOf(whole.logDate()),
        whole.tokenId(),
        new BigDecimal(whole.amount()),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        whole.role().name(),
        whole.account().text(),
        whole.reasonCode().orElse(null),
        whole.policyId());
  }

  /** Whether the row is an entitlement that is decided already. */
  static boolean isDecided(Row row) {
    return row.getAs("role") != null;
  }

  static Row decided(Row row) {
    return RowFactory.create(
        row.getAs("log_date"),
        row.getAs("source_kind"),
        row.getAs("source_id"),
        null,
        null,
        row.getAs("token_id"),
        row.getAs("role"),
        row.getAs("account"),
        null,
        row.getAs("amount"),
        null,
        row.getAs("reason_code"),
        row.getAs("policy_id"));
  }

  static Income income(Row row) {
    Optional<String> nodeId = optional(row, "node_id");
    return new Income(
        SourceKind.valueOf(row.getAs("source_kind")),
        row.getAs("source_id"),
        date(row, "log_date"),
        row.getAs("token_id"),
        Amounts.of(row, "amount"),
        row.getAs("inference_id"),
        row.getAs("model_id"),
        nodeId.map(node -> new Income.Metering(node, row.<Long>getAs("gpu_ms"))),
        row.getAs("payer_id"),
        optional(row, "agent_run_id").map(run -> new Income.Agent(run, optional(row, "owner_id"))));
  }

  /** The attribution of an income's inference: none where table attribution has none. */
  static List<AttributionShare> shares(Row row) {
    if (row.getAs("shares") == null) {
      return List.of();
    }
    return row.<Row>getList(row.fieldIndex("shares")).stream().map(AllocateRows::share).toList();
  }

  static AttributionShare share(Row share) {
    return new AttributionShare(
        share.getAs("method"),
        share.<Integer>getAs("method_weight_ppm"),
        optional(share, "datanet_id"),
        optional(share, "contributor_id"),
        share.<Long>getAs("share"),
        Optional.ofNullable(share.<Long>getAs("share_standard_error")),
        optional(share, "reason_code"));
  }

  static Row entitlement(Entitlement entitlement) {
    return RowFactory.create(
        java.sql.Date.valueOf(entitlement.logDate()),
        entitlement.sourceKind().name(),
        entitlement.sourceId(),
        entitlement.inferenceId().orElse(null),
        entitlement.modelId().orElse(null),
        entitlement.tokenId(),
        entitlement.role().name(),
        entitlement.account().text(),
        entitlement.datanetId().orElse(null),
        new BigDecimal(entitlement.amount()),
        entitlement.shareStandardError().orElse(null),
        entitlement.reasonCode().orElse(null),
        entitlement.policyId());
  }

  static EntryKey entryKey(Row row) {
    return new EntryKey(
        Account.parse(row.getAs("account")),
        Role.valueOf(row.getAs("role")),
        optional(row, "model_id"),
        optional(row, "datanet_id"));
  }

  static Row entry(Transaction transaction, Entry entry, LocalDate closeDate, String policyId) {
    Transaction.Id id = transaction.id();
    return RowFactory.create(
        entry.entryId(),
        id.hash(),
        id.runId(),
        java.sql.Date.valueOf(closeDate),
        java.sql.Date.valueOf(id.logDate()),
        id.tokenId(),
        entry.key().account().text(),
        entry.key().role().name(),
        entry.key().modelId().orElse(null),
        entry.key().datanetId().orElse(null),
        new BigDecimal(entry.amount()),
        transaction.reason().name(),
        transaction.corrects().orElse(null),
        policyId);
  }
}
