package org.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tributary.sample.code.SourceFile;
import org.tributary.sample.code.SourceJar;

/**
 * The documents that are searched: the files of {@code -sources} jars, a datanet a jar and a
 * contributor a package, and text made up where they have too few tokens.
 *
 * @param documents in order of jar and path
 * @param background every fortieth file: what isn't a contribution and says what is common
 * @param codeTokens tokens that the files have
 * @param tokens tokens of all documents
 */
record BenchCorpus(
    List<BenchDocument> documents, List<BenchDocument> background, long codeTokens, long tokens) {
  /** Ids fit 16 bits, and the largest is left to a separator. */
  static final int VOCABULARY = 65_535;

  /** What all pieces share that are too rare for an id of their own. */
  private static final int RARE = 0;

  private static final int BACKGROUND_EVERY = 40;
  private static final String SUFFIX = "-sources.jar";

  BenchCorpus {
    documents = List.copyOf(documents);
    background = List.copyOf(background);
  }

  /**
   * Reads a corpus.
   *
   * @param folders of jars; one that doesn't exist has none
   * @param least tokens that it has at least; the rest is made up
   */
  static BenchCorpus of(List<Path> folders, long least) throws IOException {
    Numbering pieces = new Numbering();
    List<BenchDocument> code = new ArrayList<>();
    for (Path jar : jars(folders)) {
      String name = jar.getFileName().toString();
      String datanet = name.substring(0, name.length() - SUFFIX.length());
      for (SourceFile file : SourceJar.files(Files.readAllBytes(jar), BenchCorpus::isSource)) {
        code.add(
            new BenchDocument(
                datanet,
                file.path(),
                "package:" + file.packageName(),
                file.sha256(),
                pieces.of(file.pieces())));
      }
    }
    int[] ids = pieces.byFrequency();
    code.forEach(document -> Arrays.setAll(document.tokens(), i -> ids[document.tokens()[i]]));
    List<BenchDocument> documents = new ArrayList<>();
    List<BenchDocument> background = new ArrayList<>();
    IntStream.range(0, code.size())
        .forEach(i -> (i % BACKGROUND_EVERY == 0 ? background : documents).add(code.get(i)));
    long read = tokens(documents);
    if (read < least) {
      documents.addAll(MadeText.documents(least - read));
    }
    if (background.isEmpty()) {
      background.add(documents.remove(0));
    }
    return new BenchCorpus(documents, background, read, tokens(documents));
  }

  private static boolean isSource(String path) {
    return path.contains("/") && (path.endsWith(".java") || path.endsWith(".scala"));
  }

  /** Jars by name; one that stands in two folders is read once. */
  private static Iterable<Path> jars(List<Path> folders) throws IOException {
    Map<String, Path> jars = new TreeMap<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files
              .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
              .forEach(file -> jars.putIfAbsent(file.getFileName().toString(), file));
        }
      }
    }
    return jars.values();
  }

  private static long tokens(List<BenchDocument> documents) {
    return documents.stream().mapToLong(document -> document.tokens().length).sum();
  }

  /** Numbers pieces in the order in which they come, and counts them. */
  private static final class Numbering {
    private final Map<String, Integer> numbers = new HashMap<>();
    private int[] counts = new int[1 << 10];

    int[] of(List<String> pieces) {
      int[] numbered = new int[pieces.size()];
      int at = 0;
      for (String piece : pieces) {
        int number = numbers.computeIfAbsent(piece, each -> numbers.size());
        if (number == counts.length) {
          counts = Arrays.copyOf(counts, 2 * number);
        }
        counts[number]++;
        numbered[at++] = number;
      }
      return numbered;
    }

    /** The id of every number: the most frequent have one of their own. */
    int[] byFrequency() {
      List<Integer> ranked =
          IntStream.range(0, numbers.size())
              .boxed()
              .sorted(
                  Comparator.comparingInt((Integer number) -> counts[number])
                      .reversed()
                      .thenComparing(Comparator.naturalOrder()))
              .toList();
      int[] ids = new int[ranked.size()];
      for (int rank = 0; rank < ids.length; rank++) {
        ids[ranked.get(rank)] = rank + 1 < VOCABULARY ? rank + 1 : RARE;
      }
      return ids;
    }
  }
}
