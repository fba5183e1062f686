package org.tributary.reports.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tributary.reports.payout.PayoutCsv;
import org.tributary.reports.payout.PayoutRow;
import org.tributary.reports.settlement.Finding;
import org.tributary.reports.settlement.SettlementCheck;
import org.tributary.schemas.run.CanonicalJson;

/** Settlement folders are right in themselves, and what is in the trees is what payouts say. */
final class SettlementsCheck {
  private static final String LEAVES = "leaves.csv";

  private SettlementsCheck() {}

  /** Names of the run's settlement folders. */
  static List<String> folders(RunFiles run) {
    return ManifestCheck.names(run.file(RunFiles.SETTLEMENT));
  }

  /** SHA-256 of the canonical JSON list of all settlement manifests' SHA-256. */
  static String sha256(RunFiles run) {
    List<String> hashes = new ArrayList<>();
    for (String name : folders(run)) {
      Path manifest = run.file(RunFiles.SETTLEMENT).resolve(name).resolve("manifest.json");
      try {
        hashes.add(
            Files.exists(manifest) ? CanonicalJson.sha256(Files.readAllBytes(manifest)) : "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return CanonicalJson.sha256(CanonicalJson.write(hashes));
  }

  /** One folder: root from leaves, proofs, totals, and nothing below the previous settlement. */
  static void folder(RunFiles run, Optional<PreviousRun> previous, String name, Findings findings) {
    Path folder = run.file(RunFiles.SETTLEMENT).resolve(name);
    Optional<Path> before =
        previous.map(files -> files.settlement().resolve(name)).filter(Files::isDirectory);
    for (Finding finding : SettlementCheck.check(folder, before)) {
      findings.add("settlement/%s: %s", name, finding.sentence());
    }
    try {
      String runId = SettlementCheck.manifest(folder).header().runId();
      if (!runId.equals(run.manifest().runId())) {
        findings.add(
            "settlement/%s/manifest.json is of run %s, not of run %s.",
            name, runId, run.manifest().runId());
      }
    } catch (IOException e) {
      findings.add("settlement/%s/manifest.json can't be read: %s.", name, e.getMessage());
    }
  }

  /** Every settlement of the previous run has a successor. */
  static void successors(RunFiles run, PreviousRun previous, Findings findings) {
    List<String> now = folders(run);
    for (String name : ManifestCheck.names(previous.settlement())) {
      if (!now.contains(name)) {
        findings.add(
            "settlement/%s is missing: the previous run published it, and its claims stay open.",
            name);
      }
    }
  }

  /** Leaves by token sum to what payees can claim, and by address to what the run pays there. */
  static void payouts(RunFiles run, List<PayoutRow> payouts, Findings findings) {
    Map<String, BigInteger> leaves = new TreeMap<>();
    Map<String, BigInteger> added = new TreeMap<>();
    for (String name : folders(run)) {
      String chain = name.substring(0, Math.max(0, name.indexOf('-')));
      leaves(run.file(RunFiles.SETTLEMENT).resolve(name), chain, leaves, added);
    }
    Map<String, BigInteger> claimable = new TreeMap<>();
    Map<String, BigInteger> paid = new TreeMap<>();
    for (PayoutRow row : payouts) {
      String token = token(Long.toString(row.token().chainId()), row.token().address());
      claimable.merge(token, row.balances().claimable(), BigInteger::add);
      if (row.balances().paid().signum() != 0) {
        String address = row.address().orElse("no address");
        paid.merge(address + " in " + token, row.balances().paid(), BigInteger::add);
      }
    }
    compare(leaves, claimable, "The leaves in %s sum to %s, but %s has %s claimable.", findings);
    compare(added, paid, "The leaves of %s grow by %s, but %s pays %s there.", findings);
  }

  private static void leaves(
      Path folder, String chain, Map<String, BigInteger> leaves, Map<String, BigInteger> added) {
    List<List<String>> lines = PayoutCsv.lines(folder.resolve(LEAVES));
    List<String> header = lines.get(0);
    int account = header.indexOf("account");
    int token = header.indexOf("token");
    int cumulative = header.indexOf("cumulative");
    int delta = header.indexOf("delta");
    for (List<String> line : lines.subList(1, lines.size())) {
      String name = token(chain, line.get(token));
      leaves.merge(name, new BigInteger(line.get(cumulative)), BigInteger::add);
      BigInteger grown = new BigInteger(line.get(delta));
      if (grown.signum() != 0) {
        added.merge(line.get(account) + " in " + name, grown, BigInteger::add);
      }
    }
  }

  private static String token(String chain, String address) {
    return "token " + address + " on chain " + chain;
  }

  private static void compare(
      Map<String, BigInteger> tree,
      Map<String, BigInteger> payouts,
      String sentence,
      Findings findings) {
    TreeSet<String> keys = new TreeSet<>(tree.keySet());
    keys.addAll(payouts.keySet());
    for (String key : keys) {
      BigInteger inTree = tree.getOrDefault(key, BigInteger.ZERO);
      BigInteger inPayouts = payouts.getOrDefault(key, BigInteger.ZERO);
      if (!inTree.equals(inPayouts)) {
        findings.add(sentence, key, inTree, RunFiles.PAYOUTS, inPayouts);
      }
    }
  }
}
