package org.tributary.reports.settlement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.reports.safe.AirdropCsv;
import org.tributary.reports.safe.SafeBatch;
import org.tributary.reports.safe.SafeCall;
import org.tributary.reports.safe.SafeGas;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.policy.DistributorRule;

/**
 * What the Safe that signs for a distributor is given, in folder {@code safe/}: the funding, the
 * root, and claims in the payees' names; of a Safe that pays by itself, the transfers.
 */
final class SafeFiles {
  static final String FOLDER = "safe/";

  private static final String ONCE =
      " NOT SAFE TO REPEAT: the file has no nonce, and what is sent twice is paid twice.";

  private final SettlementHeader header;
  private final LeafColumns leaves;
  private final SettlementTree tree;
  private final DistributorCalls calls;

  SafeFiles(SettlementHeader header, LeafColumns leaves, SettlementTree tree, String leavesSha256) {
    this.header = header;
    this.leaves = leaves;
    this.tree = tree;
    this.calls = new DistributorCalls(header, leaves, tree, HexFormat.of().parseHex(leavesSha256));
  }

  List<DerivedFile> all() {
    List<DerivedFile> files = new ArrayList<>();
    batches().forEach((path, batch) -> files.add(DerivedFile.of(path, batch.text())));
    files.addAll(airdrops());
    return files;
  }

  /** The batches for the Transaction Builder, by path. */
  Map<String, SafeBatch> batches() {
    Map<String, SafeBatch> batches = new TreeMap<>();
    Optional<String> owner = header.rule().owner();
    if (owner.isEmpty()) {
      return batches;
    }
    if (header.rule().kind() == DistributorKind.TRANSFERS) {
      if (header.rule().format() == DistributorRule.Format.TRANSACTION_BUILDER) {
        paths("transfers", calls.transfers(), batches);
      }
      return batches;
    }
    put(
        batches,
        "funding.json",
        calls.funding(),
        "Funding",
        "Sends the distributor what this settlement adds to all claims." + ONCE);
    put(
        batches,
        "root.json",
        calls.root(),
        "Root",
        "Gives the distributor root " + tree.rootHex().orElseThrow() + ". Fund it first.");
    put(
        batches,
        "accept.json",
        calls.acceptance(),
        "Acceptance of the root",
        "Accepts the submitted root, "
            + header.rule().timelockSeconds()
            + " seconds after it was submitted. See that it is "
            + tree.rootHex().orElseThrow()
            + " that is pending.");
    if (header.rule().claims() == DistributorRule.Claims.SAFE) {
      paths("claims", calls.claims(), batches);
    }
    return batches;
  }

  private void paths(String name, List<SafeCall> all, Map<String, SafeBatch> batches) {
    List<List<SafeCall>> cut = SafeGas.batches(all, header.rule().batchSize());
    for (int i = 0; i < cut.size(); i++) {
      boolean claims = name.equals("claims");
      put(
          batches,
          numbered(name, i, ".json"),
          cut.get(i),
          (claims ? "Claims " : "Transfers ") + (i + 1) + " of " + cut.size(),
          claims
              ? "Claims in the payees' names. Repeating it pays nobody twice: " + repeated()
              : "Pays what this settlement adds." + ONCE);
    }
  }

  private String repeated() {
    return header.rule().kind() == DistributorKind.MERKL
        ? "what was claimed before is paid as nothing. The Safe must be an operator of each payee."
        : "it reverts as a whole once one of its claims was made.";
  }

  private void put(
      Map<String, SafeBatch> batches,
      String path,
      List<SafeCall> batch,
      String name,
      String description) {
    if (batch.isEmpty()) {
      return;
    }
    String about =
        String.format(
            Locale.ROOT,
            "%s Settlement %s. %d calls, about %d gas.",
            description,
            header.settlementId(),
            batch.size(),
            SafeGas.of(batch));
    batches.put(
        FOLDER + path,
        new SafeBatch(
            header.chainId(),
            header.closeDate(),
            header.rule().owner().orElseThrow(),
            name + " of " + header.closeDate(),
            about,
            batch));
  }

  private List<DerivedFile> airdrops() {
    List<DerivedFile> files = new ArrayList<>();
    if (header.rule().format() != DistributorRule.Format.CSV_AIRDROP) {
      return files;
    }
    List<AirdropCsv.Row> rows = new ArrayList<>();
    for (int leaf = 0; leaf < leaves.count(); leaf++) {
      BigInteger delta = leaves.delta(leaf);
      if (delta.signum() > 0) {
        SettlementToken token = leaves.token(leaf);
        rows.add(
            new AirdropCsv.Row(token.address(), token.decimals(), leaves.account(leaf), delta));
      }
    }
    int most = Math.min(AirdropCsv.MOST, header.rule().batchSize());
    for (int i = 0; i * most < rows.size(); i++) {
      List<AirdropCsv.Row> part = rows.subList(i * most, Math.min(rows.size(), (i + 1) * most));
      files.add(DerivedFile.of(FOLDER + numbered("airdrop", i, ".csv"), AirdropCsv.text(part)));
    }
    return files;
  }

  private static String numbered(String name, int index, String ending) {
    return String.format(Locale.ROOT, "%s-%05d%s", name, index + 1, ending);
  }
}
