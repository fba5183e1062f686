package org.tributary.lexical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tributary.schemas.policy.LexicalRule;

/**
 * Method lexical from its definitions: every output is compared with every contribution, runs are
 * lists of tokens, and nothing is indexed. Only the two formulas of {@link Bm25} are the engine's.
 */
public record LexicalOracle(LexicalRule rule, List<Document> documents, List<int[]> background) {
  /**
   * A contribution.
   *
   * @param stands whether it is in the training set
   */
  public record Document(Source source, boolean stands, int[] tokens) {}

  /** Who earns what; contributor null: nobody. */
  public record Earned(String datanet, String contributor, String reason, long weight) {}

  /** A contribution of which something is its own, with that. */
  private record Own(Source source, int length, Map<Integer, Integer> counts) {}

  private record Scored(Own own, long score) {}

  /** The weights of an output, without those that are zero. */
  public List<Earned> earned(int[] output, BitSet echo) {
    List<Own> texts = own();
    Bm25 weights =
        new Bm25(
            rule.k1Ppm(), rule.bPpm(), texts.size(), texts.stream().mapToLong(Own::length).sum());
    Map<Integer, Long> free = new TreeMap<>();
    long echoed = 0;
    long unknown = 0;
    Map<Integer, Long> telling = new HashMap<>();
    Map<Integer, Long> repeated = new HashMap<>();
    for (int term : IntStream.of(output).distinct().toArray()) {
      long holders = texts.stream().filter(text -> text.counts().containsKey(term)).count();
      long information = weights.information(holders);
      long all = IntStream.range(0, output.length).filter(at -> output[at] == term).count();
      long echoes =
          IntStream.range(0, output.length)
              .filter(at -> output[at] == term && echo.get(at))
              .count();
      if (holders == 0) {
        unknown += (all - echoes) * information;
        echoed += echoes * information;
      } else if (holders == 1
          || holders * 1_000_000L <= (long) texts.size() * rule.commonTermPpm()) {
        telling.put(term, all * information);
        free.put(term, (all - echoes) * information);
        repeated.put(term, echoes * information);
      }
    }
    Set<Integer> terms =
        telling.keySet().stream()
            .sorted(
                Comparator.comparingLong((Integer term) -> -telling.get(term))
                    .thenComparing(term -> term))
            .limit(rule.queryTerms())
            .collect(Collectors.toCollection(TreeSet::new));
    free.keySet().retainAll(terms);
    echoed += terms.stream().mapToLong(repeated::get).sum();
    return earned(texts, weights, free, echoed, unknown);
  }

  private List<Earned> earned(
      List<Own> texts, Bm25 weights, Map<Integer, Long> free, long echoed, long unknown) {
    long whole = free.values().stream().mapToLong(Long::longValue).sum();
    Map<Integer, Long> had = new HashMap<>();
    Map<List<String>, Long> sums = new HashMap<>();
    for (Own own : turns(best(texts, weights, free, whole))) {
      for (int term : free.keySet()) {
        long more = weight(weights, own, free, term) - had.getOrDefault(term, 0L);
        if (more > 0) {
          had.merge(term, more, Long::sum);
          sums.merge(
              List.of(own.source().datanetId(), own.source().contributorId()), more, Long::sum);
        }
      }
    }
    List<Earned> earned = new ArrayList<>();
    sums.forEach((who, sum) -> earned.add(new Earned(who.get(0), who.get(1), null, sum)));
    long given = sums.values().stream().mapToLong(Long::longValue).sum();
    earned.add(new Earned(null, null, "NO_MATCH", whole + unknown - given));
    earned.add(new Earned(null, null, "PROMPT_ECHO", echoed));
    earned.removeIf(each -> each.weight() == 0);
    return earned;
  }

  private static long weight(Bm25 weights, Own own, Map<Integer, Long> free, int term) {
    return Bm25.weight(
        free.get(term), own.counts().getOrDefault(term, 0), weights.half(own.length()));
  }

  /** The best of each contributor, and of these the best. */
  private List<Scored> best(List<Own> texts, Bm25 weights, Map<Integer, Long> free, long whole) {
    Comparator<Scored> order =
        Comparator.comparingLong((Scored each) -> -each.score())
            .thenComparing(each -> each.own().source(), Source.EARLIEST);
    Map<String, List<Scored>> byContributor =
        texts.stream()
            .map(
                own ->
                    new Scored(
                        own,
                        free.keySet().stream()
                            .mapToLong(term -> weight(weights, own, free, term))
                            .sum()))
            .filter(
                each ->
                    each.score() > 0 && each.score() * 1_000_000L >= whole * rule.scoreFloorPpm())
            .collect(Collectors.groupingBy(each -> each.own().source().contributorId()));
    return byContributor.values().stream()
        .map(each -> each.stream().min(order).orElseThrow())
        .sorted(order)
        .limit(rule.candidates())
        .toList();
  }

  private List<Own> turns(List<Scored> best) {
    List<Scored> left = new ArrayList<>(best);
    List<Own> turns = new ArrayList<>();
    while (!left.isEmpty()) {
      long top = left.get(0).score();
      Scored next =
          left.stream()
              .filter(each -> each.score() * 1_000_000L >= top * rule.earliestWithinPpm())
              .min(Comparator.comparing(each -> each.own().source(), Source.EARLIEST))
              .orElseThrow();
      left.remove(next);
      turns.add(next.own());
    }
    return turns;
  }

  private List<Own> own() {
    List<Own> texts = new ArrayList<>();
    for (Document document : documents) {
      Map<Integer, Integer> counts = new HashMap<>();
      for (int at = 0; at < document.tokens().length; at++) {
        if (isOwn(document, at)) {
          counts.merge(document.tokens()[at], 1, Integer::sum);
        }
      }
      if (document.stands() && !counts.isEmpty()) {
        texts.add(new Own(document.source(), document.tokens().length, counts));
      }
    }
    return texts;
  }

  private boolean isOwn(Document document, int at) {
    int run = rule.seedTokens();
    if (document.tokens().length < run) {
      return false;
    }
    for (int start = Math.max(0, at - run + 1); start <= at; start++) {
      if (start + run <= document.tokens().length
          && !isFirst(document, Arrays.copyOfRange(document.tokens(), start, start + run))) {
        return false;
      }
    }
    return true;
  }

  /** Whether its contributor had a run when the first did. */
  private boolean isFirst(Document document, int[] run) {
    if (background.stream().anyMatch(tokens -> has(tokens, run))) {
      return false;
    }
    Collection<Document> holders =
        documents.stream().filter(each -> has(each.tokens(), run)).toList();
    long first = holders.stream().mapToLong(each -> each.source().acceptedAt()).min().orElseThrow();
    return holders.stream()
        .filter(each -> each.source().acceptedAt() == first)
        .anyMatch(each -> each.source().contributorId().equals(document.source().contributorId()));
  }

  private static boolean has(int[] tokens, int[] run) {
    return IntStream.rangeClosed(0, tokens.length - run.length)
        .anyMatch(at -> Arrays.equals(tokens, at, at + run.length, run, 0, run.length));
  }
}
