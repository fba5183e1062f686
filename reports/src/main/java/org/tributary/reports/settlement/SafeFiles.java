package org.tributary.reports.settlement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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

  /** What is executed before all else, in this order. */
  static final List<String> FIRST =
      List.of(FOLDER + "funding.json", FOLDER + "root.json", FOLDER + "accept.json");

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
    batches()
        .forEach(
            (path, batch) ->
                files.add(new DerivedFile(path, out -> out.ascii(batch.get().text()))));
    files.addAll(airdrops());
    return files;
  }

  /**
   * The batches for the Transaction Builder, by path, each made when it is asked for: the proofs of
   * a million claims would take gigabytes.
   */
  Map<String, Supplier<SafeBatch>> batches() {
    Map<String, Supplier<SafeBatch>> batches = new TreeMap<>();
    if (header.rule().owner().isEmpty()) {
      return batches;
    }
    if (header.rule().kind() == DistributorKind.TRANSFERS) {
      if (header.rule().format() == DistributorRule.Format.TRANSACTION_BUILDER) {
        payments("transfers", "Transfers", "Pays what this settlement adds." + ONCE, batches);
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
        "Gives the distributor root " + root() + ". Fund it first.");
    put(
        batches,
        "accept.json",
        calls.acceptance(),
        "Acceptance of the root",
        "Accepts the submitted root, "
            + header.rule().timelockSeconds()
            + " seconds after it was submitted. See that it is "
            + root()
            + " that is pending.");
    if (header.rule().claims() == DistributorRule.Claims.SAFE) {
      payments(
          "claims",
          "Claims",
          "Claims in the payees' names. Repeating it pays nobody twice: " + repeated(),
          batches);
    }
    return batches;
  }

  private String root() {
    return tree.rootHex().orElseThrow();
  }

  private String repeated() {
    return header.rule().kind() == DistributorKind.MERKL
        ? "what was claimed before is paid as nothing. The Safe must be an operator of each payee."
        : "it reverts as a whole once one of its claims was made.";
  }

  private void payments(
      String name, String title, String about, Map<String, Supplier<SafeBatch>> batches) {
    int[] paid = paid();
    long[] gas = Arrays.stream(paid).mapToLong(calls::paymentGas).toArray();
    List<Integer> ends = SafeGas.batchEnds(gas, header.rule().batchSize());
    int start = 0;
    for (int i = 0; i < ends.size(); i++) {
      int[] part = Arrays.copyOfRange(paid, start, ends.get(i));
      String numbered = title + " " + (i + 1) + " of " + ends.size();
      batches.put(
          FOLDER + numbered(name, i, ".json"),
          () -> batch(Arrays.stream(part).mapToObj(calls::payment).toList(), numbered, about));
      start = ends.get(i);
    }
  }

  /** Leaves that grow. */
  private int[] paid() {
    return IntStream.range(0, leaves.count())
        .filter(leaf -> leaves.delta(leaf).signum() > 0)
        .toArray();
  }

  private void put(
      Map<String, Supplier<SafeBatch>> batches,
      String path,
      List<SafeCall> batch,
      String name,
      String about) {
    if (!batch.isEmpty()) {
      batches.put(FOLDER + path, () -> batch(batch, name, about));
    }
  }

  private SafeBatch batch(List<SafeCall> batch, String name, String about) {
    return new SafeBatch(
        header.chainId(),
        header.closeDate(),
        header.rule().owner().orElseThrow(),
        name + " of " + header.closeDate(),
        String.format(
            Locale.ROOT,
            "%s Settlement %s. %d calls, about %d gas.",
            about,
            header.settlementId(),
            batch.size(),
            SafeGas.of(batch)),
        batch);
  }

  private List<DerivedFile> airdrops() {
    List<DerivedFile> files = new ArrayList<>();
    if (header.rule().format() != DistributorRule.Format.CSV_AIRDROP) {
      return files;
    }
    int[] paid = paid();
    int most = Math.min(AirdropCsv.MOST, header.rule().batchSize());
    for (int i = 0; i * most < paid.length; i++) {
      int[] part = Arrays.copyOfRange(paid, i * most, Math.min(paid.length, (i + 1) * most));
      files.add(
          new DerivedFile(
              FOLDER + numbered("airdrop", i, ".csv"),
              out -> out.ascii(AirdropCsv.text(Arrays.stream(part).mapToObj(this::row).toList()))));
    }
    return files;
  }

  private AirdropCsv.Row row(int leaf) {
    SettlementToken token = leaves.token(leaf);
    return new AirdropCsv.Row(
        token.address(), token.decimals(), leaves.account(leaf), leaves.delta(leaf));
  }

  private static String numbered(String name, int index, String ending) {
    return String.format(Locale.ROOT, "%s-%05d%s", name, index + 1, ending);
  }
}
