package org.tributary.reports.settlement;

import java.io.IOException;
import java.math.BigInteger;

/**
 * {@code uniswap.json}: root and claims as Uniswap's generator prints them, {@code {merkleRoot,
 * tokenTotal, claims: {account: {index, amount, proof}}}}, amounts in hex, accounts by index.
 */
final class UniswapJson {
  static final String PATH = "uniswap.json";

  private UniswapJson() {}

  static DerivedFile of(LeafColumns leaves, SettlementTree tree) {
    return new DerivedFile(PATH, out -> write(out, leaves, tree));
  }

  private static void write(TextOut out, LeafColumns leaves, SettlementTree tree)
      throws IOException {
    BigInteger total = BigInteger.ZERO;
    for (int claim = 0; claim < tree.claimCount(); claim++) {
      total = total.add(leaves.delta(tree.leaf(claim)));
    }
    out.ascii("{\"merkleRoot\":");
    out.quotedHash(tree.root(), 0);
    out.ascii(",\"tokenTotal\":\"" + hex(total) + "\",\"claims\":{");
    for (int claim = 0; claim < tree.claimCount(); claim++) {
      int leaf = tree.leaf(claim);
      out.ascii((claim == 0 ? "\"" : ",\"") + leaves.account(leaf) + "\":{\"index\":" + claim);
      out.ascii(",\"amount\":\"" + hex(leaves.delta(leaf)) + "\",\"proof\":");
      ProofShards.writeProof(out, tree, leaf);
      out.write('}');
    }
    out.ascii("}}");
  }

  /** As ethers' BigNumber writes it: whole bytes. */
  private static String hex(BigInteger amount) {
    String digits = amount.toString(16);
    return (digits.length() % 2 == 0 ? "0x" : "0x0") + digits;
  }
}
