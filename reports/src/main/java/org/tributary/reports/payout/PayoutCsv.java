package org.tributary.reports.payout;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code payouts.csv}: RFC 4180 in UTF-8 with line feeds, one header, no byte order mark. Described
 * by {@code schemas/files/payouts.csv.md}.
 */
public final class PayoutCsv {
  private PayoutCsv() {}

  /** Writes the rows in their order. */
  public static void write(Path file, Iterable<PayoutRow> rows) {
    try (CsvWriter csv =
        CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file, StandardCharsets.UTF_8)) {
      csv.writeRecord(PayoutRow.COLUMNS);
      for (PayoutRow row : rows) {
        csv.writeRecord(row.fields());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + file.getFileName(), e);
    }
  }

  /**
   * The lines of the file as they stand, header included; fields aren't interpreted, since the
   * verifier reads files that may be wrong.
   */
  public static List<List<String>> lines(Path file) {
    List<List<String>> lines = new ArrayList<>();
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .commentStrategy(CommentStrategy.NONE)
            .skipEmptyLines(false)
            .ofCsvRecord(file, StandardCharsets.UTF_8)) {
      for (CsvRecord line : csv) {
        lines.add(List.copyOf(line.getFields()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file.getFileName(), e);
    }
    return lines;
  }
}
