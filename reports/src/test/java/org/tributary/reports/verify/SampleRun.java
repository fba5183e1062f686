package org.tributary.reports.verify;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.tributary.reports.payout.Balances;
import org.tributary.reports.payout.ControlTotals;
import org.tributary.reports.payout.PayoutCsv;
import org.tributary.reports.payout.PayoutLine;
import org.tributary.reports.payout.PayoutRow;
import org.tributary.reports.payout.PayoutToken;
import org.tributary.reports.settlement.HeldAmount;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.reports.settlement.Settlement;
import org.tributary.reports.settlement.SettlementCheck;
import org.tributary.reports.settlement.SettlementHeader;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.reports.settlement.SettlementToken;
import org.tributary.reports.settlement.SettlementWriter;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.chain.Keccak256;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.run.RunManifestJson;

/**
 * Two nights of three payees, small enough to check by hand: on the first day a fee of 100 came in,
 * on the second 200 and a disputed reward of 30, and 5 of the first day move from alice to bob. Bob
 * is held. Whatever is public may be spoiled before {@link #write}.
 */
final class SampleRun {
  static final PayoutToken USDC = new PayoutToken("USDC", 6, 31337, address("usdc"));
  static final String FOLDER = "31337-" + address("distributor");
  static final String POLICY = "policy-id = sample\n";

  final List<PayoutRow> payouts = new ArrayList<>();
  final List<PayoutLine> lines = new ArrayList<>();
  final List<ControlTotals.Incoming> incoming = new ArrayList<>();
  final List<SettlementLeaf> leaves = new ArrayList<>();
  final Path folder;
  RunManifest manifest;

  private SampleRun(Path folder, LocalDate closeDate, Optional<String> previousRunId) {
    this.folder = folder;
    this.manifest = manifest(closeDate, 1, previousRunId);
  }

  static SampleRun first(Path folder) {
    SampleRun run = new SampleRun(folder, LocalDate.of(2026, 6, 1), Optional.empty());
    run.payout("alice", "PAYABLE", 0, 50, 0, 0, 0, 0, 50, 0, 0, 50);
    run.payout("bob", "HELD", 0, 20, 0, 0, 0, 20, 0, 0, 20, 0);
    run.payout("platform", "PAYABLE", 0, 10, 0, 0, 0, 0, 10, 0, 0, 10);
    run.line("payee:alice", "2026-06-01", "CONTRIBUTOR", 50, 0);
    run.line("payee:bob", "2026-06-01", "CONTRIBUTOR", 20, 0);
    run.line("payee:platform", "2026-06-01", "PLATFORM", 10, 0);
    run.line("revenue:fee", "2026-06-01", "REVENUE", -100, 0);
    run.line("suspense:unattributed", "2026-06-01", "UNATTRIBUTED", 20, 0);
    run.came("FEE", "2026-06-01", 100);
    run.leaf("alice", 50, 0);
    run.leaf("platform", 10, 0);
    return run;
  }

  static SampleRun second(Path folder, SampleRun first) {
    SampleRun run =
        new SampleRun(folder, LocalDate.of(2026, 6, 2), Optional.of(first.manifest.runId()));
    run.payout("alice", "PAYABLE", 0, 100, -5, 0, 0, 0, 95, 0, 0, 145);
    run.payout("bob", "HELD", 0, 60, 5, 0, 0, 65, 0, 0, 85, 0);
    run.payout("platform", "PAYABLE", 0, 20, 0, 0, 0, 0, 20, 0, 0, 30);
    run.line("payee:alice", "2026-06-01", "CONTRIBUTOR", 45, 50);
    run.line("payee:alice", "2026-06-02", "CONTRIBUTOR", 100, 0);
    run.line("payee:bob", "2026-06-01", "CONTRIBUTOR", 25, 20);
    run.line("payee:bob", "2026-06-02", "CONTRIBUTOR", 60, 0);
    run.line("payee:platform", "2026-06-01", "PLATFORM", 10, 10);
    run.line("payee:platform", "2026-06-02", "PLATFORM", 20, 0);
    run.line("revenue:fee", "2026-06-01", "REVENUE", -100, -100);
    run.line("revenue:fee", "2026-06-02", "REVENUE", -200, 0);
    run.line("revenue:reward", "2026-06-02", "REVENUE", -30, 0);
    run.line("suspense:disputed", "2026-06-02", "DISPUTED", 30, 0);
    run.line("suspense:unattributed", "2026-06-01", "UNATTRIBUTED", 20, 20);
    run.line("suspense:unattributed", "2026-06-02", "UNATTRIBUTED", 20, 0);
    run.came("FEE", "2026-06-01", 100);
    run.came("FEE", "2026-06-02", 200);
    run.came("REWARD", "2026-06-02", 30);
    run.leaf("alice", 145, 50);
    run.leaf("platform", 30, 10);
    return run;
  }

  static String address(String seed) {
    return Eip55.of(Arrays.copyOf(Keccak256.hash(seed), 20));
  }

  /** A payout row; amounts in the order of {@link Balances#COLUMNS}. */
  static PayoutRow row(String accountId, String status, long... amounts) {
    return new PayoutRow(
        accountId,
        Optional.empty(),
        USDC,
        Optional.of(address(accountId)),
        status,
        Optional.empty(),
        Balances.of(LongStream.of(amounts).mapToObj(BigInteger::valueOf).toList()));
  }

  PayoutLine lineOf(
      String account, String logDate, String role, String reason, long entitled, long before) {
    return new PayoutLine(
        account,
        USDC.tokenId(),
        logDate,
        role,
        Optional.empty(),
        Optional.empty(),
        "sample",
        Optional.ofNullable(reason),
        role.equals("CONTRIBUTOR") ? Optional.of(12_345_678L) : Optional.empty(),
        BigInteger.valueOf(entitled),
        BigInteger.valueOf(before),
        BigInteger.valueOf(entitled - before));
  }

  static RunManifest manifest(LocalDate closeDate, long version, Optional<String> previousRunId) {
    List<RunManifest.TablePin> inputs = List.of(new RunManifest.TablePin("models", version));
    List<RunManifest.PolicyPin> policies =
        List.of(
            new RunManifest.PolicyPin(
                "sample", LocalDate.of(2026, 1, 1), "sample.conf", CanonicalJson.sha256(POLICY)));
    return new RunManifest(
        RunManifestJson.runId(closeDate, "0.1.0", inputs, policies),
        closeDate,
        "0.1.0",
        inputs,
        policies,
        List.of(),
        new RunManifest.Prior(0, previousRunId));
  }

  /** Writes all files. */
  SampleRun write(Optional<SampleRun> previous) throws IOException {
    Files.createDirectories(folder.resolve("policy"));
    Files.createDirectories(folder.resolve("reports"));
    text("manifest.json", RunManifestJson.write(manifest));
    text("policy/sample.conf", POLICY);
    PayoutCsv.write(folder.resolve(RunFiles.CSV), payouts);
    text(
        RunFiles.CONTROL,
        new ControlTotals(manifest.runId(), manifest.closeDate().toString(), incoming).toJson());
    Optional<SettlementHeader.Previous> before = Optional.empty();
    if (previous.isPresent()) {
      before = Optional.of(SettlementCheck.manifest(previous.get().settlement()).asPrevious());
    }
    leaves.sort(Comparator.comparing(SettlementLeaf::leaf, Leaf.ORDER));
    SettlementHeader header =
        new SettlementHeader(
            manifest.runId(),
            manifest.closeDate(),
            USDC.chainId(),
            address("distributor"),
            List.of(new SettlementToken(USDC.address(), USDC.tokenId(), USDC.decimals())),
            before,
            "sample",
            CanonicalJson.sha256(POLICY),
            "0.1.0");
    Iterator<HeldAmount> held = List.<HeldAmount>of().iterator();
    SettlementWriter.write(settlement(), new Settlement(header, leaves.iterator(), held));
    return this;
  }

  Path settlement() {
    return folder.resolve(RunFiles.SETTLEMENT).resolve(FOLDER);
  }

  RunFiles files() {
    return new RunFiles(manifest, folder, parquet());
  }

  PreviousRun asPrevious() {
    return new PreviousRun(manifest.runId(), folder, parquet());
  }

  void text(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private RunFiles.Parquet parquet() {
    return new RunFiles.Parquet() {
      @Override
      public List<PayoutRow> payouts() {
        return payouts;
      }

      @Override
      public Iterator<PayoutLine> lines() {
        return lines.iterator();
      }
    };
  }

  private void payout(String accountId, String status, long... amounts) {
    payouts.add(row(accountId, status, amounts));
  }

  private void line(String account, String logDate, String role, long entitled, long before) {
    String reason = logDate.equals(manifest.closeDate().toString()) ? "EARNED" : "RESTATED";
    lines.add(lineOf(account, logDate, role, entitled == before ? null : reason, entitled, before));
  }

  private void came(String sourceKind, String logDate, long amount) {
    incoming.add(
        new ControlTotals.Incoming("USDC", sourceKind, logDate, 1, BigInteger.valueOf(amount)));
  }

  private void leaf(String accountId, long cumulative, long previous) {
    leaves.add(
        new SettlementLeaf(
            new Leaf(address(accountId), USDC.address(), BigInteger.valueOf(cumulative)),
            BigInteger.valueOf(previous),
            PayoutStatus.PAYABLE));
  }
}
