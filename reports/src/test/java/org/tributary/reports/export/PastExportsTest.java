package org.tributary.reports.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
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

/** What an outbox knows of the past stops what can't follow it, and who passes a gate says why. */
class PastExportsTest extends OutboxCases {

  /**
   * 12066 of the first night never left; the Safe's files of the second fund 36. Who only says that
   * the outbox is a new one hasn't seen that 12066 have no money.
   */
  @Test
  void aNewOutboxIsToldWhatTheSafesFilesLeaveOut() throws IOException {
    DistributorRule safe =
        new DistributorRule(
            DistributorKind.URD,
            Treasury.DISTRIBUTOR,
            0,
            Treasury.address("safe"),
            100,
            DistributorRule.Claims.PAYEES,
            DistributorRule.Format.TRANSACTION_BUILDER);
    List<SettlementToken> coin = List.of(Treasury.COIN);
    Night first = Night.write(temp, FIRST, "", Optional.empty(), leaves, safe, coin);
    Night second =
        Night.write(temp, SECOND, "", Optional.of(first), Treasury.grown(leaves, 3), safe, coin)
            .approve("ada", "bob");
    assertThatThrownBy(
            () ->
                Export.of(second.settlement(), outbox)
                    .letThrough(List.of(Gate.FIRST_EXPORT), "a new outbox")
                    .execute())
        .hasMessageContaining("CHAIN: it follows the settlement with SHA-256 ")
        .hasMessageContaining("but nothing was exported last")
        .hasMessageContaining(
            "is of this settlement alone, {COIN=36}, and what it adds to what was exported is"
                + " {COIN=12102}");
    ExportResult passed =
        Export.of(second.settlement(), outbox)
            .letThrough(List.of(Gate.FIRST_EXPORT, Gate.CHAIN), "12066 were funded by hand")
            .execute();
    assertThat(passed.added()).isEqualTo(Map.of("COIN", BigInteger.valueOf(12102)));
  }

  /** The first settlement of a distributor follows none, so that every new outbox fits it. */
  @Test
  void oneSettlementLeavesForOneOutbox() throws IOException {
    Night night = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
    String submission =
        CanonicalJson.sha256(
            Files.readAllBytes(night.export(outbox).folder().resolve("submission.json")));
    Path departures =
        night.run().resolve("approval/31337-" + Treasury.DISTRIBUTOR + ".exported.jsonl");
    assertThat(departures)
        .content()
        .startsWith("{\"manifestSha256\":\"")
        .contains("\"outbox\":\"" + outbox + "\",\"submissionSha256\":\"" + submission);
    assertThat(night.export(outbox).isNew()).as("the same outbox").isFalse();
    Path other = temp.resolve("other outbox");
    assertThatThrownBy(() -> night.export(other))
        .hasMessageContaining(
            "OUTBOX: it left for outbox " + outbox + " already, and this one doesn't know of it");
    ExportResult passed =
        Export.of(night.settlement(), other)
            .letThrough(List.of(Gate.OUTBOX), "the first outbox was a trial")
            .execute();
    assertThat(passed.letThrough()).extracting(Refusal::gate).containsExactly(Gate.OUTBOX);
    assertThatThrownBy(() -> night.export(temp.resolve("a third")))
        .hasMessageContaining(other + " and " + outbox + " already");
    Files.writeString(departures, "torn");
    assertThatThrownBy(() -> night.export(temp.resolve("a third")))
        .hasMessageContaining(departures + " has a line that is no JSON");
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

  /**
   * Night 1 was published, with a payee whose address is refused; night 2 holds it flat. Nobody
   * else's pay waits for ever: who lets the flat leaf leave says why once, and never again.
   */
  @Test
  void aRefusedAddressThatWasPublishedStopsNobodyForEver() throws IOException {
    String gates = "refused-addresses { sanctioned = \"" + Treasury.address("payee3") + "\" }";
    Night zero = Night.write(temp, FIRST.minusDays(1), "", Optional.empty(), leaves.subList(0, 2));
    zero.approve("ada", "bob").export(outbox);
    List<SettlementLeaf> one = new ArrayList<>(Treasury.grown(leaves.subList(0, 2), 1));
    one.addAll(leaves.subList(2, 12));
    Night first = Night.write(temp, FIRST, gates, Optional.of(zero), one).approve("ada", "bob");
    assertThatThrownBy(() -> first.export(outbox))
        .hasMessageContaining("ADDRESSES: " + Treasury.address("payee3"))
        .hasMessageContaining("the settlement adds 1003: settle the next night");
    List<SettlementLeaf> two = new ArrayList<>(Treasury.grown(one, 5));
    two.set(3, Treasury.leaf("payee3", Treasury.COIN, 1003, 1003));
    Night second = Night.write(temp, SECOND, gates, Optional.of(first), two).approve("ada", "bob");
    assertThatThrownBy(() -> second.export(outbox))
        .hasMessageContaining(
            "this settlement adds nothing, but 1003 that an earlier one published");
    ExportResult passed =
        Export.of(second.settlement(), outbox)
            .letThrough(List.of(Gate.ADDRESSES), "the address was cleared")
            .execute();
    assertThat(Files.readString(passed.folder().resolve("submission.json")))
        .contains("\"ADDRESSES\":\"the address was cleared\"");
    List<SettlementLeaf> three = new ArrayList<>(Treasury.grown(two, 5));
    three.set(3, Treasury.leaf("payee3", Treasury.COIN, 1003, 1003));
    Night third = Night.write(temp, THIRD, gates, Optional.of(second), three).approve("ada", "bob");
    assertThat(third.export(outbox).letThrough()).isEmpty();
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
}
