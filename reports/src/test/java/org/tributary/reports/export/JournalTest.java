package org.tributary.reports.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.approval.Approve;
import org.tributary.reports.approval.SigningKey;
import org.tributary.reports.approval.Treasury;

/** What two who write at once must not lose. */
class JournalTest {
  @TempDir Path temp;

  /** A process that read the journal before it wrote still has it to itself. */
  @Test
  void aSecondProcessWaits() throws Exception {
    Process other =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    JournalHolder.class.getName(),
                    temp.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      BufferedReader said =
          new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
      assertThat(said.readLine()).isEqualTo("open");
      CompletableFuture<Integer> ours = CompletableFuture.supplyAsync(this::add);
      assertThatThrownBy(() -> ours.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
      other.getOutputStream().write('\n');
      other.getOutputStream().flush();
      assertThat(ours.get(60, TimeUnit.SECONDS)).as("lines that were there").isEqualTo(1);
      assertThat(other.waitFor()).isZero();
    } finally {
      other.destroy();
    }
    assertThat(Journal.look(temp).entries())
        .extracting(JournalEntry::manifestSha256)
        .containsExactly("theirs", "ours");
    assertThat(temp.resolve("journal.sha256.partial")).doesNotExist();
  }

  private int add() {
    try (Journal journal = Journal.open(temp)) {
      int before = journal.history().entries().size();
      journal.append(SettlementState.APPROVED, "ours", new TreeMap<>(), Instant.EPOCH);
      return before;
    }
  }

  @Test
  void lookingWritesNothing() throws Exception {
    assertThat(Journal.look(temp.resolve("none")).entries()).isEmpty();
    assertThat(temp.resolve("none")).doesNotExist();
    Files.writeString(temp.resolve("journal.jsonl"), "x");
    assertThatThrownBy(() -> Journal.look(temp)).hasMessageContaining("line 1 can't be read");
  }

  /** Three sign at the same moment, again and again: none is lost. */
  @Test
  void approvalsOfTheSameMomentAreAllKept() throws Exception {
    List<String> names = List.of("ada", "bob", "cyd");
    List<SigningKey> keys = List.of(Treasury.ADA, Treasury.BOB, Treasury.CYD);
    for (int round = 0; round < 10; round++) {
      Night night =
          Night.write(
              temp.resolve("w" + round), Treasury.DATE, "", Optional.empty(), Treasury.leaves(1));
      SettlementPlace place = SettlementPlace.of(night.settlement());
      Approve approve = Approve.of(night.manifest(), place.policy(Optional.empty()));
      CompletableFuture.allOf(
              IntStream.range(0, 3)
                  .mapToObj(
                      i ->
                          CompletableFuture.runAsync(
                              () ->
                                  place.changeApprovals(
                                      all ->
                                          approve.add(
                                              all, approve.sign(names.get(i), keys.get(i))))))
                  .toArray(CompletableFuture[]::new))
          .get(60, TimeUnit.SECONDS);
      assertThat(approve.requireEnough(place.readApprovals())).isEqualTo(names);
    }
  }
}
