package org.tributary.reports.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tributary.reports.approval.Attestation;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.cli.Main;
import org.tributary.reports.confirm.ChainContract;
import org.tributary.reports.confirm.ChainFacts;
import org.tributary.reports.confirm.ClaimedEvent;
import org.tributary.reports.confirm.Confirm;
import org.tributary.reports.confirm.EventFile;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.policy.DistributorRule;

/**
 * Kinds that pay each settlement once, and remember nothing: everything that leaves is paid, so
 * what is added must begin exactly where the last export ended.
 */
class OneShotTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 30);
  private static final LocalDate SECOND = LocalDate.of(2026, 3, 31);
  private static final LocalDate THIRD = LocalDate.of(2026, 4, 1);
  private static final String COIN = Treasury.COIN.address();

  @TempDir Path temp;
  private Path outbox;

  /** 1000 to 1002, of 3003 together; each grows by 5, then by 7. */
  private final List<SettlementLeaf> one = Treasury.leaves(3);

  private final List<SettlementLeaf> two = Treasury.grown(one, 5);
  private final List<SettlementLeaf> three = Treasury.grown(two, 7);

  @BeforeEach
  void anOutbox() {
    outbox = temp.resolve("outbox");
  }

  @ParameterizedTest
  @EnumSource(names = {"UNISWAP", "TRANSFERS"})
  void nightAfterNightPaysWhatIsAdded(DistributorKind kind) throws IOException {
    Night first = night(kind, FIRST, Optional.empty(), one);
    Night second = night(kind, SECOND, Optional.of(first), two);
    assertThat(first.export(outbox).added()).isEqualTo(coins(3003));
    ExportResult result = second.export(outbox);
    assertThat(result.added()).isEqualTo(coins(15));
    assertThat(SubmissionCheck.check(result.folder(), Optional.empty())).isEmpty();
    assertThat(second.export(outbox).isNew()).as("the same again").isFalse();
  }

  /** Whoever restored a warehouse would pay the first 1000 twice: no reason lets that through. */
  @ParameterizedTest
  @EnumSource(names = {"UNISWAP", "TRANSFERS"})
  void whatWasExportedIsNeverPaidAgain(DistributorKind kind) throws IOException {
    Path exported = night(kind, FIRST, Optional.empty(), one).export(outbox).folder();
    Night again = night(temp.resolve("other"), kind, SECOND, Optional.empty(), Treasury.leaves(4));
    assertThatThrownBy(() -> again.export(outbox))
        .hasMessageContaining(
            "TWICE: "
                + Treasury.address("payee0")
                + " in "
                + COIN
                + " was exported up to 1000 already, but begins at 0 again, and kind "
                + kind.text()
                + " would pay that twice: export the settlement that follows the one exported"
                + " last.")
        .hasMessageNotContaining("DECREASE");
    assertThatThrownBy(
            () -> Export.of(again.settlement(), outbox).letThrough(List.of(Gate.TWICE), "sure"))
        .hasMessage("Gate TWICE can't be passed: mend what it says.");
    assertThat(SubmissionCheck.check(again.settlement(), Optional.of(exported)))
        .anySatisfy(
            finding ->
                assertThat(finding.sentence())
                    .contains("leaves.csv would pay twice: " + Treasury.address("payee0")));
  }

  /** A leaf that vanished could come back as a new one, and be paid from 0 on. */
  @Test
  void aLeafThatVanishesIsStopped() throws IOException {
    Night first = night(DistributorKind.TRANSFERS, FIRST, Optional.empty(), one);
    first.export(outbox);
    Night second = night(DistributorKind.TRANSFERS, SECOND, Optional.of(first), two.subList(0, 2));
    assertThatThrownBy(() -> second.export(outbox))
        .hasMessageContaining("isn't right, and nothing was exported: leaves.csv ")
        .hasMessageContaining(Treasury.address("payee2"));
  }

  /** Nobody makes up for a settlement that was left out; who carried it out by hand may say so. */
  @Test
  void aSettlementThatWasLeftOutIsMissed() throws IOException {
    Night first = night(DistributorKind.TRANSFERS, FIRST, Optional.empty(), one);
    Night second = night(DistributorKind.TRANSFERS, SECOND, Optional.of(first), two);
    Night third = night(DistributorKind.TRANSFERS, THIRD, Optional.of(second), three);
    assertThatThrownBy(() -> second.export(temp.resolve("new outbox")))
        .hasMessageContaining("FIRST_EXPORT: ")
        .hasMessageContaining("LEFT_OUT: ")
        .hasMessageContaining(
            " was exported up to 0, but begins at 1000, and kind transfers never");
    first.export(outbox);
    assertThatThrownBy(() -> third.export(outbox))
        .hasMessageContaining(
            "was exported up to 1000, but begins at 1005, and kind transfers never makes up for"
                + " what lies between: export the settlements between first.");
    assertThatThrownBy(
            () ->
                Export.of(third.settlement(), outbox)
                    .letThrough(List.of(Gate.LEFT_OUT, Gate.CHAIN), "it was paid by hand")
                    .execute())
        .hasMessageContaining("CHAIN: it follows the settlement with SHA-256 ")
        .hasMessageContaining("kind transfers pays only what is added: export each settlement in")
        .hasMessageContaining("No reason lets this through.")
        .hasMessageNotContaining("LEFT_OUT");
    second.export(outbox);
    assertThat(third.export(outbox).added()).isEqualTo(coins(21));
  }

  /** A night that adds nothing has no root, and can't be exported: the next goes on without it. */
  @Test
  void aNightThatAddsNothingMayLieBetween() throws IOException {
    Night first = night(DistributorKind.TRANSFERS, FIRST, Optional.empty(), one);
    first.export(outbox);
    Night idle =
        Night.write(
            temp,
            SECOND,
            "",
            Optional.of(first),
            Treasury.grown(one, 0),
            DistributorRule.of(DistributorKind.TRANSFERS, Treasury.DISTRIBUTOR),
            List.of(Treasury.COIN));
    Night third = night(DistributorKind.TRANSFERS, THIRD, Optional.of(idle), two);
    assertThat(third.export(outbox).added()).isEqualTo(coins(15));
  }

  /** A one-shot kind pays a flat leaf nothing: only what grows is refused. */
  @Test
  void aRefusedAddressIsNotPaid() throws IOException {
    Night first = night(DistributorKind.TRANSFERS, FIRST, Optional.empty(), one);
    first.export(outbox);
    String gates = "refused-addresses { sanctioned = \"" + Treasury.address("payee1") + "\" }";
    Night paid = night(temp, gates, DistributorKind.TRANSFERS, SECOND, Optional.of(first), two);
    assertThatThrownBy(() -> paid.export(outbox))
        .hasMessageContaining("ADDRESSES: " + Treasury.address("payee1"))
        .hasMessageContaining("is refused-addresses.sanctioned, and mustn't be paid");
    List<SettlementLeaf> flat = new ArrayList<>(two);
    flat.set(1, Treasury.leaf("payee1", Treasury.COIN, 1001, 1001));
    Path other = temp.resolve("other");
    Night held = night(other, gates, DistributorKind.TRANSFERS, SECOND, Optional.of(first), flat);
    assertThat(held.export(outbox).added()).isEqualTo(coins(10));
  }

  /** The bounds are of what is paid, also where there was no export before. */
  @Test
  void growthIsWhatThisSettlementPays() throws IOException {
    String gates =
        "most-account-change { COIN = \"6\" }, most-total-change { COIN = \"20\" },"
            + " most-new-addresses-ppm = 0";
    Night first = night(DistributorKind.TRANSFERS, FIRST, Optional.empty(), one);
    first.export(outbox);
    Night second = night(temp, gates, DistributorKind.TRANSFERS, SECOND, Optional.of(first), two);
    assertThat(second.export(outbox).added()).isEqualTo(coins(15));
    Night third = night(temp, gates, DistributorKind.TRANSFERS, THIRD, Optional.of(second), three);
    assertThatThrownBy(() -> third.export(outbox))
        .hasMessageContaining("in COIN grows by 7, at most 6 may be.")
        .hasMessageContaining("TOTAL_CHANGE: claims in COIN grow by 21, at most 20 may be.");
  }

  /** The Safe needs the 15 that are sent, not the 3018 of all time. */
  @Test
  void fundsAreWhatThisSettlementPays() throws IOException {
    Night first = night(DistributorKind.TRANSFERS, FIRST, Optional.empty(), one);
    first.export(outbox);
    Night second = night(DistributorKind.TRANSFERS, SECOND, Optional.of(first), two);
    assertThatThrownBy(() -> Export.of(second.settlement(), outbox).funds(funds(14)).execute())
        .hasMessageContaining(
            "FUNDING: "
                + Treasury.DISTRIBUTOR
                + " lacks 1 of COIN: it pays 15, and has a balance of 14. Fund it first.");
    assertThat(Export.of(second.settlement(), outbox).funds(funds(15)).execute().isNew()).isTrue();
  }

  @Test
  void anotherKindAtTheSameAddressIsRefused() throws IOException {
    night(DistributorKind.TRANSFERS, FIRST, Optional.empty(), one).export(outbox);
    Night second = night(DistributorKind.MERKL, SECOND, Optional.empty(), one);
    assertThatThrownBy(() -> second.export(outbox))
        .hasMessageContaining("KIND: it is of kind merkl, but 2026-03-30-31337-")
        .hasMessageContaining("was of kind transfers: what was paid there would be paid again.");
  }

  /** Each is carried out, in whatever order: an older one takes nothing back. */
  @Test
  void anOlderOneIsStillSubmitted() throws IOException {
    Night first = night(DistributorKind.TRANSFERS, FIRST, Optional.empty(), one);
    Night second = night(DistributorKind.TRANSFERS, SECOND, Optional.of(first), two);
    ExportedFolder older = ExportedFolder.open(first.export(outbox).folder());
    second.export(outbox);
    assertThat(older.submitted("0x" + "ab".repeat(32), Optional.empty(), Clock.systemUTC()))
        .isEqualTo(SettlementState.SUBMITTED);
  }

  /** What is signed is bound to the account that pays, also where no contract has the root. */
  @ParameterizedTest
  @EnumSource
  void theDomainIsTheAccountThatPays(DistributorKind kind) throws IOException {
    Night night = night(kind, FIRST, Optional.empty(), one);
    assertThat(Attestation.of(night.manifest()))
        .singleElement()
        .satisfies(
            of ->
                assertThat(of.typedData().domain())
                    .containsEntry("verifyingContract", Treasury.DISTRIBUTOR)
                    .containsEntry("chainId", 31337L));
  }

  /** Two nights that add the same have the same root: only the contract tells them apart. */
  @Test
  void aContractIsOfOneSettlement() throws IOException {
    Night first = night(DistributorKind.UNISWAP, FIRST, Optional.empty(), Treasury.leaves(1));
    List<SettlementLeaf> same = List.of(Treasury.leaf("payee0", Treasury.COIN, 2000, 1000));
    Night second = night(DistributorKind.UNISWAP, SECOND, Optional.of(first), same);
    ExportedFolder one = ExportedFolder.open(first.export(outbox).folder());
    ExportedFolder two = ExportedFolder.open(second.export(outbox).folder());
    assertThat(one.manifest().root()).isEqualTo(two.manifest().root());
    String contract = Treasury.address("deployed");
    assertThat(confirm(one, contract, 1000).state()).isEqualTo(SettlementState.CONFIRMED);
    assertThat(confirm(one, contract, 1000).findings()).isEmpty();
    assertThatThrownBy(() -> confirm(two, contract, 1000))
        .hasMessageContaining("Contract " + contract + " is that of another settlement")
        .hasMessageContaining("each settlement of kind uniswap has a contract of its own");
    assertThat(two.state()).isEqualTo(SettlementState.EXPORTED);
    String other = Treasury.address("deployed later");
    assertThatThrownBy(() -> confirm(one, other, 0))
        .hasMessageContaining("was confirmed at contract " + contract + ", not at " + other)
        .hasMessageContaining("find out whether it was carried out twice");
    assertThat(confirm(two, other, 1001).findings())
        .containsExactly(
            Treasury.address("payee0")
                + " has claimed 1001 in "
                + COIN
                + ", but its leaf says 1000.");
    assertThat(two.state()).as("a mismatch confirms nothing").isEqualTo(SettlementState.EXPORTED);
    assertThat(confirm(two, other, 1000).state()).isEqualTo(SettlementState.CONFIRMED);
  }

  @Test
  void aForeignRootIsNeverAnOlderOne() throws IOException {
    Night first = night(DistributorKind.UNISWAP, FIRST, Optional.empty(), one);
    ExportedFolder folder = ExportedFolder.open(first.export(outbox).folder());
    String foreign = "0x" + "cd".repeat(32);
    ChainFacts facts = new ChainFacts(7, foreign, Optional.empty(), List.of(), Map.of());
    assertThat(Confirm.of(folder, facts, COIN, Clock.systemUTC()).findings())
        .singleElement()
        .asString()
        .startsWith("Contract " + COIN + " has root " + foreign + ", but this settlement's is 0x")
        .endsWith(
            "each settlement of kind uniswap has a contract of its own, whose root never"
                + " changes.");
  }

  @Test
  void theCommandKnowsTheKind() throws IOException {
    Path uniswap =
        night(DistributorKind.UNISWAP, FIRST, Optional.empty(), one).export(outbox).folder();
    Path events = temp.resolve("events.jsonl");
    ExportedFolder folder = ExportedFolder.open(uniswap);
    EventFile.write(
        events,
        new ChainContract(31337, Treasury.address("deployed")),
        new ChainFacts(
            9,
            folder.manifest().root().orElseThrow(),
            Optional.empty(),
            List.of(),
            Map.of(COIN, BigInteger.valueOf(3003))));
    String at = uniswap.toString();
    String file = events.toString();
    assertThat(Main.run("confirm", at, "--events", file)).as("which contract?").isEqualTo(2);
    String contract = Treasury.address("deployed").toLowerCase(Locale.ROOT);
    String[] right = {"confirm", at, "--events", file, "--contract", contract};
    List<String> wrong = new ArrayList<>(List.of(right));
    wrong.addAll(List.of("--kind", "MERKL"));
    assertThat(Main.run(wrong.toArray(String[]::new))).as("the manifest says it").isEqualTo(2);
    assertThat(Main.run(right)).isZero();
    assertThat(folder.state()).isEqualTo(SettlementState.CONFIRMED);
    Path transfers =
        night(temp.resolve("t"), DistributorKind.TRANSFERS, FIRST, Optional.empty(), one)
            .export(temp.resolve("transfers"))
            .folder();
    assertThat(Main.run("confirm", transfers.toString(), "--events", file))
        .as("no contract has a root")
        .isEqualTo(2);
  }

  /** The account has 3003 by the file, and 3003 are needed. */
  @Test
  void exportAsksForTheBalanceOfTheAccountThatPays() throws IOException {
    Night first = night(DistributorKind.TRANSFERS, FIRST, Optional.empty(), one);
    Path events = temp.resolve("events.jsonl");
    assertThat(exportWith(first, events, Treasury.DISTRIBUTOR, 3002)).isEqualTo(22);
    assertThat(exportWith(first, events, Treasury.address("deployed"), 3003))
        .as("what a contract holds isn't what the account that pays has")
        .isEqualTo(23);
    assertThat(exportWith(first, events, Treasury.DISTRIBUTOR, 3003)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void certificatesAreOfOpenZeppelinsTree(DistributorKind kind) throws IOException {
    Path folder = night(kind, FIRST, Optional.empty(), one).export(outbox).folder();
    String account = Treasury.address("payee1");
    boolean standard =
        kind == DistributorKind.OPENZEPPELIN
            || kind == DistributorKind.URD
            || kind == DistributorKind.TRANSFERS;
    if (standard) {
      Path file = temp.resolve(account + ".json");
      Files.writeString(file, Certificate.of(folder, account, Optional.empty()));
      assertThat(CertificateCheck.check(file)).isEmpty();
    } else {
      assertThatThrownBy(() -> Certificate.of(folder, account, Optional.empty()))
          .hasMessageStartingWith(
              "A certificate holds a leaf of OpenZeppelin's tree, and kind "
                  + kind.text()
                  + " has another: the payee's proof stands in ");
    }
  }

  private int exportWith(Night night, Path events, String of, long balance) {
    EventFile.write(
        events,
        new ChainContract(31337, of),
        new ChainFacts(
            9,
            "0x" + "0".repeat(64),
            Optional.empty(),
            List.of(),
            Map.of(COIN, BigInteger.valueOf(balance))));
    return Main.run(
        "export",
        night.settlement().toString(),
        "--to",
        outbox.toString(),
        "--events",
        events.toString());
  }

  private static Confirm.Result confirm(ExportedFolder folder, String contract, long claimed) {
    List<ClaimedEvent> claims =
        claimed == 0
            ? List.of()
            : List.of(
                new ClaimedEvent(
                    "0x" + "ab".repeat(32),
                    1,
                    10,
                    Treasury.address("payee0"),
                    COIN,
                    BigInteger.valueOf(claimed)));
    return Confirm.of(
        folder,
        new ChainFacts(
            10, folder.manifest().root().orElseThrow(), Optional.empty(), claims, Map.of()),
        contract,
        Clock.systemUTC());
  }

  private Night night(
      DistributorKind kind, LocalDate date, Optional<Night> before, List<SettlementLeaf> leaves)
      throws IOException {
    return night(temp, kind, date, before, leaves);
  }

  private static Night night(
      Path warehouse,
      DistributorKind kind,
      LocalDate date,
      Optional<Night> before,
      List<SettlementLeaf> leaves)
      throws IOException {
    return night(warehouse, "", kind, date, before, leaves);
  }

  private static Night night(
      Path warehouse,
      String gates,
      DistributorKind kind,
      LocalDate date,
      Optional<Night> before,
      List<SettlementLeaf> leaves)
      throws IOException {
    return Night.write(
            warehouse,
            date,
            gates,
            before,
            leaves,
            DistributorRule.of(kind, Treasury.DISTRIBUTOR),
            List.of(Treasury.COIN))
        .approve("ada", "bob");
  }

  private static Map<String, BigInteger> coins(long amount) {
    return Map.of("COIN", BigInteger.valueOf(amount));
  }

  private static Map<String, Funds> funds(long balance) {
    return Map.of("COIN", new Funds(BigInteger.valueOf(15), BigInteger.valueOf(balance)));
  }
}
