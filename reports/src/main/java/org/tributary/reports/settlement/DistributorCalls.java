package org.tributary.reports.settlement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.tributary.reports.safe.AbiValue;
import org.tributary.reports.safe.SafeCall;
import org.tributary.reports.safe.SafeCall.Argument;
import org.tributary.reports.safe.SafeGas;
import org.tributary.schemas.policy.DistributorKind;

/** The calls of a settlement, as each kind of distributor names its functions. */
final class DistributorCalls {
  private final SettlementHeader header;
  private final LeafColumns leaves;
  private final SettlementTree tree;

  /**
   * What URD and Merkl keep beside a root. A manifest can't be it, since it lists the files that
   * have the call; the leaves' hash pins all amounts.
   */
  private final byte[] metadataHash;

  DistributorCalls(
      SettlementHeader header, LeafColumns leaves, SettlementTree tree, byte[] metadataHash) {
    this.header = header;
    this.leaves = leaves;
    this.tree = tree;
    this.metadataHash = metadataHash;
  }

  /** What this settlement adds to all claims, per token, to the distributor. */
  List<SafeCall> funding() {
    Totals totals = new Totals(header.tokens());
    totals.add(leaves);
    List<SafeCall> calls = new ArrayList<>();
    for (TokenTotals sum : totals.sums()) {
      if (sum.delta().signum() > 0) {
        calls.add(transfer(sum.token(), header.distributor(), sum.delta()));
      }
    }
    return calls;
  }

  /** Gives the distributor its root; none where the function isn't known. */
  List<SafeCall> root() {
    AbiValue.Word root = AbiValue.bytes32(tree.root());
    AbiValue.Word metadata = AbiValue.bytes32(metadataHash);
    return switch (header.rule().kind()) {
      case URD ->
          List.of(
              call(
                  header.rule().timelockSeconds() > 0 ? "submitRoot" : "setRoot",
                  SafeGas.ROOT,
                  Argument.of("newRoot", root),
                  Argument.of("newIpfsHash", metadata)));
      case ONEINCH ->
          List.of(call("setMerkleRoot", SafeGas.ROOT, Argument.of("merkleRoot_", root)));
      case MERKL ->
          List.of(
              call(
                  "updateTree",
                  SafeGas.ROOT,
                  new Argument(
                      "_tree",
                      new AbiValue.Struct(List.of(root, metadata)),
                      "MerkleTree",
                      List.of("merkleRoot", "ipfsHash"))));
      case OPENZEPPELIN, UNISWAP, TRANSFERS -> List.of();
    };
  }

  /** Accepts a submitted root, where there is a timelock. */
  List<SafeCall> acceptance() {
    return header.rule().timelockSeconds() > 0
        ? List.of(call("acceptRoot", SafeGas.ROOT))
        : List.of();
  }

  /** What a leaf that grows is paid by: a claim in the account's name, or a transfer. */
  SafeCall payment(int leaf) {
    return header.rule().kind() == DistributorKind.TRANSFERS
        ? transfer(leaves.token(leaf), leaves.account(leaf), leaves.delta(leaf))
        : claim(leaf);
  }

  /** What that takes, without making it: a proof has a kilobyte. */
  long paymentGas(int leaf) {
    return switch (header.rule().kind()) {
      case TRANSFERS -> SafeGas.TRANSFER;
      case MERKL -> SafeGas.fullClaim(tree.proofLength(leaf));
      default -> SafeGas.claim(tree.proofLength(leaf));
    };
  }

  private SafeCall claim(int leaf) {
    List<byte[]> hashes = tree.proof(leaf);
    AbiValue.Sequence proof = AbiValue.hashes(hashes);
    AbiValue.Word account = AbiValue.address(leaves.account(leaf));
    AbiValue.Word token = AbiValue.address(leaves.token(leaf).address());
    AbiValue.Word amount = AbiValue.uint256(leaves.cumulative(leaf));
    return switch (header.rule().kind()) {
      case URD ->
          call(
              "claim",
              SafeGas.claim(hashes.size()),
              Argument.of("account", account),
              Argument.of("reward", token),
              Argument.of("claimable", amount),
              Argument.of("proof", proof));
      case ONEINCH ->
          call(
              "claim",
              SafeGas.claim(hashes.size()),
              Argument.of("account", account),
              Argument.of("cumulativeAmount", amount),
              Argument.of("expectedMerkleRoot", AbiValue.bytes32(tree.root())),
              Argument.of("merkleProof", proof));
      case MERKL ->
          call(
              "claim",
              SafeGas.fullClaim(hashes.size()),
              Argument.of("users", AbiValue.only(account)),
              Argument.of("tokens", AbiValue.only(token)),
              Argument.of("amounts", AbiValue.only(amount)),
              Argument.of("proofs", AbiValue.only(proof)));
      case OPENZEPPELIN, UNISWAP, TRANSFERS ->
          throw new IllegalStateException(
              "Nobody can claim from a distributor of kind " + header.rule().kind().text());
    };
  }

  private SafeCall transfer(SettlementToken token, String to, BigInteger amount) {
    return new SafeCall(
        token.address(),
        "transfer",
        List.of(
            Argument.of("to", AbiValue.address(to)),
            Argument.of("amount", AbiValue.uint256(amount))),
        SafeGas.TRANSFER);
  }

  private SafeCall call(String method, long gas, Argument... arguments) {
    return new SafeCall(header.distributor(), method, List.of(arguments), gas);
  }
}
