package org.tributary.reports.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What whoever verifies a folder should know of it, though nothing of it is wrong. */
public final class SubmissionFacts {
  private static final int DEPTH = 2;

  private SubmissionFacts() {}

  /**
   * Gates that an exported folder was let through, and what it couldn't be compared with; nothing
   * of another folder, or of one that can't be read: the check says why.
   */
  public static List<String> of(Path folder) {
    Path place = folder.toAbsolutePath().normalize();
    if (!SubmissionCheck.isSubmission(place)) {
      return List.of();
    }
    List<String> facts = new ArrayList<>();
    try {
      Submission.parse(
              Files.readAllBytes(place.resolve(Submission.PATH)),
              SettlementPlace.manifest(place.resolve(Submission.SETTLEMENT)))
          .letThrough()
          .forEach((gate, reason) -> facts.add("passed gate " + gate + ": " + reason));
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
    if (!Files.exists(place.resolveSibling(Journal.PATH))) {
      facts.add(
          "no "
              + Journal.PATH
              + " stands beside it, so that "
              + Submission.PATH
              + " is the one that was exported wasn't looked at: compare "
              + Submission.CHECKSUM_PATH
              + " with the outbox");
    }
    return facts;
  }

  /** The last of the exports in a folder, by name, where it holds any. */
  public static Optional<Path> within(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder, DEPTH)) {
      return all.filter(path -> Files.isRegularFile(path.resolve(Submission.PATH)))
          .max(Path::compareTo);
    }
  }
}
