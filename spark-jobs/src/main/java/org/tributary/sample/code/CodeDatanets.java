package org.tributary.sample.code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The datanets of the corpus. A file that a release leaves unchanged stays the same contribution; a
 * changed one is removed in that version, and its new content is a contribution of its own.
 *
 * @param releases all versions of all datanets
 * @param vocabulary of all files of all releases
 * @param contributions by datanet and id
 * @param background files that stand in no datanet, by background and path
 */
public record CodeDatanets(
    List<Release> releases,
    Vocabulary vocabulary,
    List<CodeContribution> contributions,
    List<BackgroundFile> background) {
  public CodeDatanets {
    releases = List.copyOf(releases);
    contributions = List.copyOf(contributions);
    background = List.copyOf(background);
  }

  /**
   * A file of a background.
   *
   * @param backgroundId background
   * @param documentId path and release
   * @param tokens ids; pieces that no datanet has share one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; read only
  public record BackgroundFile(String backgroundId, String documentId, int[] tokens) {}

  /** Reads the files of {@code corpus} whose package {@code packages} accepts. */
  public static CodeDatanets of(Corpus corpus, Predicate<String> packages) {
    Map<Release, List<SourceFile>> files = new LinkedHashMap<>();
    for (Release release : corpus.releases()) {
      files.put(release, corpus.files(release, packages));
    }
    Vocabulary vocabulary = Vocabulary.of(files.values().stream().flatMap(List::stream).toList());
    Map<String, Map<Release, List<SourceFile>>> datanets = new LinkedHashMap<>();
    files.forEach(
        (release, list) ->
            datanets
                .computeIfAbsent(release.datanetId(), id -> new LinkedHashMap<>())
                .put(release, list));
    List<CodeContribution> contributions = new ArrayList<>();
    datanets.values().forEach(versions -> contributions.addAll(history(versions, vocabulary)));
    contributions.sort(
        Comparator.comparing(CodeContribution::datanetId)
            .thenComparing(CodeContribution::contributionId));
    return new CodeDatanets(
        corpus.releases(), vocabulary, contributions, background(corpus, packages, vocabulary));
  }

  private static List<BackgroundFile> background(
      Corpus corpus, Predicate<String> packages, Vocabulary vocabulary) {
    return corpus.background().stream()
        .flatMap(
            release ->
                corpus.files(release, packages).stream()
                    .map(
                        file ->
                            new BackgroundFile(
                                release.datanetId(),
                                file.path() + "@" + release.release(),
                                vocabulary.encodeKnown(file.pieces()))))
        .toList();
  }

  /** What {@code version} of a datanet holds. */
  public List<CodeContribution> in(String datanetId, int version) {
    return contributions.stream()
        .filter(c -> c.datanetId().equals(datanetId) && c.isIn(version))
        .toList();
  }

  private static List<CodeContribution> history(
      Map<Release, List<SourceFile>> versions, Vocabulary vocabulary) {
    List<CodeContribution> ended = new ArrayList<>();
    TreeMap<String, CodeContribution> current = new TreeMap<>();
    versions.forEach(
        (release, files) -> {
          TreeMap<String, CodeContribution> next = new TreeMap<>();
          for (SourceFile file : files) {
            CodeContribution before = current.remove(file.path());
            if (before != null && before.sha256().equals(file.sha256())) {
              next.put(file.path(), before);
            } else {
              next.put(file.path(), added(file, release, vocabulary));
              if (before != null) {
                ended.add(removed(before, release));
              }
            }
          }
          current.values().forEach(gone -> ended.add(removed(gone, release)));
          current.clear();
          current.putAll(next);
        });
    ended.addAll(current.values());
    return ended;
  }

  private static CodeContribution added(SourceFile file, Release release, Vocabulary vocabulary) {
    return new CodeContribution(
        release.datanetId(),
        file.path() + "@" + release.release(),
        "java:" + file.packageName(),
        file.sha256(),
        release,
        null,
        vocabulary.encode(file.pieces()));
  }

  private static CodeContribution removed(CodeContribution was, Release release) {
    return new CodeContribution(
        was.datanetId(),
        was.contributionId(),
        was.contributorId(),
        was.sha256(),
        was.addedIn(),
        release.datanetVersion(),
        was.tokens());
  }
}
