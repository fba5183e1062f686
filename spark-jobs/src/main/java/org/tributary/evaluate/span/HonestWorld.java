package org.tributary.evaluate.span;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tributary.sample.Draws;
import org.tributary.sample.code.CodeContribution;
import org.tributary.sample.code.CodeDatanets;

/**
 * Contributors of real source code before anybody cheats: each owns some files of one package of
 * the corpus. One of them will attack, and one is the victim.
 *
 * @param seed of the world
 * @param contributions of all, accepted at 1000, 1001, ...
 * @param attacker contributor
 * @param victim contributor
 * @param publicText files that the model has read, too, and nobody has contributed
 * @param background files that say what is common: the public text, and more of its kind
 * @param vocabulary number of token ids
 */
record HonestWorld(
    long seed,
    List<Contribution> contributions,
    String attacker,
    String victim,
    List<int[]> publicText,
    List<int[]> background,
    int vocabulary) {
  static final long FIRST_ACCEPTED = 1_000;
  static final int VERSION = 2;

  private static final String LIBRARY = "org.apache.commons.lang";
  private static final String PACKAGES =
      "org\\.apache\\.commons\\.(csv|text(\\.\\w+)?|lang3\\.(tuple|mutable|builder|event|math))";
  private static final int MOST_FILES = 6;
  private static final int LEAST_TOKENS = 400;
  private static final int MOST_TOKENS = 4_000;
  private static final int PUBLIC_FILES = 6;

  HonestWorld {
    contributions = List.copyOf(contributions);
    publicText = List.copyOf(publicText);
    background = List.copyOf(background);
  }

  /** The packages of the corpus that a world is made of. */
  static boolean takes(String packageName) {
    return packageName.matches(PACKAGES);
  }

  /**
   * A world.
   *
   * @param code of the packages that {@link #takes} accepts
   */
  static HonestWorld of(CodeDatanets code, long seed) {
    Draws draws = Draws.of(seed, "honest world");
    List<int[]> open = new ArrayList<>();
    TreeMap<String, List<CodeContribution>> owned = new TreeMap<>();
    for (CodeContribution file : code.contributions()) {
      if (file.contributorId().contains(LIBRARY)) {
        // The last release alone: nobody reads three.
        if (file.removedInVersion() == null) {
          open.add(file.tokens());
        }
      } else if (file.tokens().length >= LEAST_TOKENS && file.tokens().length <= MOST_TOKENS) {
        owned.computeIfAbsent(file.contributorId(), id -> new ArrayList<>()).add(file);
      }
    }
    List<CodeContribution> files =
        owned.values().stream()
            .flatMap(each -> each.stream().limit(MOST_FILES))
            .collect(Collectors.toList());
    List<Contribution> contributions = new ArrayList<>();
    for (int place : draws.permutation(files.size())) {
      CodeContribution file = files.get(place);
      contributions.add(
          new Contribution(
              file.contributionId(),
              file.contributorId(),
              FIRST_ACCEPTED + contributions.size(),
              1,
              Contribution.NEVER,
              file.tokens()));
    }
    List<String> contributors = List.copyOf(owned.keySet());
    int[] parts = draws.permutation(contributors.size());
    List<int[]> known = new ArrayList<>();
    for (int place : draws.permutation(open.size())) {
      known.add(open.get(place));
    }
    return new HonestWorld(
        seed,
        contributions,
        contributors.get(parts[0]),
        contributors.get(parts[1]),
        known.subList(0, PUBLIC_FILES),
        known,
        code.vocabulary().size());
  }

  List<Contribution> of(String contributor) {
    return contributions.stream().filter(each -> each.contributor().equals(contributor)).toList();
  }

  /** The same with others contributed besides. */
  List<Contribution> with(List<Contribution> more) {
    List<Contribution> all = new ArrayList<>(contributions);
    all.addAll(more);
    return all;
  }

  /** What a model says that is trained on contributions in the usual version, and public text. */
  List<Spoken> said(List<Contribution> trained, int outputs) {
    List<int[]> documents = new ArrayList<>(publicText);
    trained.stream()
        .filter(each -> each.standsIn(VERSION))
        .map(Contribution::tokens)
        .forEach(documents::add);
    return new CopyingModel(seed, vocabulary - 1).speak(documents, outputs);
  }
}
