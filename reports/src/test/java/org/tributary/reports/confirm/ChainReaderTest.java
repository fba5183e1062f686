package org.tributary.reports.confirm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.settlement.SettlementManifest;

/** No answer of a node may be taken for "nobody has claimed". */
class ChainReaderTest {
  @TempDir Path temp;
  private SettlementManifest manifest;
  private LocalNode node;

  @BeforeEach
  void aDistributorWithoutClaims() throws IOException {
    manifest =
        Treasury.write(
            temp.resolve("settlement"),
            Treasury.header(Treasury.policy(""), Treasury.DATE, Optional.empty()),
            Treasury.leaves(3));
    node =
        new LocalNode()
            .answering("eth_chainId", "\"0x7a69\"")
            .answering("eth_blockNumber", "\"0x64\"")
            .answering("eth_getCode", "\"0x\"")
            .answering("eth_getLogs", "[]")
            .answering(
                "eth_call " + DistributorInterface.URD.rootCall(),
                "\"" + manifest.root().orElseThrow() + "\"")
            .answering("eth_call 0x70a08231", word(3003))
            .answering("eth_call 0x313ce567", word(18));
  }

  @AfterEach
  void end() {
    node.close();
  }

  @Test
  void anEmptyListIsNoClaims() {
    ChainFacts facts = reader().fromBlock(7).read();
    assertThat(facts.claims()).isEmpty();
    assertThat(facts.block()).isEqualTo(100);
    assertThat(facts.balances())
        .isEqualTo(Map.of(Treasury.COIN.address(), BigInteger.valueOf(3003)));
  }

  @Test
  void anAnswerThatIsNoListIsNotNoClaims() {
    for (String answer : new String[] {"null", "{}", "\"0x\"", "false"}) {
      node.answering("eth_getLogs", answer);
      assertThatThrownBy(() -> reader().read())
          .as(answer)
          .hasMessageContaining("Node 127.0.0.1 answers eth_getLogs for blocks 0 to 100 with ")
          .hasMessageContaining("not with a list: ask another node");
    }
  }

  private ChainReader reader() {
    return ChainReader.of(node.url(), manifest, DistributorInterface.URD).confirmations(0);
  }

  private static String word(long value) {
    return "\"0x" + String.format(Locale.ROOT, "%064x", value) + "\"";
  }

  /** Claims before the first block that is looked at would be missed. */
  @Test
  void aFirstBlockAfterTheContractWasMadeIsRefused() {
    node.answering("eth_getCode", "\"0x6080\"");
    assertThatThrownBy(() -> reader().fromBlock(7).read())
        .hasMessage(
            "Contract "
                + Treasury.DISTRIBUTOR
                + " stood in block 6 already, so claims before block 7 could be missed: name the"
                + " block in which it was made with --from-block.");
    assertThat(reader().read().claims()).isEmpty();
    node.answering("eth_getCode", "null");
    ChainReader reader = reader().fromBlock(7);
    assertThat(reader.read().claims()).isEmpty();
    assertThat(reader.notes())
        .containsExactly(
            "The node doesn't say whether contract "
                + Treasury.DISTRIBUTOR
                + " stood before block 7, the --from-block: if it did, claims before it are"
                + " missing.");
  }

  /** Then no block at all would be looked at, and nobody would have claimed. */
  @Test
  void aFirstBlockAfterTheLastIsRefused() {
    assertThat(reader().fromBlock(100).read().claims()).isEmpty();
    assertThatThrownBy(() -> reader().fromBlock(101).read())
        .hasMessage(
            "Block 101, the --from-block, lies after block 100, the last that is looked at: name the"
                + " block in which the contract was made, or wait for its confirmations.");
  }

  /** Six decimals in the policy and eighteen on chain: a claim would be a trillionth of the pay. */
  @Test
  void otherDecimalsAreRefused() {
    node.answering("eth_call 0x313ce567", word(6));
    String message =
        "Token COIN, "
            + Treasury.COIN.address()
            + ", has 6 decimals on chain 31337, but 18 in the settlement: every amount of it would be"
            + " another. Correct the policy's decimals and settle anew.";
    assertThatThrownBy(() -> reader().read()).hasMessage(message);
    assertThatThrownBy(() -> ChainReader.balances(node.url(), manifest, 0)).hasMessage(message);
  }

  /** A token need not have the function. */
  @Test
  void aTokenWithoutDecimalsIsTold() {
    for (String answer : new String[] {"\"0x\"", "null"}) {
      node.answering("eth_call 0x313ce567", answer);
      ChainReader reader = reader();
      assertThat(reader.read().block()).isEqualTo(100);
      assertThat(reader.notes())
          .containsExactly(
              "Token COIN, "
                  + Treasury.COIN.address()
                  + ", doesn't say how many decimals it has: see for yourself that it has 18.");
    }
  }
}
