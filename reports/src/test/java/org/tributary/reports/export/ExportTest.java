package org.tributary.reports.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.approval.Approval;
import org.tributary.reports.approval.Approve;
import org.tributary.reports.approval.Attestation;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.reports.settlement.SettlementToken;
import org.tributary.schemas.policy.DistributorKind;
import org.tributary.schemas.policy.DistributorRule;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.run.CanonicalJson;

class ExportTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 30);
  private static final LocalDate SECOND = LocalDate.of(2026, 3, 31);
  private static final LocalDate THIRD = LocalDate.of(2026, 4, 1);
  private static final String TX = "0x" + "ab".repeat(32);
  private static final Clock MORNING =
      Clock.fixed(Instant.parse("2026-04-01T08:00:00Z"), ZoneOffset.UTC);

  @TempDir Path temp;
  private Path outbox;
  private final List<SettlementLeaf> leaves = Treasury.leaves(12);

  @BeforeEach
  void anOutbox() {
    outbox = temp.resolve("outbox");
  }

  @Test
  void withoutTheApprovalsThatThePolicyAsksForNothingLeaves() throws IOException {
    Night night = Night.write(temp, FIRST, "", Optional.empty(), leaves);
    assertThatThrownBy(() -> night.export(outbox)).hasMessageContaining("has 0 of 2 approvals");
    night.approve("ada");
    night.approve("ada");
    assertThatThrownBy(() -> night.export(outbox))
        .hasMessageContaining("has 1 of 2 approvals (ada)");
    assertThat(outbox).doesNotExist();
    ExportResult result = night.approve("cyd").export(outbox);
    assertThat(result.approvedBy()).containsExactly("ada", "cyd");
    assertThat(result.isNew()).isTrue();
    assertThat(result.added()).isEqualTo(Map.of("COIN", BigInteger.valueOf(12066)));
    assertThat(SubmissionCheck.check(result.folder(), Optional.empty())).isEmpty();
  }

  /** By hand: what is in the folder, and what the journal says. */
  @Test
  void theFolderAndTheJournal() throws IOException {
    Night night = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    ExportResult result = Export.of(night.settlement(), outbox).clock(MORNING).execute();
    String sha256 = CanonicalJson.sha256(night.manifest().text());
    Path distributor = outbox.resolve("31337-" + Treasury.DISTRIBUTOR);
    assertThat(result.folder())
        .isEqualTo(distributor.resolve("2026-03-30-" + sha256.substring(0, 12)));
    assertThat(Folders.files(result.folder()))
        .contains(
            "approvals.json",
            "attestation-COIN.json",
            "policy.conf",
            "settlement/leaves.csv",
            "settlement/manifest.json",
            "submission.json",
            "submission.sha256");
    assertThat(Files.readAllLines(distributor.resolve("journal.jsonl")))
        .hasSize(2)
        .first()
        .asString()
        .startsWith(
            "{\"at\":\"2026-04-01T08:00:00Z\",\"details\":{\"approvedBy\":\"ada,bob\"},"
                + "\"manifestSha256\":\""
                + sha256
                + "\",\"number\":1,\"previous\":\"\",\"sha256\":\"");
    String submission = Files.readString(result.folder().resolve("submission.json"));
    assertThat(submission)
        .contains("\"added\":{\"COIN\":\"12066\"}", "\"approvedBy\":[\"ada\",\"bob\"]")
        .doesNotContain("2026-04-01T08");
  }

  @Test
  void theSameContentIsExportedOnce() throws IOException {
    Night night = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    ExportResult first = night.export(outbox);
    Path journal = first.folder().resolveSibling("journal.jsonl");
    byte[] before = Files.readAllBytes(journal);
    night.approve("cyd");
    ExportResult second = night.export(outbox);
    assertThat(second.isNew()).isFalse();
    assertThat(second.folder()).isEqualTo(first.folder());
    assertThat(second.added()).isEqualTo(first.added());
    assertThat(Files.readAllBytes(journal)).isEqualTo(before);

    Files.writeString(first.folder().resolve("policy.conf"), "format = 1");
    assertThatThrownBy(() -> night.export(outbox))
        .hasMessageContaining("The same settlement was exported at")
        .hasMessageContaining("policy.conf has 10 bytes")
        .hasMessageContaining("Restore the folder from a copy.");
  }

  /** The same settlement in two outboxes is the same bytes, but for the journal's clock. */
  @Test
  void anExportHasNoClockInIt() throws IOException {
    Night night = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    Path one = Export.of(night.settlement(), outbox).clock(MORNING).execute().folder();
    Path two = night.export(temp.resolve("other")).folder();
    for (String file : Folders.files(one)) {
      assertThat(Files.readAllBytes(two.resolve(file)))
          .as(file)
          .isEqualTo(Files.readAllBytes(one.resolve(file)));
    }
  }

  @Test
  void whatIsNotRightIsNotExported() throws IOException {
    Night night = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    Path held = night.settlement().resolve("held.csv");
    byte[] right = Files.readAllBytes(held);
    Files.writeString(held, "account_id,token_id,held,debt,status,reason\nx,COIN,1,0,HELD,\n");
    assertThatThrownBy(() -> night.export(outbox))
        .hasMessageContaining("isn't right, and nothing was exported: held.csv has");
    Files.write(held, right);
    Files.delete(night.run().resolve("_SUCCESS"));
    assertThatThrownBy(() -> night.export(outbox))
        .hasMessageContaining("doesn't pass a gate; nothing was exported")
        .hasMessageContaining("PUBLISHED: run 0123456789abcdef wasn't published");
    assertThatThrownBy(() -> Export.of(night.run(), outbox)).hasMessageContaining("was changed: ");
    assertThatThrownBy(() -> Export.of(temp.resolve("none"), outbox))
        .hasMessageContaining("isn't the folder of a settlement: it has no manifest.json");
  }

  @Test
  void aCopyNeedsItsPolicy() throws IOException {
    Night night = Night.write(temp, FIRST, "", Optional.empty(), leaves);
    Path copy = temp.resolve("copy");
    for (String file : Folders.files(night.settlement())) {
      Folders.copy(night.settlement(), copy, file);
    }
    SettlementPlace place = SettlementPlace.of(copy);
    assertThat(place.approvals()).isEqualTo(temp.resolve("copy.approvals.json"));
    assertThat(place.published()).isEmpty();
    assertThatThrownBy(() -> place.policy(Optional.empty()))
        .hasMessageContaining("Name the policy, reference, with --policy.");
    assertThatThrownBy(() -> place.policy(Optional.of(Path.of("../schemas/policy"))))
        .hasMessageContaining(
            "has no policy with SHA-256 " + night.manifest().header().policySha256());
    assertThat(place.policy(Optional.of(night.run().resolve("policy"))).approval().needed())
        .isEqualTo(2);
  }

  @Test
  void fromExportedToConfirmed() throws IOException {
    Night night = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    ExportedFolder folder = ExportedFolder.open(night.export(outbox).folder());
    assertThat(folder.state()).isEqualTo(SettlementState.EXPORTED);
    assertThatThrownBy(() -> folder.submitted("0xAB", Optional.empty(), MORNING))
        .hasMessage("\"0xAB\" is no transaction hash: it is 0x and 64 lower-case hex digits.");
    assertThat(folder.submitted(TX, Optional.empty(), MORNING))
        .isEqualTo(SettlementState.SUBMITTED);
    assertThat(folder.submitted(TX, Optional.empty(), MORNING))
        .isEqualTo(SettlementState.SUBMITTED);
    String other = "0x" + "cd".repeat(32);
    assertThatThrownBy(() -> folder.submitted(other, Optional.empty(), MORNING))
        .hasMessageContaining("was submitted in transaction " + TX)
        .hasMessageContaining("say so with --replaces " + TX);
    assertThat(folder.submitted(other, Optional.of(TX), MORNING))
        .isEqualTo(SettlementState.SUBMITTED);
    assertThat(folder.confirmed("123", MORNING)).isEqualTo(SettlementState.CONFIRMED);
    assertThat(folder.confirmed("124", MORNING)).isEqualTo(SettlementState.CONFIRMED);
    assertThat(folder.submitted(other, Optional.empty(), MORNING))
        .isEqualTo(SettlementState.CONFIRMED);
    assertThatThrownBy(() -> folder.submitted(TX, Optional.of(other), MORNING))
        .hasMessageContaining("is CONFIRMED, which doesn't lead to SUBMITTED");
    assertThat(Files.readAllLines(folder.settlement().getParent().resolveSibling("journal.jsonl")))
        .hasSize(5);
    assertThat(night.export(outbox).state()).isEqualTo(SettlementState.CONFIRMED);
  }

  /** While a root waits for its timelock, no other may leave: it would start the wait again. */
  @Test
  void cadenceAgainstTheTimelock() throws IOException {
    Night first = timelocked(FIRST, Optional.empty(), leaves);
    ExportedFolder folder = ExportedFolder.open(first.export(outbox).folder());
    folder.submitted(TX, Optional.empty(), MORNING);
    Night second = timelocked(SECOND, Optional.of(first), Treasury.grown(leaves, 3));
    assertThatThrownBy(() -> second.export(outbox))
        .hasMessageContaining("PENDING: the root of 2026-03-30-31337-")
        .hasMessageContaining("in transaction " + TX)
        .hasMessageContaining("its timelock ends at 2026-04-02T08:00:00Z");
    folder.confirmed("99", MORNING);
    assertThat(second.export(outbox).added()).isEqualTo(Map.of("COIN", BigInteger.valueOf(36)));
    assertThatThrownBy(() -> folder.submitted("0x" + "ef".repeat(32), Optional.of(TX), MORNING))
        .hasMessageContaining("was exported after 2026-03-30")
        .hasMessageContaining("an older root would take claims back");
  }

  /** The root waits under the policy that it was submitted under, whatever the next one says. */
  @Test
  void anotherPolicyEndsNoWait() throws IOException {
    Night first = timelocked(FIRST, Optional.empty(), leaves);
    ExportedFolder folder = ExportedFolder.open(first.export(outbox).folder());
    folder.submitted(TX, Optional.empty(), MORNING);
    DistributorRule now = DistributorRule.of(DistributorKind.URD, Treasury.DISTRIBUTOR);
    assertThat(now.timelockSeconds()).isZero();
    Night second =
        Night.write(
                temp,
                SECOND,
                "",
                Optional.of(first),
                Treasury.grown(leaves, 3),
                now,
                List.of(Treasury.COIN))
            .approve("ada", "bob");
    assertThatThrownBy(() -> second.export(outbox))
        .hasMessageContaining("PENDING: the root of 2026-03-30-31337-")
        .hasMessageContaining("its timelock ends at 2026-04-02T08:00:00Z");
  }

  private Night timelocked(LocalDate date, Optional<Night> before, List<SettlementLeaf> claims)
      throws IOException {
    DistributorRule rule =
        new DistributorRule(
            DistributorKind.URD,
            Treasury.DISTRIBUTOR,
            86_400,
            "",
            100,
            DistributorRule.Claims.PAYEES,
            DistributorRule.Format.TRANSACTION_BUILDER);
    return Night.write(temp, date, "", before, claims, rule, List.of(Treasury.COIN))
        .approve("ada", "bob");
  }

  /** A run between two exports that nobody exported: growth is counted from export to export. */
  @Test
  void runsBetweenExportsAreLeftOut() throws IOException {
    Night first = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    List<SettlementLeaf> later = Treasury.grown(leaves, 3);
    Night second = Night.write(temp, SECOND, "", Optional.of(first), later);
    Night third =
        Night.write(temp, THIRD, "", Optional.of(second), Treasury.grown(later, 4))
            .approve("bob", "cyd");
    Path exported = first.export(outbox).folder();
    ExportResult result = third.export(outbox);
    assertThat(result.added()).isEqualTo(Map.of("COIN", BigInteger.valueOf(12 * 7)));
    assertThat(SubmissionCheck.check(result.folder(), Optional.of(exported))).isEmpty();
    assertThat(SubmissionCheck.check(result.folder(), Optional.of(second.settlement()))).isEmpty();
    assertThat(SubmissionCheck.check(exported, Optional.of(result.folder())))
        .anySatisfy(finding -> assertThat(finding.sentence()).contains("can't follow 2026-04-01"));
  }

  @Test
  void aDecreaseAgainstWhatWasExportedIsRefused() throws IOException {
    Night first = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    Path exported = first.export(outbox).folder();
    // A warehouse that was restored knows of another past.
    List<SettlementLeaf> past = new ArrayList<>(leaves);
    past.set(4, Treasury.leaf("payee4", Treasury.COIN, 900, 0));
    Night other = Night.write(temp.resolve("other"), FIRST, "", Optional.empty(), past);
    Night second =
        Night.write(temp, SECOND, "", Optional.of(other), Treasury.grown(past, 3))
            .approve("ada", "bob");
    assertThatThrownBy(() -> second.export(outbox))
        .hasMessageContaining("DECREASE: " + Treasury.address("payee4"))
        .hasMessageContaining("falls from the exported 1004 to 903");
    assertThat(SubmissionCheck.check(second.settlement(), Optional.of(exported)))
        .anySatisfy(
            finding -> assertThat(finding.sentence()).contains("from the published 1004 to 903"));
  }

  @Test
  void whoPassesAGateSaysWhyAndItIsRecorded() throws IOException {
    String gates = "most-total-change { COIN = \"10\" }";
    Night night = Night.write(temp, FIRST, gates, Optional.empty(), leaves).approve("ada", "bob");
    Export export = Export.of(night.settlement(), outbox);
    assertThatThrownBy(export::execute)
        .hasMessageContaining("TOTAL_CHANGE: claims in COIN grow by 12066, at most 10 may be.");
    assertThatThrownBy(() -> export.letThrough(List.of(Gate.DECREASE), "because"))
        .hasMessage("Gate DECREASE can't be passed: mend what it says.");
    assertThatThrownBy(() -> export.letThrough(List.of(Gate.TOTAL_CHANGE), " "))
        .hasMessage("To pass a gate needs a reason: say it with --because.");
    ExportResult result =
        export
            .letThrough(List.of(Gate.TOTAL_CHANGE, Gate.FUNDING), "the first settlement")
            .execute();
    assertThat(result.letThrough()).extracting(Refusal::gate).containsExactly(Gate.TOTAL_CHANGE);
    assertThat(Files.readString(result.folder().resolve("submission.json")))
        .contains("\"letThrough\":{\"TOTAL_CHANGE\":\"the first settlement\"}");
  }

  /** A file that anybody can make says nothing: it must name the run. */
  @Test
  void theRunThatWasPublishedMustBeThisOne() throws IOException {
    Night night = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    for (String other : List.of("", "fedcba9876543210\n", "0123456789abcdef")) {
      Files.writeString(night.run().resolve("_SUCCESS"), other);
      assertThatThrownBy(
              () ->
                  Export.of(night.settlement(), outbox)
                      .letThrough(List.of(Gate.PUBLISHED), "sure")
                      .execute())
          .as("not even with a reason")
          .hasMessageContaining("PUBLISHED: run 0123456789abcdef wasn't published");
    }
  }

  /** Copied out of its run, with a policy of one's own: nobody whom the outbox knows has signed. */
  @Test
  void otherApproversThanBefore() throws IOException {
    Night first = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    first.export(outbox);
    Night second = Night.write(temp, SECOND, "", Optional.of(first), Treasury.grown(leaves, 3));
    Path conf = second.run().resolve("policy/treasury.conf");
    String text = Files.readString(conf);
    String own =
        text.replaceFirst(
            "approval \\{ needed = 2, approvers \\{[^}]*}",
            "approval { needed = 1, approvers { eve = \"" + Treasury.CYD.address() + "\" }");
    assertThat(own).isNotEqualTo(text);
    Path copy = temp.resolve("copy");
    Path policy = Files.writeString(temp.resolve("own.conf"), own);
    SettlementManifest manifest =
        Treasury.write(
            copy,
            Treasury.header(
                PolicyReader.read("treasury.conf", Files.readAllBytes(policy)),
                SECOND,
                Optional.of(first.manifest().asPrevious())),
            Treasury.grown(leaves, 3));
    SettlementPlace place = SettlementPlace.of(copy);
    Approve approve = Approve.of(manifest, place.policy(Optional.of(policy)));
    place.changeApprovals(all -> approve.add(all, approve.sign("eve", Treasury.CYD)));
    Export export = Export.of(copy, outbox).policy(Optional.of(policy));
    assertThatThrownBy(export::execute)
        .hasMessageContaining("APPROVERS: its policy has 1 of 1 approvers sign, but that of the")
        .hasMessageContaining("had 2 of 3, and only 1 of those have signed")
        .hasMessageContaining("PUBLISHED: it doesn't stand in the folder of run");
    assertThat(export.shut())
        .extracting(Refusal::gate)
        .containsExactly(Gate.PUBLISHED, Gate.APPROVERS);
    Path exported =
        export
            .letThrough(List.of(Gate.PUBLISHED, Gate.APPROVERS), "the treasury has new owners")
            .execute()
            .folder();
    assertThat(Files.readString(exported.resolve("submission.json")))
        .contains("\"APPROVERS\":\"the treasury has new owners\"");
  }

  /** What the Safe is given covers one night: a night that was left out must be said. */
  @Test
  void whatASafeIsGivenNeedsEveryNight() throws IOException {
    DistributorRule rule =
        new DistributorRule(
            DistributorKind.URD,
            Treasury.DISTRIBUTOR,
            0,
            Treasury.address("safe"),
            5,
            DistributorRule.Claims.SAFE,
            DistributorRule.Format.TRANSACTION_BUILDER);
    List<SettlementToken> coin = List.of(Treasury.COIN);
    List<SettlementLeaf> later = Treasury.grown(leaves, 3);
    Night first =
        Night.write(temp, FIRST, "", Optional.empty(), leaves, rule, coin).approve("ada", "bob");
    Night second = Night.write(temp, SECOND, "", Optional.of(first), later, rule, coin);
    Night third =
        Night.write(temp, THIRD, "", Optional.of(second), Treasury.grown(later, 4), rule, coin)
            .approve("ada", "bob");
    first.export(outbox);
    assertThatThrownBy(() -> third.export(outbox))
        .hasMessageContaining("CHAIN: it follows the settlement with SHA-256 ")
        .hasMessageContaining("what safe/ funds and claims is of this settlement alone");
    assertThat(
            Export.of(third.settlement(), outbox)
                .letThrough(List.of(Gate.CHAIN), "36 more were funded by hand")
                .execute()
                .added())
        .isEqualTo(Map.of("COIN", BigInteger.valueOf(84)));
  }

  /** Only beside the export before shows whether column previous is right. */
  @Test
  void whatALeafSaysOfTheExportBeforeIsChecked() throws IOException {
    Night first = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    first.export(outbox);
    List<SettlementLeaf> wrong = new ArrayList<>(Treasury.grown(leaves, 3));
    wrong.set(4, Treasury.leaf("payee4", Treasury.COIN, 1007, 1000));
    Night second = Night.write(temp, SECOND, "", Optional.of(first), wrong).approve("ada", "bob");
    assertThatThrownBy(() -> second.export(outbox))
        .hasMessageContaining("isn't right, and nothing was exported: leaves.csv");
    assertThatThrownBy(() -> Export.of(second.settlement(), outbox).shut())
        .hasMessageContaining("isn't right, and nothing was signed: leaves.csv");
  }

  @Test
  void aNewOutboxForASettlementWithAPastNeedsAReason() throws IOException {
    Night first = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    Night second =
        Night.write(temp, SECOND, "", Optional.of(first), Treasury.grown(leaves, 3))
            .approve("ada", "bob");
    assertThatThrownBy(() -> second.export(outbox))
        .hasMessageContaining("FIRST_EXPORT: nothing of its distributor was exported to this");
    Export passed =
        Export.of(second.settlement(), outbox)
            .letThrough(List.of(Gate.FIRST_EXPORT), "the first night was only a trial");
    assertThat(Files.readString(passed.execute().folder().resolve("submission.json")))
        .contains("\"FIRST_EXPORT\":\"the first night was only a trial\"");
  }

  /** Gone, or put back to a copy from before the last export: both know too little. */
  @Test
  void aJournalThatDoesntKnowOfAFolderIsNone() throws IOException {
    Night first = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    List<SettlementLeaf> later = Treasury.grown(leaves, 3);
    Night second = Night.write(temp, SECOND, "", Optional.of(first), later).approve("ada", "bob");
    Night third =
        Night.write(temp, THIRD, "", Optional.of(second), Treasury.grown(later, 4))
            .approve("ada", "bob");
    Path journal = first.export(outbox).folder().resolveSibling("journal.jsonl");
    Path checksum = journal.resolveSibling("journal.sha256");
    byte[] older = Files.readAllBytes(journal);
    byte[] olderChecksum = Files.readAllBytes(checksum);
    Path lost = second.export(outbox).folder();
    Files.write(journal, older);
    Files.write(checksum, olderChecksum);
    assertThatThrownBy(() -> third.export(outbox))
        .hasMessageContaining(lost + " was exported, but journal.jsonl beside it doesn't know of")
        .hasMessageContaining("restore journal.jsonl and journal.sha256 from a copy");
    Files.delete(journal);
    Files.delete(checksum);
    assertThatThrownBy(() -> third.export(outbox))
        .hasMessageContaining(" was exported, but journal.jsonl beside it doesn't know of it");
  }

  /** Who looks may find approvals that no policy knows: they count for nothing. */
  @Test
  void lookingNeedsNoRightApprovals() throws IOException {
    Night first = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    first.export(outbox);
    Night second = Night.write(temp, SECOND, "", Optional.of(first), Treasury.grown(leaves, 3));
    SettlementPlace place = SettlementPlace.of(second.settlement());
    place.changeApprovals(
        none ->
            none.plus(
                new Approval(
                    "mallory",
                    Treasury.CYD.address(),
                    new TreeMap<>(
                        Map.of(
                            "COIN",
                            Treasury.CYD.sign(
                                Attestation.of(second.manifest()).get(0).digest()))))));
    assertThat(Export.of(second.settlement(), outbox).shut()).isEmpty();
    assertThatThrownBy(() -> second.export(outbox))
        .hasMessageContaining("has an approval of mallory at ");
  }

  /** A root that was taken back while it waited makes way, and its transaction doesn't return. */
  @Test
  void aRevokedRootMakesWay() throws IOException {
    Night first = timelocked(FIRST, Optional.empty(), leaves);
    ExportedFolder folder = ExportedFolder.open(first.export(outbox).folder());
    assertThatThrownBy(() -> folder.revoked("wrong", Optional.empty(), MORNING))
        .hasMessageContaining("is EXPORTED, which doesn't lead to REVOKED");
    folder.submitted(TX, Optional.empty(), MORNING);
    assertThatThrownBy(() -> folder.revoked(" ", Optional.empty(), MORNING))
        .hasMessage("To note that a root was revoked needs a reason: say it with --because.");
    String root = folder.manifest().root().orElseThrow();
    String none = "0x" + "0".repeat(64);
    assertThatThrownBy(
            () ->
                folder.revoked(
                    "wrong", Optional.of(new ChainRoots(none, Optional.of(root))), MORNING))
        .hasMessageContaining("still waits at the distributor: revoke it there first.");
    assertThatThrownBy(
            () ->
                folder.revoked(
                    "wrong", Optional.of(new ChainRoots(root, Optional.empty())), MORNING))
        .hasMessageContaining("is in force, so it wasn't revoked: run 'tributary confirm'.");
    Optional<ChainRoots> gone = Optional.of(new ChainRoots(none, Optional.empty()));
    assertThat(folder.revoked("wrong payee", gone, MORNING)).isEqualTo(SettlementState.REVOKED);
    assertThat(folder.revoked("again", gone, MORNING)).isEqualTo(SettlementState.REVOKED);
    assertThat(folder.submitted(TX, Optional.empty(), MORNING)).isEqualTo(SettlementState.REVOKED);
    Path journal = folder.settlement().getParent().resolveSibling("journal.jsonl");
    assertThat(Files.readAllLines(journal))
        .hasSize(4)
        .last()
        .asString()
        .contains("\"details\":{\"because\":\"wrong payee\",\"transaction\":\"" + TX + "\"}");
    String other = "0x" + "cd".repeat(32);
    assertThat(folder.submitted(other, Optional.empty(), MORNING))
        .isEqualTo(SettlementState.SUBMITTED);
    folder.revoked("again wrong", gone, MORNING);
    Night second = timelocked(SECOND, Optional.of(first), Treasury.grown(leaves, 3));
    assertThat(second.export(outbox).isNew()).isTrue();
  }

  @Test
  void missingFundsAreRefusedAndTold() throws IOException {
    Night night = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    Map<String, Funds> funds = Map.of("COIN", new Funds(BigInteger.ZERO, BigInteger.valueOf(66)));
    assertThatThrownBy(() -> Export.of(night.settlement(), outbox).funds(funds).execute())
        .hasMessageContaining("FUNDING: the distributor lacks 12000 of COIN");
    ExportResult result =
        Export.of(night.settlement(), outbox)
            .funds(funds)
            .letThrough(List.of(Gate.FUNDING), "funded in the same batch")
            .execute();
    assertThat(Files.readString(result.folder().resolve("submission.json")))
        .contains("\"missingFunds\":{\"COIN\":\"12000\"}");
  }

  /** The machine died after the folder was moved into place, before the journal knew of it. */
  @Test
  void anExportThatDiedIsDoneAgain() throws IOException {
    Night night = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    Path folder = night.export(outbox).folder();
    Files.delete(folder.resolveSibling("journal.jsonl"));
    Files.delete(folder.resolveSibling("journal.sha256"));
    Files.writeString(folder.resolve("half"), "written");
    ExportResult result = night.export(outbox);
    assertThat(result.isNew()).isTrue();
    assertThat(SubmissionCheck.check(folder, Optional.empty())).isEmpty();
  }

  @Test
  void aBrokenJournalStopsEverything() throws IOException {
    Night night = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    Path journal = night.export(outbox).folder().resolveSibling("journal.jsonl");
    String text = Files.readString(journal);
    Files.writeString(journal, text.lines().findFirst().orElseThrow() + "\n");
    assertThatThrownBy(() -> night.export(outbox))
        .hasMessageContaining("doesn't have the SHA-256 in journal.sha256: one of the two was")
        .hasMessageContaining("they say what was exported already");
    Files.writeString(journal, text.replace("ada,bob", "ada,eve"), StandardCharsets.UTF_8);
    assertThatThrownBy(() -> night.export(outbox))
        .hasMessageContaining("line 1 was changed: its hash isn't that of its content");
  }

  /** The machine died between a journal's line and its checksum, or within the line. */
  @Test
  void aJournalWhoseLastLineWasBeingWrittenIsFinished() throws IOException {
    Night night = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    ExportedFolder folder = ExportedFolder.open(night.export(outbox).folder());
    Path journal = folder.settlement().getParent().resolveSibling("journal.jsonl");
    Path checksum = journal.resolveSibling("journal.sha256");
    byte[] two = Files.readAllBytes(journal);
    byte[] checksumOfTwo = Files.readAllBytes(checksum);
    folder.submitted(TX, Optional.empty(), MORNING);
    byte[] three = Files.readAllBytes(journal);
    Files.write(checksum, checksumOfTwo);
    assertThat(folder.state()).isEqualTo(SettlementState.SUBMITTED);
    assertThat(SubmissionCheck.check(folder.settlement().getParent(), Optional.empty())).isEmpty();
    Files.write(checksum, checksumOfTwo);
    Files.write(journal, Arrays.copyOf(three, three.length - 7));
    assertThat(folder.state()).isEqualTo(SettlementState.EXPORTED);
    assertThat(Files.readAllBytes(journal)).isEqualTo(two);
    assertThat(folder.submitted(TX, Optional.empty(), MORNING))
        .isEqualTo(SettlementState.SUBMITTED);
    assertThat(Files.readAllBytes(journal)).isEqualTo(three);
  }

  /** Without --previous: the journal knows where the export before stands. */
  @Test
  void verifyFindsTheExportBeforeByItself() throws IOException {
    Night first = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    Night second =
        Night.write(temp, SECOND, "", Optional.of(first), Treasury.grown(leaves, 3))
            .approve("ada", "bob");
    Path before = first.export(outbox).folder();
    Path folder = second.export(outbox).folder();
    assertThat(SubmissionCheck.check(folder, Optional.empty())).isEmpty();
    Path csv = before.resolve("settlement/leaves.csv");
    String right = Files.readString(csv);
    Files.writeString(csv, right.replace(",1004,1004,", ",1005,1005,"));
    assertThat(SubmissionCheck.check(folder, Optional.empty()))
        .anySatisfy(finding -> assertThat(finding.sentence()).contains("leaves.csv has"));
    Files.writeString(csv, right);
    Folders.delete(before);
    assertThat(SubmissionCheck.check(folder, Optional.empty())).isEmpty();
  }
}
