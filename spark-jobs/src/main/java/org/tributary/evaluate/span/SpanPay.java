package org.tributary.evaluate.span;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.tributary.schemas.policy.SpanRule;
import org.tributary.span.CorpusScan;
import org.tributary.span.LongestMatches;
import org.tributary.span.PromptEcho;
import org.tributary.span.QueryIndex;
import org.tributary.span.ScanResult;
import org.tributary.span.SeedRuns;
import org.tributary.span.SpanHolders;
import org.tributary.span.Spans;
import org.tributary.span.credit.Background;
import org.tributary.span.credit.Claim;
import org.tributary.span.credit.ClaimBlock;
import org.tributary.span.credit.ClaimScan;
import org.tributary.span.credit.SpanFindings;
import org.tributary.text.OwnTokens;
import org.tributary.text.TextShare;

/**
 * What method span pays, in memory: the same steps as the engine's over the same cores, and the
 * same rules as its corpus.sql for who stands and who claims.
 *
 * @param rule how spans pay; whether it names a background is what {@code background} says
 * @param background documents; none: no background
 * @param counts of their tokens
 */
record SpanPay(SpanRule rule, List<int[]> background, Background counts) implements TextPay {
  private static final String DATANET = "texts";
  private static final long WHOLE = 1_000_000;
  private static final Comparator<Contribution> EARLIEST =
      Comparator.comparingLong(Contribution::acceptedAt).thenComparing(Contribution::id);

  static SpanPay of(SpanRule rule, List<int[]> background) {
    return new SpanPay(rule, List.copyOf(background), counts(background));
  }

  @Override
  public List<List<TextShare>> shares(List<Contribution> all, int version, List<Spoken> log) {
    List<Contribution> members = all.stream().filter(each -> each.added() <= version).toList();
    QueryIndex index =
        QueryIndex.of(log.stream().map(Spoken::output).toList(), rule.minimumTokens());
    Spans spans =
        Spans.of(
            index,
            scan(
                index,
                members.stream()
                    .filter(each -> each.standsIn(version))
                    .map(Contribution::tokens)
                    .toList()));
    SeedRuns seeds = SeedRuns.of(index, spans, rule.seedTokens());
    QueryIndex runs = seeds.index(index);
    LongestMatches known = LongestMatches.of(index, scan(index, background));
    SpanFindings findings =
        new SpanFindings(
            rule,
            index,
            spans,
            seeds,
            first(runs, members, version),
            byPriority(index, spans, independent(members), version),
            counts,
            seeds.counts(runs, scan(runs, background)),
            IntStream.range(0, log.size()).mapToObj(known::covered).toList());
    List<List<TextShare>> shares = new ArrayList<>();
    for (int output = 0; output < log.size(); output++) {
      Spoken spoken = log.get(output);
      BitSet echo = PromptEcho.of(spoken.output(), spoken.prompt(), rule.echoTokens());
      shares.add(findings.divided(output, spoken.output(), echo).shares().shares());
    }
    return shares;
  }

  private static ScanResult scan(QueryIndex index, List<int[]> documents) {
    CorpusScan scan = new CorpusScan(index);
    documents.forEach(scan::accept);
    return scan.result();
  }

  private static Claim[] first(QueryIndex runs, List<Contribution> members, int version) {
    Spans texts = SeedRuns.texts(runs);
    List<List<Claim>> claims = byPriority(runs, texts, members, version);
    Claim[] first = new Claim[runs.outputs()];
    for (int span = 0; span < texts.size(); span++) {
      first[texts.output(span)] = claims.get(texts.text(span)).get(0);
    }
    return first;
  }

  /** Of every text the claims of those who have it in the training set. */
  private static List<List<Claim>> byPriority(
      QueryIndex index, Spans spans, List<Contribution> members, int version) {
    ClaimScan scan = new ClaimScan(index, SpanHolders.of(index, spans));
    Set<Contribution> speaking = speaking(members, version);
    for (Contribution each : members) {
      if (!each.standsIn(version)) {
        scan.accept(each.tokens(), Claim.removed(each.contributor(), each.acceptedAt()));
      } else if (speaking.contains(each)) {
        scan.accept(
            each.tokens(),
            Claim.of(DATANET, each.contributor(), each.id(), version, each.acceptedAt(), 0));
      }
    }
    return ClaimBlock.byText(List.of(scan.claims().standing()), spans.texts());
  }

  /** Of each content the earliest that stands of who had it first. */
  private static Set<Contribution> speaking(List<Contribution> members, int version) {
    Map<String, Long> firstHeld = new HashMap<>();
    for (Contribution each : members) {
      firstHeld.merge(each.contributor() + each.content(), each.acceptedAt(), Math::min);
    }
    Comparator<Contribution> order =
        Comparator.comparingLong(
                (Contribution each) -> firstHeld.get(each.contributor() + each.content()))
            .thenComparing(EARLIEST);
    Map<String, Contribution> speaking = new HashMap<>();
    members.stream()
        .filter(each -> each.standsIn(version))
        .sorted(order)
        .forEach(each -> speaking.putIfAbsent(each.content(), each));
    return new HashSet<>(speaking.values());
  }

  /** Those that have claims beside the earliest: no near-duplicates. */
  private List<Contribution> independent(List<Contribution> members) {
    List<BitSet> taken = Contribution.taken(members, background, rule.seedTokens());
    return IntStream.range(0, members.size())
        .filter(
            i -> {
              int length = members.get(i).tokens().length;
              long own = OwnTokens.of(length, taken.get(i), rule.seedTokens()).cardinality();
              return taken.get(i).isEmpty()
                  || (length - own) * WHOLE < (long) length * rule.nearDuplicatePpm();
            })
        .mapToObj(members::get)
        .toList();
  }

  private static Background counts(List<int[]> background) {
    Map<Integer, Long> counts = new HashMap<>();
    long tokens = 0;
    for (int[] document : background) {
      for (int token : document) {
        counts.merge(token, 1L, Long::sum);
      }
      tokens += document.length;
    }
    return tokens == 0 ? Background.none() : Background.of(tokens, counts);
  }
}
