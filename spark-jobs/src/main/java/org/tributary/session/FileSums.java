package org.tributary.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tributary.schemas.run.CanonicalJson;

/**
 * SHA-256 of a run's reports and settlements, file by file, as {@code sha256sum -c} reads it:
 * verify writes it beside its verdict, and what was edited since isn't published.
 *
 * @param sums by the file's name in the run's folder
 */
public record FileSums(Map<String, String> sums) {
  /** In the run's folder. */
  public static final String FILE = "verified.sha256";

  private static final List<String> FOLDERS = List.of("reports", "settlement");
  private static final String BETWEEN = "  ";

  public FileSums {
    sums = new TreeMap<>(sums);
  }

  /** Of what lies in the run's folder now. */
  public static FileSums of(RunFolder folder) {
    Map<String, String> sums = new TreeMap<>();
    FOLDERS.forEach(
        name -> folder.filesBelow(name).forEach(file -> sums.put(file, folder.sha256(file))));
    return new FileSums(sums);
  }

  /** Of what {@link #text} says; lines of another form are no file's. */
  public static FileSums parse(String text) {
    return new FileSums(
        text.lines()
            .filter(line -> line.matches("[0-9a-f]{64}  .+"))
            .map(line -> line.split(BETWEEN, 2))
            .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0], (one, two) -> two)));
  }

  /** A line for each file, by name. */
  public String text() {
    return sums.entrySet().stream()
        .map(sum -> sum.getValue() + BETWEEN + sum.getKey() + "\n")
        .collect(Collectors.joining());
  }

  /** Hash of {@link #text}. */
  public String sha256() {
    return CanonicalJson.sha256(text());
  }

  /** The first file that is another, is missing or is new. */
  public Optional<String> firstOtherThan(FileSums other) {
    TreeSet<String> files = new TreeSet<>(sums.keySet());
    files.addAll(other.sums.keySet());
    return files.stream()
        .filter(file -> !sums.getOrDefault(file, "").equals(other.sums.getOrDefault(file, "")))
        .findFirst();
  }
}
