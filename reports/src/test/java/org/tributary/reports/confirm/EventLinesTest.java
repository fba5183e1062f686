package org.tributary.reports.confirm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.export.LeafBook;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** Of each way in which a file breaks its schema: what is wrong, in which file, on which line. */
class EventLinesTest {
  private static final ChainContract PLACE = new ChainContract(31337, Treasury.DISTRIBUTOR);
  private static final String COIN = Treasury.COIN.address();
  private static final String ROOT =
      "{\"type\":\"root\",\"chainId\":\"31337\",\"distributor\":\""
          + Treasury.DISTRIBUTOR
          + "\",\"block\":\"9\",\"root\":\"0x"
          + "cd".repeat(32)
          + "\"}";
  private static final String BALANCE =
      "{\"type\":\"balance\",\"token\":\"" + COIN + "\",\"amount\":\"10\"}";
  private static final String CLAIM =
      "{\"type\":\"claimed\",\"transaction\":\"0x"
          + "ab".repeat(32)
          + "\",\"logIndex\":\"3\",\"block\":\"7\",\"account\":\""
          + Treasury.address("ada")
          + "\",\"token\":\""
          + COIN
          + "\",\"amount\":\"5\"}";

  @TempDir Path temp;

  @Test
  void whatHasTheFormIsRead() throws IOException {
    ChainFacts facts = read(ROOT, BALANCE, CLAIM, "", CLAIM, ROOT, BALANCE);
    assertThat(facts.claims()).hasSize(1);
    assertThat(facts.balances()).isEqualTo(Map.of(COIN, BigInteger.TEN));
    String later = ROOT.replace("\"9\"", "\"10\"").replace("cd", "ef");
    assertThat(read(later, ROOT).root()).as("of the highest block").contains("ef");
    String zeros = ROOT.replace("}", ",\"pendingRoot\":\"0x" + "0".repeat(64) + "\"}");
    assertThat(read(zeros).pendingRoot()).isEmpty();
  }

  static Stream<Arguments> broken() {
    String waits = "\"pendingRoot\":\"0x" + "ef".repeat(32) + "\"}";
    return Stream.of(
        Arguments.of(CLAIM.replace("\"5\"", "\"6\""), "says another claim than a line before"),
        Arguments.of(CLAIM.replace(Treasury.address("ada"), COIN), "says another claim than"),
        Arguments.of(
            CLAIM.replace("\"3\"", "\"4\"").replace("\"7\"", "\"8\""),
            "stands in block 8, but another line says block 7"),
        Arguments.of(other(CLAIM).replace("\"7\"", "\"0\""), "block 0 has no transactions"),
        Arguments.of(other(CLAIM).replace("\"5\"", "\"-5\""), "amount \"-5\" is no integer"),
        Arguments.of(other(CLAIM).replace("\"5\"", "\"05\""), "amount \"05\" is no integer"),
        Arguments.of(other(CLAIM).replace("\"5\"", "5"), "there is no text \"amount\""),
        Arguments.of(
            other(CLAIM).replace("\"5\"", "\"1" + "0".repeat(78) + "\""),
            "is more than a contract can hold"),
        Arguments.of(other(CLAIM).replace("\"3\"", "\"-1\""), "logIndex \"-1\" is no integer"),
        Arguments.of(
            other(CLAIM).replace("\"7\"", "\"99999999999999999999\""), "is more than any chain"),
        Arguments.of(other(CLAIM).replace("amount", "amout"), "has no key \"amout\""),
        Arguments.of(other(CLAIM).replace("claimed", "claim"), "type must be root, balance or"),
        Arguments.of(other(CLAIM).replace("}", ",\"amount\":\"1\"}"), "Duplicate field 'amount'"),
        Arguments.of(other(CLAIM) + " x", "Unrecognized token 'x'"),
        Arguments.of(other(CLAIM) + other(CLAIM), "Trailing token"),
        Arguments.of(BALANCE.replace("\"10\"", "\"-10\""), "amount \"-10\" is no integer"),
        Arguments.of(BALANCE.replace("\"10\"", "\"11\""), "is 11, but another line says 10"),
        Arguments.of(ROOT.replace("}", "," + waits.replace("R", "r")), "no key \"pendingroot\""),
        Arguments.of(
            ROOT.replace("}", ",\"pendingRoot\":\"0xEF\"}"), "pendingRoot \"0xEF\" is no hash"),
        Arguments.of(ROOT.replace("}", ",\"pendingRoot\":null}"), "no text \"pendingRoot\""),
        Arguments.of(ROOT.replace("}", "," + waits), "of block 9 another line says another root"),
        Arguments.of(ROOT.replace("cd", "ce"), "of block 9 another line says another root"),
        Arguments.of("[]", "there is no text \"type\""));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatBreaksTheFormConfirmsNothing(String line, String why) {
    assertThatThrownBy(() -> read(ROOT, BALANCE, CLAIM, line))
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_INCONSISTENT))
        .hasMessageContaining("events.jsonl, line 4: ")
        .hasMessageContaining(why)
        .hasMessageContaining("Export the events again");
  }

  /** A node may say it too: which of the two was paid, nobody knows. */
  @Test
  void oneEventNeverSaysTwoClaims() {
    ClaimedEvent one = ReconciliationTest.claim(1, "ada", 5);
    ClaimedEvent two =
        new ClaimedEvent(
            one.transaction(), 1, one.block(), one.account(), one.token(), BigInteger.TEN);
    assertThatThrownBy(() -> Reconciliation.of(new LeafBook(), List.of(one, one, two)))
        .hasMessageContaining("Log 1 of transaction " + one.transaction())
        .hasMessageContaining("two different claims");
  }

  private static String other(String claim) {
    return claim.replace("ab".repeat(32), "ac".repeat(32));
  }

  private ChainFacts read(String... lines) throws IOException {
    Path file = temp.resolve("events.jsonl");
    Files.write(file, List.of(lines));
    ChainFacts facts = EventFile.read(file, PLACE);
    assertThat(facts.pendingRoot()).isEqualTo(Optional.empty());
    return facts;
  }
}
