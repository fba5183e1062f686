package org.tributary.schemas.policy;

import java.util.Optional;

/** Reads the rules of methods that look at text. */
final class TextRuleReader {
  private static final int LEAST_SPAN = 8;
  private static final int MOST_SPAN = 1_000;
  private static final int MOST_FLOOR_BITS = 10_000;
  private static final int MOST_K1_PPM = 100_000_000;
  private static final int MOST_TERMS = 10_000;
  private static final int MOST_CANDIDATES = 1_000;

  private TextRuleReader() {}

  static SpanRule span(PolicySection section) {
    int minimum = integer(section, "minimum-tokens", LEAST_SPAN, MOST_SPAN);
    Background background = background(section);
    SpanRule rule =
        new SpanRule(
            minimum,
            integer(section, "seed-tokens", 1, minimum),
            integer(section, "echo-tokens", 1, MOST_SPAN),
            integer(section, "information-floor-bits", 0, MOST_FLOOR_BITS),
            section.partsPerMillion("earliest-claim-ppm"),
            section.partsPerMillion("near-duplicate-ppm"),
            background.id(),
            background.sha256());
    section.end();
    return rule;
  }

  static LexicalRule lexical(PolicySection section) {
    Background background = background(section);
    LexicalRule rule =
        new LexicalRule(
            integer(section, "k1-ppm", 0, MOST_K1_PPM),
            section.partsPerMillion("b-ppm"),
            integer(section, "query-terms", 1, MOST_TERMS),
            section.partsPerMillion("common-term-ppm"),
            integer(section, "candidates", 1, MOST_CANDIDATES),
            section.partsPerMillion("score-floor-ppm"),
            section.partsPerMillion("earliest-within-ppm"),
            integer(section, "seed-tokens", 1, MOST_SPAN),
            integer(section, "echo-tokens", 1, MOST_SPAN),
            background.id(),
            background.sha256());
    section.end();
    return rule;
  }

  private record Background(Optional<String> id, Optional<String> sha256) {}

  private static Background background(PolicySection section) {
    Optional<String> background = section.idOrNone("background");
    Optional<String> sha256 = section.sha256OrNone("background-sha256");
    if (background.isEmpty() && sha256.isPresent()) {
      section.problem("background-sha256", "is the hash of no background: name one");
    }
    return new Background(background, sha256);
  }

  private static int integer(PolicySection section, String key, int least, int most) {
    return Math.toIntExact(section.integer(key, least, most));
  }
}
