package org.tributary.reports.settlement;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** {@code held.csv}: what isn't claimable and why, in {@link HeldAmount#ORDER}. */
final class HeldCsv {
  static final String PATH = "held.csv";

  private static final List<String> HEADER =
      List.of("account_id", "token_id", "held", "debt", "status", "reason");

  private HeldCsv() {}

  /** Writes all of {@code rows} and hands each one over on the way. */
  static FileEntry write(Path folder, Iterator<HeldAmount> rows, Consumer<HeldAmount> each)
      throws IOException {
    HashedFile file = new HashedFile(folder, PATH);
    try (Writer text = new OutputStreamWriter(file, StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(HEADER);
      HeldAmount last = null;
      while (rows.hasNext()) {
        HeldAmount row = rows.next();
        requireOrder(last, row);
        last = row;
        each.accept(row);
        csv.writeRecord(
            row.accountId(),
            row.tokenId(),
            row.held().toString(),
            row.debt().toString(),
            row.status().name(),
            row.reason());
      }
    }
    return file.entry();
  }

  /**
   * Hands over all lines in the file's order.
   *
   * @throws IllegalArgumentException naming the line that can't be read
   */
  static void read(Path folder, Consumer<HeldAmount> rows) throws IOException {
    try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(folder.resolve(PATH))) {
      Iterator<CsvRecord> records = csv.iterator();
      if (!records.hasNext() || !records.next().getFields().equals(HEADER)) {
        throw new IllegalArgumentException("the first line must be " + String.join(",", HEADER));
      }
      HeldAmount last = null;
      while (records.hasNext()) {
        CsvRecord fields = records.next();
        try {
          HeldAmount row = row(fields);
          requireOrder(last, row);
          last = row;
          rows.accept(row);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "line " + fields.getStartingLineNumber() + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private static HeldAmount row(CsvRecord fields) {
    if (fields.getFieldCount() != HEADER.size()) {
      throw new IllegalArgumentException(
          "there must be " + HEADER.size() + " fields, not " + fields.getFieldCount());
    }
    return new HeldAmount(
        fields.getField(0),
        fields.getField(1),
        new BigInteger(fields.getField(2)),
        new BigInteger(fields.getField(3)),
        PayoutStatus.valueOf(fields.getField(4)),
        fields.getField(5));
  }

  private static void requireOrder(HeldAmount last, HeldAmount row) {
    if (last != null && HeldAmount.ORDER.compare(last, row) >= 0) {
      throw new IllegalArgumentException(
          "Held amounts must ascend by account and token, each pair once, but "
              + row.accountId()
              + " in "
              + row.tokenId()
              + " follows "
              + last.accountId()
              + " in "
              + last.tokenId());
    }
  }
}
