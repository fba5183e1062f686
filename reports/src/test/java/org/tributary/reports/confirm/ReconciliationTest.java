package org.tributary.reports.confirm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.export.LeafBook;
import org.tributary.reports.settlement.Leaf;

class ReconciliationTest {
  private static final String COIN = Treasury.COIN.address();
  private static final ChainContract PLACE = new ChainContract(31337, Treasury.DISTRIBUTOR);

  @TempDir Path temp;

  /** By hand: all, a part, nothing, too much, and without a leaf. */
  @Test
  void everyStateOfALine() {
    LeafBook leaves = new LeafBook();
    for (String name : List.of("all", "part", "none", "more")) {
      leaves.add(new Leaf(Treasury.address(name), COIN, BigInteger.valueOf(100)));
    }
    List<ClaimedEvent> claims =
        List.of(
            claim(1, "all", 60),
            claim(2, "all", 40),
            claim(3, "part", 30),
            claim(4, "more", 101),
            claim(5, "nobody", 7));
    Reconciliation found = Reconciliation.of(leaves, claims);
    assertThat(state(found, "all")).isEqualTo(ClaimState.CLAIMED);
    assertThat(state(found, "part")).isEqualTo(ClaimState.PARTLY);
    assertThat(state(found, "none")).isEqualTo(ClaimState.UNCLAIMED);
    assertThat(state(found, "more")).isEqualTo(ClaimState.OVERCLAIMED);
    assertThat(state(found, "nobody")).isEqualTo(ClaimState.UNKNOWN);
    assertThat(found.mismatches()).hasSize(2);
    assertThat(found.open())
        .extracting(Reconciliation.Line::account)
        .containsExactlyInAnyOrder(Treasury.address("part"), Treasury.address("none"));
    assertThat(found.totals())
        .isEqualTo(
            Map.of(
                COIN,
                new Reconciliation.Total(
                    BigInteger.valueOf(400), BigInteger.valueOf(238), BigInteger.valueOf(170))));
    assertThat(found.csv())
        .startsWith("account,token,cumulative,claimed,open,state\n")
        .contains(Treasury.address("part") + "," + COIN + ",100,30,70,PARTLY\n");
  }

  /**
   * Whatever the order and however often an event is read: what is claimed and open is the leaf.
   */
  @Property(tries = 100)
  void claimedAndOpenAreTheLeafInAnyOrder(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 1000) Integer> amounts,
      @ForAll Random random) {
    LeafBook leaves = new LeafBook();
    List<ClaimedEvent> claims = new ArrayList<>();
    BigInteger all = BigInteger.ZERO;
    for (int i = 0; i < amounts.size(); i++) {
      BigInteger amount = BigInteger.valueOf(amounts.get(i));
      leaves.add(new Leaf(Treasury.address("p" + i), COIN, amount));
      all = all.add(amount);
      int claimed = random.nextInt(amounts.get(i) + 1);
      if (claimed > 0) {
        claims.add(claim(i, "p" + i, claimed));
      }
    }
    Reconciliation first = Reconciliation.of(leaves, claims);
    Reconciliation.Total total = first.totals().get(COIN);
    assertThat(total.claimed().add(total.open())).isEqualTo(all).isEqualTo(total.cumulative());
    assertThat(first.mismatches()).isEmpty();
    List<ClaimedEvent> twice = new ArrayList<>(claims);
    twice.addAll(claims);
    Collections.shuffle(twice, random);
    assertThat(Reconciliation.of(leaves, twice)).isEqualTo(first);
  }

  @Test
  void eventsByKind() {
    String tx = "0x" + "ab".repeat(32);
    String account = Treasury.address("ada");
    String amount = word("64");
    String other = Treasury.GRAIN.address();
    assertThat(
            DistributorInterface.URD.decode(
                tx, 1, 2, List.of("0xtopic", word(account), word(other)), amount, COIN))
        .isEqualTo(new ClaimedEvent(tx, 1, 2, account, other, BigInteger.valueOf(100)));
    assertThat(
            DistributorInterface.ONEINCH.decode(
                tx, 1, 2, List.of("0xtopic", word(account)), amount, COIN))
        .isEqualTo(new ClaimedEvent(tx, 1, 2, account, COIN, BigInteger.valueOf(100)));
    String data = "0x" + word("7").substring(2) + word(account).substring(2) + amount.substring(2);
    assertThat(DistributorInterface.UNISWAP.decode(tx, 1, 2, List.of("0xtopic"), data, COIN))
        .isEqualTo(new ClaimedEvent(tx, 1, 2, account, COIN, BigInteger.valueOf(100)));
    assertThatThrownBy(
            () -> DistributorInterface.URD.decode(tx, 1, 2, List.of("0xtopic"), data, COIN))
        .hasMessage("The log 1 of transaction " + tx + " is no Claimed(address,address,uint256)");
    // Known from block explorers.
    assertThat(DistributorInterface.URD.rootCall()).isEqualTo("0xebf0c717");
    assertThat(DistributorInterface.UNISWAP.rootCall()).isEqualTo("0x2eb4a7ab");
    assertThat(DistributorInterface.UNISWAP.claimedTopic())
        .isEqualTo("0x4ec90e965519d92681267467f775ada5bd214aa92c0dc93d90a5e880ce9ed026");
    assertThat(DistributorInterface.selector("balanceOf(address)")).isEqualTo("0x70a08231");
  }

  @Test
  void anEventFileSaysWhatWasWritten() throws Exception {
    Path file = temp.resolve("events.jsonl");
    ChainFacts facts =
        new ChainFacts(
            17,
            "0x" + "cd".repeat(32),
            Optional.of("0x" + "ef".repeat(32)),
            List.of(claim(1, "ada", 5), claim(2, "bob", 6)),
            Map.of(COIN, BigInteger.TEN));
    EventFile.write(file, PLACE, facts);
    assertThat(EventFile.read(file, PLACE)).isEqualTo(facts);
    Files.writeString(file, Files.readString(file).replace("\"6\"", "\"six\""));
    assertThatThrownBy(() -> EventFile.read(file, PLACE))
        .hasMessageContaining("events.jsonl, line 4: amount \"six\" is no integer")
        .hasMessageContaining("Export the events again, as schemas/files/");
    ChainContract other = new ChainContract(1, Treasury.DISTRIBUTOR);
    assertThatThrownBy(() -> EventFile.read(file, other))
        .hasMessage(
            "The event file is about "
                + Treasury.DISTRIBUTOR
                + " on chain 31337, but the settlement is of "
                + Treasury.DISTRIBUTOR
                + " on chain 1. Name the file of that contract with --events, or ask a node with"
                + " --rpc.");
    Files.writeString(file, "{\"type\":\"root\",\"block\":\"1\"}\n");
    assertThatThrownBy(() -> EventFile.read(file, PLACE))
        .hasMessageContaining("line 1: there is no text \"chainId\"");
    Files.writeString(file, "{\"type\":\"claimed\"}\n");
    assertThatThrownBy(() -> EventFile.read(file, PLACE))
        .hasMessageContaining("line 1: there is no text \"transaction\"");
    Files.writeString(file, "");
    assertThatThrownBy(() -> EventFile.read(file, PLACE))
        .hasMessageContaining("no line of type root says what the root is");
  }

  @Test
  void aNodesAddressIsNeverShown() {
    assertThatThrownBy(() -> new JsonRpc("wss://node.example/secret-key"))
        .hasMessageContaining("isn't shown, it could hold a key")
        .hasMessageNotContaining("secret-key");
    assertThatThrownBy(
            () -> new JsonRpc("http://127.0.0.1:1/secret-key").require("eth_chainId", List.of()))
        .hasMessageStartingWith("Node 127.0.0.1 can't be asked")
        .hasMessageNotContaining("secret-key");
  }

  static ClaimedEvent claim(int number, String name, long amount) {
    return new ClaimedEvent(
        "0x" + String.format(Locale.ROOT, "%064x", number),
        number,
        10,
        Treasury.address(name),
        COIN,
        BigInteger.valueOf(amount));
  }

  private static ClaimState state(Reconciliation found, String name) {
    return found.lines().stream()
        .filter(line -> line.account().equals(Treasury.address(name)))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private static String word(String hex) {
    String digits = hex.startsWith("0x") ? hex.substring(2).toLowerCase(Locale.ROOT) : hex;
    return "0x" + "0".repeat(64 - digits.length()) + digits;
  }
}
