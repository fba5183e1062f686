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

/**
 * {@code leaves.csv}: every leaf, in {@link Leaf#ORDER}. RFC 4180 with line feeds, UTF-8, amounts
 * as plain decimals in base units.
 */
final class LeavesCsv {
  static final String PATH = "leaves.csv";

  private static final List<String> HEADER =
      List.of(
          "account",
          "token",
          "token_id",
          "cumulative",
          "delta",
          "previous",
          "status",
          "tree_index");

  /**
   * One line.
   *
   * @param line its number in the file, from 1
   * @param delta as it stands in the file, which may contradict the rest
   * @param treeIndex as it stands in the file
   */
  record Row(long line, SettlementLeaf leaf, String tokenId, BigInteger delta, int treeIndex) {}

  private LeavesCsv() {}

  static FileEntry write(Path folder, LeafColumns leaves, SettlementTree tree) throws IOException {
    HashedFile file = new HashedFile(folder, PATH);
    try (Writer text = new OutputStreamWriter(file, StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(HEADER);
      for (int leaf = 0; leaf < leaves.count(); leaf++) {
        BigInteger cumulative = leaves.cumulative(leaf);
        BigInteger previous = leaves.previous(leaf);
        csv.writeRecord(
            leaves.account(leaf),
            leaves.token(leaf).address(),
            leaves.token(leaf).tokenId(),
            cumulative.toString(),
            cumulative.subtract(previous).toString(),
            previous.toString(),
            leaves.status(leaf).name(),
            Integer.toString(tree.index(leaf)));
      }
    }
    return file.entry();
  }

  /** Writes the file of a settlement without leaves: the header only. */
  static FileEntry writeEmpty(Path folder) throws IOException {
    HashedFile file = new HashedFile(folder, PATH);
    try (file) {
      file.ascii(String.join(",", HEADER) + "\n");
    }
    return file.entry();
  }

  /**
   * Hands over all lines in the file's order.
   *
   * @throws IllegalArgumentException naming the line that can't be read
   */
  static void read(Path folder, Consumer<Row> rows) throws IOException {
    try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(folder.resolve(PATH))) {
      Iterator<CsvRecord> records = csv.iterator();
      if (!records.hasNext() || !records.next().getFields().equals(HEADER)) {
        throw new IllegalArgumentException("the first line must be " + String.join(",", HEADER));
      }
      while (records.hasNext()) {
        CsvRecord fields = records.next();
        try {
          rows.accept(row(fields));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "line " + fields.getStartingLineNumber() + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private static Row row(CsvRecord fields) {
    if (fields.getFieldCount() != HEADER.size()) {
      throw new IllegalArgumentException(
          "there must be " + HEADER.size() + " fields, not " + fields.getFieldCount());
    }
    Leaf leaf =
        new Leaf(fields.getField(0), fields.getField(1), new BigInteger(fields.getField(3)));
    return new Row(
        fields.getStartingLineNumber(),
        new SettlementLeaf(
            leaf, new BigInteger(fields.getField(5)), PayoutStatus.valueOf(fields.getField(6))),
        fields.getField(2),
        new BigInteger(fields.getField(4)),
        Integer.parseInt(fields.getField(7)));
  }
}
