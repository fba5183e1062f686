package org.tributary.evaluate.span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.tributary.lexical.Bm25;
import org.tributary.lexical.Candidates;
import org.tributary.lexical.LexicalIndex;
import org.tributary.lexical.LexicalQuery;
import org.tributary.lexical.LexicalScan;
import org.tributary.lexical.LexicalShares;
import org.tributary.lexical.OwnText;
import org.tributary.lexical.Source;
import org.tributary.lexical.TermCounts;
import org.tributary.lexical.TermWeights;
import org.tributary.schemas.policy.LexicalRule;
import org.tributary.span.PromptEcho;
import org.tributary.text.TextShare;

/**
 * What method lexical pays, in memory.
 *
 * @param rule how it pays; whether it names a background is what {@code background} says
 * @param background documents; none: no background
 */
record LexicalPay(LexicalRule rule, List<int[]> background) implements TextPay {
  private static final String DATANET = "texts";

  @Override
  public List<List<TextShare>> shares(List<Contribution> all, int version, List<Spoken> log) {
    List<Contribution> members = all.stream().filter(each -> each.added() <= version).toList();
    List<OwnText> texts = own(members);
    TermCounts counts =
        new TermCounts(
            log.stream()
                .flatMapToInt(spoken -> Arrays.stream(spoken.output()))
                .distinct()
                .sorted()
                .toArray());
    List<Integer> standing =
        IntStream.range(0, members.size())
            .filter(i -> members.get(i).standsIn(version))
            .boxed()
            .toList();
    standing.forEach(i -> counts.accept(texts.get(i)));
    Bm25 weights = new Bm25(rule.k1Ppm(), rule.bPpm(), counts.contributions(), counts.tokens());
    TermWeights terms = new TermWeights(counts, weights);
    List<LexicalQuery> queries =
        log.stream()
            .map(spoken -> LexicalQuery.of(spoken.output(), echo(spoken), rule, terms))
            .toList();
    LexicalScan scan = new LexicalScan(LexicalIndex.of(queries), weights, rule);
    standing.forEach(i -> scan.accept(source(members.get(i), version), texts.get(i)));
    List<List<TextShare>> shares = new ArrayList<>();
    for (int output = 0; output < queries.size(); output++) {
      Candidates found = scan.found().getOrDefault(output, new Candidates(rule.candidates()));
      shares.add(LexicalShares.of(queries.get(output), found, rule.earliestWithinPpm()).shares());
    }
    return shares;
  }

  private BitSet echo(Spoken spoken) {
    return PromptEcho.of(spoken.output(), spoken.prompt(), rule.echoTokens());
  }

  private static Source source(Contribution each, int version) {
    return new Source(DATANET, each.contributor(), each.id(), version, each.acceptedAt());
  }

  private List<OwnText> own(List<Contribution> members) {
    List<BitSet> taken = Contribution.taken(members, background, rule.seedTokens());
    return IntStream.range(0, members.size())
        .mapToObj(i -> OwnText.of(members.get(i).tokens(), taken.get(i), rule.seedTokens()))
        .toList();
  }
}
