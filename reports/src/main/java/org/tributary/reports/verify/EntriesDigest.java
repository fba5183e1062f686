package org.tributary.reports.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import org.tributary.schemas.run.CanonicalJson;

/**
 * SHA-256 of the entries that a run proposes: of the canonical JSON list of every entry's columns,
 * a line each, by entry id. What is posted must hash to what was verified.
 */
public final class EntriesDigest {
  private final MessageDigest digest;

  EntriesDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /**
   * The hash of all entries.
   *
   * @param entries by entry id
   */
  public static String of(Iterator<ProposedEntry> entries) {
    EntriesDigest digest = new EntriesDigest();
    entries.forEachRemaining(digest::add);
    return digest.sha256();
  }

  void add(ProposedEntry entry) {
    String line = CanonicalJson.write(entry.fields()) + "\n";
    digest.update(line.getBytes(StandardCharsets.UTF_8));
  }

  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
