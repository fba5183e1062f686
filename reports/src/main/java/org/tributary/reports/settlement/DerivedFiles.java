package org.tributary.reports.settlement;

import java.util.ArrayList;
import java.util.List;
import org.tributary.schemas.policy.DistributorKind;

/** Which files a settlement has beside {@code leaves.csv} and {@code held.csv}. */
final class DerivedFiles {
  private DerivedFiles() {}

  /** All of them, by what the kind of the distributor needs; none without claims. */
  static List<DerivedFile> of(
      SettlementHeader header, LeafColumns leaves, SettlementTree tree, String leavesSha256) {
    List<DerivedFile> files = new ArrayList<>();
    if (tree.isEmpty()) {
      return files;
    }
    DistributorKind kind = header.rule().kind();
    tree.standard()
        .ifPresent(
            standard ->
                files.add(
                    new DerivedFile(
                        SettlementWriter.TREE_PATH,
                        out ->
                            TreeDump.write(
                                out, standard, Leaf.TYPES, leaf -> values(leaves, leaf)))));
    if (kind == DistributorKind.UNISWAP) {
      files.add(UniswapJson.of(leaves, tree));
    } else {
      files.addAll(ProofShards.of(header, leaves, tree));
    }
    if (kind == DistributorKind.URD) {
      files.add(ProofShards.whole(header, leaves, tree));
    }
    files.addAll(new SafeFiles(header, leaves, tree, leavesSha256).all());
    return files;
  }

  private static List<String> values(LeafColumns leaves, int leaf) {
    return List.of(
        leaves.account(leaf), leaves.token(leaf).address(), leaves.cumulative(leaf).toString());
  }
}
