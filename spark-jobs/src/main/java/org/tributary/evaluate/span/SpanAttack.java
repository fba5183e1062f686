package org.tributary.evaluate.span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What somebody may do to be paid more by method span. A1 to A12 are those that the method was
 * designed against; A13 and on came up beside them.
 */
enum SpanAttack {
  COPIES_OF_OWN("A1", true, "own texts again, five times"),
  SYBIL_COPIES("A2", true, "a victim's texts under three other names each"),
  SYBIL_EDITS("A2", true, "the same, one token in 40 changed"),
  SYBIL_DENSE_EDITS("A2", true, "the same, one token in 9 changed"),
  BOILERPLATE("A3", false, "licence headers and stock phrases, before everybody else"),
  POISONED_FREQUENCY("A4", true, "forty copies of a victim's texts, to make them common"),
  PROMPT_ECHO("A5", true, "own texts as prompts, which the model repeats"),
  WASH("A6", false, "pays for outputs that are his own texts"),
  HARVEST("A7", true, "contributes logged outputs after training"),
  HARVEST_TRAINED("A7", false, "the same, and the next model is trained on them"),
  DICTIONARY("A8", false, "the commonest runs of public code, before everybody else"),
  LAND_GRAB("A9", false, "public text that nobody has contributed"),
  RESET("A10", true, "removes own texts and copies, adds them again, a token changed"),
  VICTIM_RESETS("A10", true, "copies of a victim's texts, which the victim removes and adds again"),
  PERIODIC("A11", false, "long texts of one token or two, to cost time"),
  LOOK_ALIKES("A12", false, "a victim's texts with look-alike tokens, one in 20"),
  LONGER_COPIES("A13", false, "a victim's texts chained, words of his own between"),
  FRONT_RUN("A14", false, "a victim's texts, submitted before the victim does"),
  VERY_DENSE_EDITS("A15", false, "a victim's texts, one token in 6 changed"),
  INTERLEAVED("A16", false, "a victim's texts with a token put in after each 6"),
  PIECES_OF_OWN("A17", false, "own texts cut into pieces of 32 tokens, so that spans end there"),
  EDITS_OF_OWN("A18", false, "own texts five times, one token in 40 changed"),
  PROMPT_EDITS("A19", false, "as A5, one token in 8 of the prompt changed, which the model mends"),
  STUFFED("A20", false, "a victim's words in another order, four times, under other names"),
  PIECES_UNDER_NAMES("A21", false, "own texts cut into pieces of 200 tokens, under a name each");

  /** Outputs that callers other than the attacker pay for. */
  static final int OUTPUTS = 80;

  /** Outputs that the attacker asks for. */
  static final int ASKED = 20;

  private static final int OWN_COPIES = 5;
  private static final int SYBILS = 3;
  private static final int POISON_COPIES = 40;
  private static final int HEADER_TOKENS = 120;
  private static final int ENTRY_TOKENS = 16;
  private static final int ENTRIES = 500;

  private final String id;
  private final boolean promised;
  private final String words;

  SpanAttack(String id, boolean promised, String words) {
    this.id = id;
    this.promised = promised;
    this.words = words;
  }

  String id() {
    return id;
  }

  /** Whether the rule promises that it never pays. */
  boolean promised() {
    return promised;
  }

  String words() {
    return words;
  }

  /** How many pools of the log the attacker has paid for himself. */
  int paid() {
    return this == WASH || this == PROMPT_EDITS ? ASKED : 0;
  }

  /**
   * What an attack makes of a world.
   *
   * @param contributions all of them
   * @param log all outputs that pay
   */
  record Scene(List<Contribution> contributions, List<Spoken> log) {
    Scene {
      contributions = List.copyOf(contributions);
      log = List.copyOf(log);
    }

    static Scene trained(HonestWorld world, List<Contribution> contributions) {
      return new Scene(contributions, world.said(contributions, OUTPUTS));
    }
  }

  /** Carries the attack out. */
  Scene on(HonestWorld world) {
    Forgery forgery = new Forgery(world);
    return switch (this) {
      case PROMPT_ECHO, WASH, PROMPT_EDITS -> asked(world, forgery);
      case PIECES_UNDER_NAMES -> piecesUnderNames(world);
      case HARVEST -> harvest(world, forgery);
      case RESET -> reset(world, forgery);
      case VICTIM_RESETS -> victimResets(world, forgery);
      case FRONT_RUN -> frontRun(world);
      default -> Scene.trained(world, world.with(submitted(world, forgery)));
    };
  }

  /** What is contributed besides, and trained on. */
  private List<Contribution> submitted(HonestWorld world, Forgery forgery) {
    String victim = world.victim();
    return switch (this) {
      case COPIES_OF_OWN -> ofOwn(world, forgery, 0);
      case EDITS_OF_OWN -> ofOwn(world, forgery, 40);
      case SYBIL_COPIES -> forgery.sybils(victim, SYBILS, int[]::clone);
      case SYBIL_EDITS -> forgery.sybils(victim, SYBILS, text -> forgery.edited(text, 40));
      case SYBIL_DENSE_EDITS -> forgery.sybils(victim, SYBILS, text -> forgery.edited(text, 9));
      case VERY_DENSE_EDITS -> forgery.sybils(victim, SYBILS, text -> forgery.edited(text, 6));
      case INTERLEAVED -> forgery.sybils(victim, SYBILS, text -> forgery.interleaved(text, 6));
      case LOOK_ALIKES -> forgery.sybils(victim, SYBILS, text -> forgery.lookAlikes(text, 20));
      case POISONED_FREQUENCY -> forgery.sybils(victim, POISON_COPIES, int[]::clone);
      case BOILERPLATE ->
          world.contributions().stream()
              .map(each -> Arrays.copyOf(each.tokens(), HEADER_TOKENS))
              .map(text -> forgery.own(Forgery.EARLY, text))
              .toList();
      case DICTIONARY -> List.of(forgery.own(Forgery.EARLY, dictionary(world)));
      case LAND_GRAB ->
          world.publicText().stream().map(text -> forgery.own(Forgery.LATE, text)).toList();
      case HARVEST_TRAINED ->
          world.said(world.contributions(), OUTPUTS).stream()
              .map(spoken -> forgery.own(Forgery.LATE, spoken.output()))
              .toList();
      case PERIODIC -> periodic(forgery);
      case LONGER_COPIES -> chains(world, forgery);
      case PIECES_OF_OWN -> pieces(world, forgery);
      case STUFFED -> forgery.sybils(victim, 1, tokens -> forgery.scrambled(tokens, 4));
      default -> throw new IllegalStateException(this + " contributes nothing of this kind");
    };
  }

  private static List<Contribution> ofOwn(HonestWorld world, Forgery forgery, int every) {
    List<Contribution> more = new ArrayList<>();
    for (Contribution each : world.of(world.attacker())) {
      for (int time = 0; time < OWN_COPIES; time++) {
        int[] text = every == 0 ? each.tokens() : forgery.edited(each.tokens(), every);
        more.add(forgery.own(Forgery.LATE, text));
      }
    }
    return more;
  }

  /** The attacker asks for his own texts, with or without them as the prompt. */
  private Scene asked(HonestWorld world, Forgery forgery) {
    List<Spoken> log = new ArrayList<>(world.said(world.contributions(), OUTPUTS));
    List<Contribution> own = world.of(world.attacker());
    for (int i = 0; i < ASKED; i++) {
      int[] text = own.get(i % own.size()).tokens();
      int from = text.length / 2;
      int[] said = Arrays.copyOfRange(text, from, Math.min(text.length, from + 100));
      log.add(
          switch (this) {
            case PROMPT_ECHO -> new Spoken(text, said);
            case PROMPT_EDITS -> new Spoken(forgery.edited(text, 8), said);
            default -> Spoken.unprompted(said);
          });
    }
    return new Scene(world.contributions(), log);
  }

  /** In the version after the one that the model was trained on. */
  private static Scene harvest(HonestWorld world, Forgery forgery) {
    List<Spoken> log = world.said(world.contributions(), OUTPUTS);
    List<Contribution> harvested = new ArrayList<>();
    for (Spoken spoken : log) {
      Contribution one = forgery.own(Forgery.LATE, spoken.output());
      harvested.add(
          new Contribution(
              one.id(),
              one.contributor(),
              one.acceptedAt(),
              HonestWorld.VERSION + 1,
              one.removed(),
              one.tokens()));
    }
    return new Scene(world.with(harvested), log);
  }

  private static Scene reset(HonestWorld world, Forgery forgery) {
    List<Contribution> all = new ArrayList<>();
    for (Contribution each : world.contributions()) {
      if (each.contributor().equals(world.attacker())) {
        all.add(each.removedIn(HonestWorld.VERSION));
        all.add(forgery.own(Forgery.LATE, each.tokens()));
      } else {
        all.add(each);
      }
      if (each.contributor().equals(world.victim())) {
        Contribution copy = forgery.own(Forgery.LATE, each.tokens());
        all.add(
            new Contribution(
                copy.id(),
                copy.contributor(),
                copy.acceptedAt(),
                1,
                HonestWorld.VERSION,
                copy.tokens()));
        all.add(forgery.own(Forgery.LATE, forgery.edited(each.tokens(), each.tokens().length / 2)));
      }
    }
    return Scene.trained(world, all);
  }

  private static Scene victimResets(HonestWorld world, Forgery forgery) {
    List<Contribution> all = new ArrayList<>();
    for (Contribution each : world.contributions()) {
      if (each.contributor().equals(world.victim())) {
        all.add(each.removedIn(HonestWorld.VERSION));
        all.add(forgery.own(Forgery.LATE, each.tokens()));
        Contribution again = forgery.own(2 * Forgery.LATE, each.tokens());
        all.add(
            new Contribution(
                again.id(),
                world.victim(),
                again.acceptedAt(),
                again.added(),
                again.removed(),
                again.tokens()));
      } else {
        all.add(each);
      }
    }
    return Scene.trained(world, all);
  }

  private static Scene frontRun(HonestWorld world) {
    List<Contribution> copies = new ArrayList<>();
    for (Contribution each : world.of(world.victim())) {
      copies.add(
          new Contribution(
              "front-" + each.id(),
              world.attacker(),
              each.acceptedAt() - HonestWorld.FIRST_ACCEPTED,
              1,
              Contribution.NEVER,
              each.tokens()));
    }
    return Scene.trained(world, world.with(copies));
  }

  private static List<Contribution> periodic(Forgery forgery) {
    int[] one = new int[4_000];
    Arrays.fill(one, 1);
    int[] two = IntStream.range(0, one.length).map(at -> 1 + at % 2).toArray();
    return List.of(forgery.own(Forgery.LATE, one), forgery.own(Forgery.LATE, two));
  }

  private static List<Contribution> chains(HonestWorld world, Forgery forgery) {
    return world.of(world.victim()).stream()
        .map(each -> forgery.chained(Forgery.cut(each.tokens(), 20), 5))
        .map(text -> forgery.own(Forgery.LATE, text))
        .toList();
  }

  private static List<Contribution> pieces(HonestWorld world, Forgery forgery) {
    return world.of(world.attacker()).stream()
        .flatMap(each -> Forgery.cut(each.tokens(), 32).stream())
        .map(text -> forgery.own(Forgery.LATE, text))
        .toList();
  }

  private static Scene piecesUnderNames(HonestWorld world) {
    List<Contribution> all = new ArrayList<>();
    for (Contribution each : world.contributions()) {
      List<int[]> pieces = Forgery.cut(each.tokens(), 200);
      if (!each.contributor().equals(world.attacker()) || pieces.isEmpty()) {
        all.add(each);
        continue;
      }
      for (int piece = 0; piece < pieces.size(); piece++) {
        all.add(
            new Contribution(
                each.id() + "-" + piece,
                Forgery.SYBIL + each.id() + piece,
                each.acceptedAt(),
                each.added(),
                each.removed(),
                pieces.get(piece)));
      }
    }
    return new Scene(all, world.said(world.contributions(), OUTPUTS));
  }

  /** The commonest runs of a span's length in public code, one behind the other. */
  private static int[] dictionary(HonestWorld world) {
    Map<List<Integer>, Integer> counts = new LinkedHashMap<>();
    for (int[] text : world.background()) {
      List<Integer> tokens = Arrays.stream(text).boxed().toList();
      for (int at = 0; at + ENTRY_TOKENS <= text.length; at++) {
        counts.merge(tokens.subList(at, at + ENTRY_TOKENS), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .sorted(Collections.reverseOrder(Map.Entry.comparingByValue()))
        .limit(ENTRIES)
        .flatMap(entry -> entry.getKey().stream())
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
