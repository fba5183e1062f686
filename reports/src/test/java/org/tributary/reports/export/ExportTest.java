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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.schemas.run.CanonicalJson;

class ExportTest extends OutboxCases {
  private static final String TX = "0x" + "ab".repeat(32);
  private static final Clock MORNING =
      Clock.fixed(Instant.parse("2026-04-01T08:00:00Z"), ZoneOffset.UTC);

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
            "{\"at\":\"2026-04-01T08:00:00Z\",\"details\":{\"approvedBy\":\"ada,bob\","
                + "\"folder\":\""
                + result.folder().getFileName()
                + "\"},\"manifestSha256\":\""
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
    Night same =
        Night.write(temp.resolve("same"), FIRST, "", Optional.empty(), leaves)
            .approve("ada", "bob");
    Path two = same.export(temp.resolve("other")).folder();
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

  @Test
  void missingFundsAreRefusedAndTold() throws IOException {
    Night night = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    Map<String, Funds> funds =
        Map.of("COIN", new Funds(BigInteger.valueOf(12066), BigInteger.valueOf(66)));
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

  /** The machine died after the folder was moved into place: the journal knows that it began. */
  @Test
  void anExportThatDiedIsDoneAgain() throws IOException {
    Night night = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    Path folder = night.export(outbox).folder();
    keepLines(folder, 1);
    Files.writeString(folder.resolve("half"), "written");
    Night second =
        Night.write(temp, SECOND, "", Optional.of(night), Treasury.grown(leaves, 3))
            .approve("ada", "bob");
    assertThatThrownBy(() -> second.export(outbox))
        .hasMessage(
            "The export of "
                + folder
                + " was begun, but never finished: export that settlement again first.");
    ExportResult result = night.export(outbox);
    assertThat(result.isNew()).isTrue();
    assertThat(SubmissionCheck.check(folder, Optional.empty())).isEmpty();
    assertThat(second.export(outbox).isNew()).isTrue();
  }

  /** It may have been submitted: a payment of a one-shot kind would be made a second time. */
  @Test
  void anExportWhoseJournalIsLostIsNotMadeAgain() throws IOException {
    Night night = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    Path folder = night.export(outbox).folder();
    ExportedFolder.open(folder).submitted(TX, Optional.empty(), MORNING);
    byte[] before = Files.readAllBytes(folder.resolve("submission.json"));
    keepLines(folder, 0);
    assertThatThrownBy(() -> night.export(outbox))
        .hasMessageContaining(folder + " was exported, but journal.jsonl beside it doesn't know of")
        .hasMessageContaining("restore journal.jsonl and journal.sha256 from a copy")
        .hasMessageContaining("Only where there is none: see on chain what was paid");
    assertThat(Files.readAllBytes(folder.resolve("submission.json"))).isEqualTo(before);
  }

  /** Puts the journal back to what it was after so many lines. */
  private static void keepLines(Path folder, int count) throws IOException {
    Path journal = folder.resolveSibling("journal.jsonl");
    Path checksum = folder.resolveSibling("journal.sha256");
    String text =
        Files.readAllLines(journal).stream()
            .limit(count)
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    Files.delete(journal);
    Files.delete(checksum);
    if (count > 0) {
      Files.writeString(journal, text);
      Files.writeString(checksum, CanonicalJson.sha256(text) + "  journal.jsonl\n");
    }
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
