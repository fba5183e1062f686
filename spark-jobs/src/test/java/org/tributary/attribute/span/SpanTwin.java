package org.tributary.attribute.span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.schemas.policy.SpanRule;
import org.tributary.span.SpanOracle;
import org.tributary.span.credit.Background;
import org.tributary.span.credit.Claim;
import org.tributary.span.credit.Credit;
import org.tributary.span.credit.CreditedSpan;
import org.tributary.span.credit.OutputCredit;
import org.tributary.span.credit.OutputShares;
import org.tributary.text.TextShare;

/** What the tables must say, from the definitions: every position of every text is tried. */
record SpanTwin(TextWorld world, SpanRule rule, Map<String, Integer> trainingSet) {
  /** "inference datanet contributor reason weight share", sorted. */
  List<String> shares() {
    List<String> rows = new ArrayList<>();
    for (TextWorld.Spoken spoken : world.log()) {
      if (!spoken.model().equals("m")) {
        continue;
      }
      if (spoken.output() == null) {
        rows.add(spoken.id() + " null null NO_TOKENS 0 1000000000");
      } else if (documents(spoken.tokenizer()).isEmpty()) {
        rows.add(spoken.id() + " null null TOKENIZER_MISMATCH 0 1000000000");
      } else {
        for (TextShare each : of(spoken).shares()) {
          rows.add(
              String.join(
                  " ",
                  spoken.id(),
                  each.datanetId(),
                  each.contributorId(),
                  String.valueOf(each.reason()),
                  String.valueOf(each.weight()),
                  String.valueOf(each.share())));
        }
      }
    }
    return rows.stream().sorted().toList();
  }

  /**
   * "inference start tokens occurrences datanet contributor contribution place version claimed
   * weight".
   */
  List<String> evidence() {
    List<String> rows = new ArrayList<>();
    for (TextWorld.Spoken spoken : world.log()) {
      if (!spoken.model().equals("m")
          || spoken.output() == null
          || documents(spoken.tokenizer()).isEmpty()) {
        continue;
      }
      List<SpanOracle.Found> spans = spans(spoken);
      for (OutputShares.Evidence each : of(spoken).evidence()) {
        SpanOracle.Found span = spans.get(each.span());
        Claim claim = each.claim();
        rows.add(
            String.join(
                " ",
                spoken.id(),
                String.valueOf(each.start()),
                String.valueOf(each.length()),
                String.valueOf(span.count()),
                claim.datanetId(),
                claim.contributorId(),
                claim.contributionId(),
                String.valueOf(claim.position()),
                String.valueOf(claim.datanetVersion()),
                String.valueOf(claim.claimedAt()),
                String.valueOf(each.weight())));
      }
    }
    return rows.stream().sorted().toList();
  }

  private List<TextWorld.Text> documents(String tokenizer) {
    return world.texts().stream()
        .filter(text -> text.tokenizer().equals(tokenizer) && !text.rejected() && stands(text))
        .toList();
  }

  private boolean stands(TextWorld.Text text) {
    return text.standsIn(trainingSet.get(text.datanet()));
  }

  private List<SpanOracle.Found> spans(TextWorld.Spoken spoken) {
    return SpanOracle.spans(
        List.of(spoken.output()),
        documents(spoken.tokenizer()).stream().map(TextWorld.Text::tokens).toList(),
        rule.minimumTokens());
  }

  private OutputShares of(TextWorld.Spoken spoken) {
    List<SpanOracle.Found> spans = spans(spoken);
    List<int[]> background = rule.background().isPresent() ? world.background() : List.of();
    Credit credit =
        new OutputCredit(counts(background), rule.seedTokens(), rule.informationFloorBits())
            .of(
                spoken.output(),
                echo(spoken),
                publicText(spoken.output(), background),
                spans.stream()
                    .map(span -> new CreditedSpan(span.start(), span.tokens().size()))
                    .toList(),
                start ->
                    SpanOracle.count(
                        background,
                        Arrays.copyOfRange(spoken.output(), start, start + rule.seedTokens())));
    return OutputShares.of(
        credit,
        first(spoken, spans, credit),
        spans.stream().map(span -> new CreditedSpan(span.start(), span.tokens().size())).toList(),
        spans.stream().map(span -> claims(span.tokens(), spoken.tokenizer(), true)).toList(),
        rule.earliestClaimPpm());
  }

  /**
   * Token by token: the earliest claim to any run over it, where enough in a row are the same's.
   */
  private Claim[] first(TextWorld.Spoken spoken, List<SpanOracle.Found> spans, Credit credit) {
    int k = rule.seedTokens();
    Claim[] first = new Claim[spoken.output().length];
    for (int at = 0; at < first.length; at++) {
      for (int start = Math.max(0, at - k + 1); start <= at; start++) {
        int from = start;
        if (spans.stream()
            .anyMatch(
                span -> span.start() <= from && from + k <= span.start() + span.tokens().size())) {
          int[] run = Arrays.copyOfRange(spoken.output(), start, start + k);
          Claim claim = claims(SpanOracle.boxed(run), spoken.tokenizer(), false).get(0);
          if (first[at] == null || Claim.PRIORITY.compare(claim, first[at]) < 0) {
            first[at] = claim.at(claim.position() + at - start);
          }
        }
      }
    }
    Claim[] kept = new Claim[first.length];
    for (int at = 0; at < first.length; at++) {
      kept[at] = earnsAround(at, first, credit) >= rule.minimumTokens() ? first[at] : null;
    }
    return kept;
  }

  /** How many tokens that earn lie in the piece of one contributor around a token. */
  private static int earnsAround(int at, Claim[] first, Credit credit) {
    int earns = 0;
    for (int other = 0; other < first.length; other++) {
      boolean same = true;
      for (int between = Math.min(at, other); between <= Math.max(at, other); between++) {
        same &=
            first[between] != null
                && first[at] != null
                && first[between].contributorId().equals(first[at].contributorId());
      }
      earns += same && credit.weights()[other] > 0 ? 1 : 0;
    }
    return earns;
  }

  private BitSet publicText(int[] output, List<int[]> background) {
    BitSet known = new BitSet();
    int least = rule.minimumTokens();
    for (int start = 0; start + least <= output.length; start++) {
      int[] run = Arrays.copyOfRange(output, start, start + least);
      if (SpanOracle.count(background, run) > 0) {
        known.set(start, start + least);
      }
    }
    return known;
  }

  private static Background counts(List<int[]> documents) {
    Map<Integer, Long> counts = new HashMap<>();
    documents.forEach(
        document -> Arrays.stream(document).forEach(token -> counts.merge(token, 1L, Long::sum)));
    long all = documents.stream().mapToLong(document -> document.length).sum();
    return all == 0 ? Background.none() : Background.of(all, counts);
  }

  private BitSet echo(TextWorld.Spoken spoken) {
    BitSet echo = new BitSet();
    int[] output = spoken.output();
    int least = rule.echoTokens();
    for (int start = 0; spoken.prompt() != null && start + least <= output.length; start++) {
      int[] run = Arrays.copyOfRange(output, start, start + least);
      if (SpanOracle.count(spoken.prompt(), run) > 0) {
        echo.set(start, start + least);
      }
    }
    return echo;
  }

  /**
   * Claims to a text, by priority.
   *
   * @param independent whether near-duplicates have none
   */
  private List<Claim> claims(List<Integer> tokens, String tokenizer, boolean independent) {
    int[] text = tokens.stream().mapToInt(Integer::intValue).toArray();
    List<TextWorld.Text> holders =
        world.texts().stream()
            .filter(each -> each.tokenizer().equals(tokenizer) && !each.rejected())
            .filter(each -> SpanOracle.count(each.tokens(), text) > 0)
            .filter(each -> each.added() <= trainingSet.get(each.datanet()))
            .filter(each -> !stands(each) || !copied(each))
            .filter(each -> !independent || !nearDuplicate(each))
            .toList();
    Map<String, Claim> byContributor = new TreeMap<>();
    for (TextWorld.Text holder : holders) {
      if (stands(holder)) {
        byContributor.merge(holder.contributor(), claim(holder, text, holders), SpanTwin::earlier);
      }
    }
    return byContributor.values().stream()
        .sorted(
            Comparator.comparingLong(Claim::claimedAt)
                .thenComparingLong(Claim::acceptedAt)
                .thenComparing(Claim::datanetId)
                .thenComparing(Claim::contributionId))
        .toList();
  }

  /** Whether others had nearly all of it before, run by run. */
  private boolean nearDuplicate(TextWorld.Text text) {
    int length = text.tokens().length;
    int run = rule.seedTokens();
    BitSet taken = new BitSet();
    for (int start = 0; start + run <= length; start++) {
      if (taken(text, Arrays.copyOfRange(text.tokens(), start, start + run))) {
        taken.set(start, start + run);
      }
    }
    return !taken.isEmpty()
        && taken.cardinality() * 1_000_000L >= (long) length * rule.nearDuplicatePpm();
  }

  private boolean taken(TextWorld.Text text, int[] run) {
    List<int[]> background = rule.background().isPresent() ? world.background() : List.of();
    if (SpanOracle.count(background, run) > 0) {
      return true;
    }
    List<TextWorld.Text> holders =
        world.texts().stream()
            .filter(each -> each.tokenizer().equals(text.tokenizer()) && !each.rejected())
            .filter(each -> each.added() <= trainingSet.get(each.datanet()))
            .filter(each -> SpanOracle.count(each.tokens(), run) > 0)
            .toList();
    long first = holders.stream().mapToLong(TextWorld.Text::micros).min().orElseThrow();
    return holders.stream()
        .noneMatch(each -> each.micros() == first && each.contributor().equals(text.contributor()));
  }

  /** Whether another with its content claims: the earliest of who had the content first. */
  private boolean copied(TextWorld.Text text) {
    List<TextWorld.Text> copies =
        documents(text.tokenizer()).stream()
            .filter(each -> each.content().equals(text.content()))
            .toList();
    TextWorld.Text claims =
        copies.stream()
            .min(Comparator.comparingLong(this::firstHeld).thenComparing(TextWorld.EARLIEST))
            .orElseThrow();
    return !claims.id().equals(text.id()) || !claims.datanet().equals(text.datanet());
  }

  /** When a contributor first had a content, in whatever it is or was. */
  private long firstHeld(TextWorld.Text text) {
    return world.texts().stream()
        .filter(each -> each.contributor().equals(text.contributor()) && !each.rejected())
        .filter(each -> each.content().equals(text.content()))
        .filter(each -> each.added() <= trainingSet.get(each.datanet()))
        .mapToLong(TextWorld.Text::micros)
        .min()
        .orElseThrow();
  }

  private Claim claim(TextWorld.Text holder, int[] text, List<TextWorld.Text> holders) {
    int position = 0;
    while (!SpanOracle.standsAt(holder.tokens(), position, text)) {
      position++;
    }
    long first =
        holders.stream()
            .filter(each -> each.contributor().equals(holder.contributor()))
            .mapToLong(TextWorld.Text::micros)
            .min()
            .orElseThrow();
    return new Claim(
        holder.datanet(),
        holder.contributor(),
        holder.id(),
        trainingSet.get(holder.datanet()),
        holder.micros(),
        position,
        first);
  }

  private static Claim earlier(Claim a, Claim b) {
    Comparator<Claim> order =
        Comparator.comparingLong(Claim::acceptedAt)
            .thenComparing(Claim::datanetId)
            .thenComparing(Claim::contributionId);
    return order.compare(a, b) <= 0 ? a : b;
  }
}
