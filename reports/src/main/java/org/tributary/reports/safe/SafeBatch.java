package org.tributary.reports.safe;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tributary.schemas.run.CanonicalJson;

/**
 * A batch file of Safe's Transaction Builder: calls that one transaction makes, all or none. The
 * file has no nonce and no total, so importing it twice makes the calls twice.
 *
 * @param chainId EIP-155 chain id
 * @param closeDate last log date of what is settled; the file's time is the end of that day, since
 *     a clock would make each run's file another
 * @param safe EIP-55 address of the Safe
 * @param name shown to signers
 * @param description shown to signers
 * @param calls at least one
 */
public record SafeBatch(
    long chainId,
    LocalDate closeDate,
    String safe,
    String name,
    String description,
    List<SafeCall> calls) {
  /** Version of the app that the form was read from. */
  static final String BUILDER_VERSION = "1.18.3";

  public SafeBatch {
    calls = List.copyOf(calls);
    if (calls.isEmpty()) {
      throw new IllegalArgumentException("A batch needs a call");
    }
  }

  /** The file's text. */
  public String text() {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("name", name);
    meta.put("description", description);
    meta.put("txBuilderVersion", BUILDER_VERSION);
    meta.put("createdFromSafeAddress", safe);
    meta.put("createdFromOwnerAddress", "");
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("version", "1.0");
    file.put("chainId", Long.toString(chainId));
    file.put(
        "createdAt", closeDate.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
    file.put("meta", meta);
    file.put("transactions", calls.stream().map(SafeCall::json).toList());
    meta.put("checksum", SafeChecksum.of(file));
    return CanonicalJson.write(file);
  }
}
