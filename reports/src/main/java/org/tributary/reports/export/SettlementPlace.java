package org.tributary.reports.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.tributary.reports.approval.Approvals;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.run.CanonicalJson;

/**
 * Where a settlement's folder stands, and what belongs to it: in a run's folder, its policies and
 * approvals stand there too; a folder that was copied elsewhere needs its policy to be named.
 *
 * @param folder the settlement
 * @param manifest its manifest
 * @param approvals its approvals, whether or not there are any yet
 * @param run the run's folder, if it stands in one
 */
public record SettlementPlace(
    Path folder, SettlementManifest manifest, Path approvals, Optional<Path> run) {
  /** Folder of a run's settlements. */
  public static final String IN_RUN = "settlement";

  private static final String PUBLISHED = "_SUCCESS";

  /** Folder of a run's approvals, and of what was exported of it. */
  public static final String APPROVAL = "approval";

  private static final String POLICY = "policy";

  /** What is looked at of a run's folder: files and folders, not all of which need be there. */
  public static final List<String> RUN_FILES =
      List.of(SettlementManifest.PATH, PUBLISHED, POLICY, APPROVAL, IN_RUN);

  /** Looks at {@code folder}, which must have a manifest. */
  public static SettlementPlace of(Path folder) {
    Path place = folder.toAbsolutePath().normalize();
    SettlementManifest manifest = manifest(place);
    Path parent = place.getParent();
    boolean inRun =
        parent.getFileName() != null
            && parent.getFileName().toString().equals(IN_RUN)
            && Files.exists(parent.resolveSibling(SettlementManifest.PATH));
    String name = place.getFileName().toString();
    return inRun
        ? new SettlementPlace(
            place,
            manifest,
            parent.resolveSibling(APPROVAL).resolve(name + ".json"),
            Optional.of(parent.getParent()))
        : new SettlementPlace(
            place, manifest, place.resolveSibling(name + "." + Approvals.PATH), Optional.empty());
  }

  /** The file that says which outboxes it left for, whether or not there is one yet. */
  public Path departures() {
    String name = approvals.getFileName().toString().replaceFirst("(\\.approvals)?\\.json$", "");
    return approvals.resolveSibling(name + ".exported.jsonl");
  }

  static SettlementManifest manifest(Path folder) {
    Path file = folder.resolve(SettlementManifest.PATH);
    if (!Files.isRegularFile(file)) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "%s isn't the folder of a settlement: it has no %s. Name the folder"
              + " RUN/settlement/CHAIN-DISTRIBUTOR.",
          folder,
          SettlementManifest.PATH);
    }
    try {
      return SettlementManifest.parse(Files.readAllBytes(file));
    } catch (IllegalArgumentException e) {
      throw new TributaryException(
          ErrorCode.VERIFY_FAILED,
          file + " was changed: " + e.getMessage() + ". Take the folder that the run wrote.",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    }
  }

  /** Whether the run was published; empty where that can't be seen from here. */
  public Optional<Boolean> published() {
    return run.map(at -> isPublished(at.resolve(PUBLISHED)));
  }

  /** The file holds the id of the run that was published: anybody can make an empty one. */
  private boolean isPublished(Path file) {
    try {
      return Files.isRegularFile(file)
          && Files.readString(file, StandardCharsets.ISO_8859_1)
              .equals(manifest.header().runId() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    }
  }

  /** The approvals that there are. */
  public Approvals readApprovals() {
    if (!Files.exists(approvals)) {
      return Approvals.none(manifest);
    }
    try {
      return Approvals.parse(Files.readAllBytes(approvals));
    } catch (IllegalArgumentException e) {
      throw new TributaryException(
          ErrorCode.EXPORT_REFUSED,
          approvals + " is broken: " + e.getMessage() + ". Remove the file and approve again.",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + approvals, e);
    }
  }

  /**
   * Changes the approvals: of two who approve at once, in this process or another, the second sees
   * what the first has written.
   */
  public Approvals changeApprovals(UnaryOperator<Approvals> change) {
    Path lock = approvals.resolveSibling("." + approvals.getFileName() + ".lock");
    Path partial = approvals.resolveSibling("." + approvals.getFileName() + ".partial");
    // A file's lock is of the whole process: within it the class is.
    synchronized (SettlementPlace.class) {
      try {
        Files.createDirectories(approvals.getParent());
        try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          channel.lock();
          Approvals changed = change.apply(readApprovals());
          Files.writeString(partial, changed.text());
          Files.move(
              partial,
              approvals,
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
          return changed;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Can't write " + approvals, e);
      }
    }
  }

  /**
   * The bytes of the policy that the manifest pins.
   *
   * @param given a policy file, or a folder of them; without it the run's own
   */
  public byte[] policyBytes(Optional<Path> given) {
    Path where = given.or(() -> run.map(at -> at.resolve(POLICY))).orElse(folder);
    if (given.isEmpty() && run.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "%s doesn't stand in the folder of its run, where its policy would be. Name the policy,"
              + " %s, with --policy.",
          folder,
          manifest.header().policyId());
    }
    for (Path file : files(where)) {
      try {
        byte[] bytes = Files.readAllBytes(file);
        if (CanonicalJson.sha256(bytes).equals(manifest.header().policySha256())) {
          return bytes;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Can't read " + file, e);
      }
    }
    throw TributaryException.of(
        ErrorCode.POLICY_INVALID,
        "%s has no policy with SHA-256 %s, which settlement %s was made under (policy-id %s). Name"
            + " that file with --policy.",
        where,
        manifest.header().policySha256(),
        manifest.header().settlementId(),
        manifest.header().policyId());
  }

  /** The policy that the manifest pins. */
  public Policy policy(Optional<Path> given) {
    return PolicyReader.read(manifest.header().policyId(), policyBytes(given));
  }

  private static List<Path> files(Path where) {
    if (Files.isRegularFile(where)) {
      return List.of(where);
    }
    if (!Files.isDirectory(where)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(where)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't list " + where, e);
    }
  }
}
