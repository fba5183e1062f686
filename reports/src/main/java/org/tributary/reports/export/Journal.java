package org.tributary.reports.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;

/**
 * What became of the settlements of one distributor: {@code journal.jsonl}, to which lines are only
 * ever added, each with the hash of the one before, and {@code journal.sha256} beside it, which
 * shows that no line is missing at the end. While it is open, no other process can open it.
 */
public final class Journal implements Closeable {
  public static final String PATH = "journal.jsonl";
  public static final String CHECKSUM_PATH = "journal.sha256";

  /**
   * What is locked. Never the journal itself: whichever part of a process closes a file gives up
   * every lock that the process has on it, and the journal is read while it is open.
   */
  static final String LOCK_PATH = "journal.lock";

  private final Path folder;
  private final FileChannel channel;
  private final List<JournalEntry> entries;

  private Journal(Path folder, FileChannel channel, List<JournalEntry> entries) {
    this.folder = folder;
    this.channel = channel;
    this.entries = new ArrayList<>(entries);
  }

  /** Opens the journal of a distributor's folder for writing; makes the folder if it is missing. */
  public static Journal open(Path folder) {
    FileChannel channel = null;
    try {
      Files.createDirectories(folder);
      channel =
          FileChannel.open(
              folder.resolve(LOCK_PATH), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      // Closing the channel gives the lock back.
      channel.lock();
      finishLastLine(folder);
      return new Journal(folder, channel, look(folder).entries());
    } catch (IOException e) {
      close(channel);
      throw new UncheckedIOException("Can't open the journal in " + folder, e);
    } catch (RuntimeException e) {
      close(channel);
      throw e;
    }
  }

  /**
   * What a journal says now, without locking or writing anything; nothing where there is none.
   *
   * @throws TributaryException if it is broken
   */
  static History look(Path folder) throws IOException {
    List<String> problems = new ArrayList<>();
    List<JournalEntry> entries = read(folder, problems);
    if (!problems.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT,
          "%s %s. Restore %s and %s from a copy: they say what was exported already.",
          folder.resolve(PATH),
          problems.get(0),
          PATH,
          CHECKSUM_PATH);
    }
    return new History(entries);
  }

  /**
   * A machine that died while it added a line left a file that is one line longer than its checksum
   * says. A whole line counts, since what it says was done; a torn one is taken back.
   */
  private static void finishLastLine(Path folder) throws IOException {
    Path file = folder.resolve(PATH);
    byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    int end = bytes.length;
    boolean whole = end > 0 && bytes[end - 1] == '\n';
    int start = whole ? end - 1 : end;
    while (start > 0 && bytes[start - 1] != '\n') {
      start--;
    }
    byte[] before = Arrays.copyOf(bytes, start);
    Path checksum = folder.resolve(CHECKSUM_PATH);
    boolean died =
        start == 0
            ? end > 0 && !Files.exists(checksum)
            : Files.exists(checksum)
                && checksumLine(before)
                    .equals(Files.readString(checksum, StandardCharsets.ISO_8859_1));
    if (died && whole) {
      writeChecksum(folder, bytes);
    } else if (died) {
      try (FileChannel journal = FileChannel.open(file, StandardOpenOption.WRITE)) {
        journal.truncate(start);
      }
    }
  }

  /** Whole or not at all: half a checksum would be that of no journal. */
  private static void writeChecksum(Path folder, byte[] journal) throws IOException {
    Path partial = folder.resolve(CHECKSUM_PATH + ".partial");
    Files.writeString(partial, checksumLine(journal));
    Files.move(
        partial,
        folder.resolve(CHECKSUM_PATH),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * The lines of a journal that are right, and what is wrong with it as sentences without their
   * beginning.
   */
  static List<JournalEntry> read(Path folder, List<String> problems) throws IOException {
    Path file = folder.resolve(PATH);
    byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<JournalEntry> entries = new ArrayList<>();
    String last = "";
    for (String line : text.split("\n", -1)) {
      if (line.isEmpty() && entries.size() == text.lines().count()) {
        break;
      }
      try {
        JournalEntry entry = JournalEntry.parse(line);
        if (entry.number() != entries.size() + 1 || !entry.previous().equals(last)) {
          problems.add("line " + (entries.size() + 1) + " doesn't follow the line before");
          break;
        }
        entries.add(entry);
        last = entry.sha256();
      } catch (IllegalArgumentException e) {
        problems.add("line " + (entries.size() + 1) + " " + e.getMessage());
        break;
      }
    }
    checkChecksum(folder, bytes, problems);
    return entries;
  }

  private static void checkChecksum(Path folder, byte[] journal, List<String> problems)
      throws IOException {
    Path checksum = folder.resolve(CHECKSUM_PATH);
    if (journal.length == 0 && !Files.exists(checksum)) {
      return;
    }
    String expected = checksumLine(journal);
    if (!Files.exists(checksum)
        || !expected.equals(Files.readString(checksum, StandardCharsets.ISO_8859_1))) {
      problems.add(
          "doesn't have the SHA-256 in " + CHECKSUM_PATH + ": one of the two was changed or cut");
    }
  }

  private static String checksumLine(byte[] journal) {
    return CanonicalJson.sha256(journal) + "  " + PATH + "\n";
  }

  /** What it says now. */
  History history() {
    return new History(entries);
  }

  /** State of the settlement with that manifest. */
  public SettlementState stateOf(String manifestSha256) {
    return history().stateOf(manifestSha256);
  }

  /** The last line of a settlement in a state. */
  Optional<JournalEntry> find(SettlementState state, String manifestSha256) {
    return history().find(state, manifestSha256);
  }

  /** All lines of a state, the oldest first. */
  List<JournalEntry> all(SettlementState state) {
    return history().all(state);
  }

  /**
   * Notes that a settlement came into a state.
   *
   * @throws TributaryException if that state doesn't follow the one that it is in
   */
  public void append(
      SettlementState state, String manifestSha256, SortedMap<String, String> details, Instant at) {
    SettlementState before = stateOf(manifestSha256);
    if (!before.leadsTo(state)) {
      throw TributaryException.of(
          ErrorCode.EXPORT_REFUSED,
          "The settlement with SHA-256 %s is %s, which doesn't lead to %s (%s).",
          manifestSha256,
          before,
          state,
          folder.resolve(PATH));
    }
    JournalEntry entry =
        new JournalEntry(
            entries.size() + 1,
            at.truncatedTo(ChronoUnit.SECONDS),
            state,
            manifestSha256,
            details,
            entries.isEmpty() ? "" : entries.get(entries.size() - 1).sha256());
    try {
      Path file = folder.resolve(PATH);
      try (FileChannel journal =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        ByteBuffer line = ByteBuffer.wrap((entry.line() + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
          journal.write(line);
        }
        journal.force(true);
      }
      writeChecksum(folder, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write the journal in " + folder, e);
    }
    entries.add(entry);
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(FileChannel channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't give back the lock of a journal", e);
    }
  }
}
