package org.tributary.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.run.RunManifest.PolicyPin;

/** What counts as a change of a policy that log dates were settled under. */
class PolicyChangesTest {
  private static final LocalDate CLOSE = LocalDate.parse("2026-07-10");
  private static final Policy JUNE = policy("june", "2026-06-01", "");
  private static final Policy JULY = policy("july", "2026-07-01", "");
  private static final Policy AUGUST = policy("august", "2026-08-01", "");

  @Test
  void theSameFilesAreNoChangeAndLaterOnesMayChange() {
    assertThat(changes(JUNE, JULY)).isEmpty();
    assertThat(changes(JUNE, JULY, AUGUST)).isEmpty();
    assertThat(changes(JUNE, JULY, policy("august", "2026-08-01", "# otherwise"))).isEmpty();
  }

  @Test
  void anEditedFileIsOneByIdAndByDate() {
    Policy edited = policy("july", "2026-07-01", "# otherwise");
    assertThat(changes(JUNE, edited))
        .containsExactly(change("july", JULY, JULY.sha256(), edited.sha256()));
    Policy renamed = policy("summer", "2026-07-01", "");
    assertThat(changes(JUNE, renamed))
        .containsExactly(change("july", JULY, JULY.sha256(), renamed.sha256()));
    Policy moved = policy("july", "2026-07-05", "");
    assertThat(changes(JUNE, moved))
        .containsExactly(change("july", JULY, JULY.sha256(), moved.sha256()));
    Policy postponed = policy("july", "2026-09-01", "");
    assertThat(changes(JUNE, postponed))
        .containsExactly(change("july", JULY, JULY.sha256(), postponed.sha256()));
  }

  @Test
  void aFileThatIsGoneOrCameBetweenIsOne() {
    assertThat(changes(JUNE))
        .containsExactly(change("july", JULY, JULY.sha256(), PolicyChanges.NONE));
    Policy between = policy("mid-june", "2026-06-15", "");
    assertThat(changes(JUNE, between, JULY))
        .containsExactly(change("mid-june", between, PolicyChanges.NONE, between.sha256()));
    Policy before = policy("may", "2026-05-01", "");
    assertThat(changes(before, JUNE, JULY))
        .as("log rows of May may come yet, but nothing says that none did")
        .containsExactly(change("may", before, PolicyChanges.NONE, before.sha256()));
  }

  /** There is a change exactly where some settled date would be settled under another file. */
  @Test
  void randomBooksChangeWhereADateGetsAnotherFile() {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      List<Policy> settled = book(random);
      List<Policy> now = random.nextInt(4) == 0 ? settled : book(random);
      boolean same = true;
      for (LocalDate d = LocalDate.parse("2026-06-01"); !d.isAfter(CLOSE); d = d.plusDays(1)) {
        same &=
            new PolicyBook(settled)
                .inForceOn(d)
                .sha256()
                .equals(new PolicyBook(now).inForceOn(d).sha256());
      }
      assertThat(PolicyChanges.of(pins(settled), CLOSE, new PolicyBook(now)).isEmpty())
          .as("settled %s, now %s", pins(settled), pins(now))
          .isEqualTo(same);
    }
  }

  private static List<Policy> book(Random random) {
    List<Policy> book = new ArrayList<>(List.of(random.nextInt(5) == 0 ? OTHER_JUNE : JUNE));
    List<Policy> later = List.of(JULY, OTHER_JULY, AUGUST, MID_JUNE);
    for (Policy policy : later) {
      boolean taken =
          book.stream()
              .anyMatch(
                  each ->
                      each.policyId().equals(policy.policyId())
                          || each.effectiveFrom().equals(policy.effectiveFrom()));
      if (!taken && random.nextBoolean()) {
        book.add(policy);
      }
    }
    return book;
  }

  private static final Policy OTHER_JUNE = policy("june", "2026-06-01", "# otherwise");
  private static final Policy OTHER_JULY = policy("july", "2026-07-01", "# otherwise");
  private static final Policy MID_JUNE = policy("mid-june", "2026-06-15", "");

  private static List<PolicyChanges.Change> changes(Policy... now) {
    return PolicyChanges.of(pins(List.of(JUNE, JULY, AUGUST)), CLOSE, new PolicyBook(List.of(now)));
  }

  private static PolicyChanges.Change change(
      String id, Policy from, String settledSha256, String sha256) {
    return new PolicyChanges.Change(id, from.effectiveFrom(), settledSha256, sha256);
  }

  private static List<PolicyPin> pins(List<Policy> policies) {
    return policies.stream()
        .map(
            policy ->
                new PolicyPin(
                    policy.policyId(),
                    policy.effectiveFrom(),
                    policy.policyId() + ".conf",
                    policy.sha256()))
        .toList();
  }

  private static Policy policy(String id, String from, String comment) {
    try (InputStream in = PolicyReader.class.getResourceAsStream("/policy/reference.conf")) {
      String text =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace("\"reference\"", "\"" + id + "\"")
              .replace("\"2026-06-01\"\n", "\"" + from + "\"\n");
      return PolicyReader.read(id, (text + comment + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
