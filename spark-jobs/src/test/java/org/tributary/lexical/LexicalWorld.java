package org.tributary.lexical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.tributary.schemas.policy.LexicalRule;
import org.tributary.text.TakenTexts;
import org.tributary.text.TextRuns;

/** The steps of the engine over contributions in memory, in any order and any number of parts. */
record LexicalWorld(
    LexicalRule rule, List<LexicalOracle.Document> documents, List<int[]> background) {
  /** Many copies and pieces of each other, over few tokens. */
  static LexicalWorld random(Random random, LexicalRule rule) {
    List<LexicalOracle.Document> documents = new ArrayList<>();
    int size = random.nextInt(14);
    for (int i = 0; i < size; i++) {
      int[] tokens = random.ints(random.nextInt(14), 0, 9).toArray();
      if (i > 0 && random.nextInt(3) == 0) {
        int[] other = documents.get(random.nextInt(i)).tokens();
        tokens = random.nextBoolean() ? other : Arrays.copyOf(other, other.length / 2 + 1);
      }
      documents.add(
          new LexicalOracle.Document(
              new Source(
                  random.nextBoolean() ? "a" : "b",
                  "c" + random.nextInt(5),
                  "x" + i,
                  1,
                  random.nextInt(8)),
              random.nextInt(6) > 0,
              tokens));
    }
    List<int[]> background =
        random.nextBoolean() ? List.of(random.ints(7, 0, 9).toArray()) : List.of();
    return new LexicalWorld(rule, documents, background);
  }

  LexicalOracle oracle() {
    return new LexicalOracle(rule, documents, background);
  }

  /** The shares of outputs, with the contributions read in an order of one's own by many. */
  List<LexicalShares> shares(List<int[]> outputs, List<BitSet> echoes, int parts, Random random) {
    List<LexicalOracle.Document> order = new ArrayList<>(documents);
    Collections.shuffle(order, random);
    List<OwnText> texts = own(order);
    int[] terms = outputs.stream().flatMapToInt(Arrays::stream).distinct().sorted().toArray();
    TermCounts counts = new TermCounts(terms);
    List<Integer> standing =
        IntStream.range(0, order.size()).filter(i -> order.get(i).stands()).boxed().toList();
    for (int part = 0; part < parts; part++) {
      TermCounts one = new TermCounts(terms);
      int mine = part;
      standing.stream().filter(i -> i % parts == mine).forEach(i -> one.accept(texts.get(i)));
      counts.plus(one);
    }
    Bm25 weights = new Bm25(rule.k1Ppm(), rule.bPpm(), counts.contributions(), counts.tokens());
    List<LexicalQuery> queries = new ArrayList<>();
    for (int output = 0; output < outputs.size(); output++) {
      queries.add(
          LexicalQuery.of(
              outputs.get(output), echoes.get(output), rule, new TermWeights(counts, weights)));
    }
    LexicalIndex index = LexicalIndex.of(queries);
    Map<Integer, Candidates> found = new HashMap<>();
    for (int part = 0; part < parts; part++) {
      LexicalScan scan = new LexicalScan(index, weights, rule);
      int mine = part;
      standing.stream()
          .filter(i -> i % parts == mine)
          .forEach(i -> scan.accept(order.get(i).source(), texts.get(i)));
      scan.found().forEach((output, some) -> found.merge(output, some, Candidates::plus));
    }
    List<LexicalShares> shares = new ArrayList<>();
    for (int output = 0; output < outputs.size(); output++) {
      Candidates candidates = found.getOrDefault(output, new Candidates(rule.candidates()));
      shares.add(LexicalShares.of(queries.get(output), candidates, rule.earliestWithinPpm()));
    }
    return shares;
  }

  private List<OwnText> own(List<LexicalOracle.Document> order) {
    List<BitSet> taken =
        TakenTexts.of(
            new TextRuns(rule.seedTokens(), 12345),
            order.stream()
                .map(
                    each ->
                        new TakenTexts.Text(
                            each.source().contributorId(),
                            each.source().acceptedAt(),
                            each.tokens()))
                .toList(),
            background);
    return IntStream.range(0, order.size())
        .mapToObj(i -> OwnText.of(order.get(i).tokens(), taken.get(i), rule.seedTokens()))
        .toList();
  }
}
