package org.tributary.evaluate.span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tributary.sample.Draws;

/** What an attacker makes of texts, and under which names he submits it. */
final class Forgery {
  /** Accounts whose names start with this are the attacker's, too. */
  static final String SYBIL = "sybil-";

  static final long LATE = 1_000_000;
  static final long EARLY = 1;

  private final HonestWorld world;
  private final Draws draws;
  private int submitted;

  Forgery(HonestWorld world) {
    this.world = world;
    this.draws = Draws.of(world.seed(), "forgery");
  }

  /** A submission under the attacker's own name. */
  Contribution own(long acceptedAt, int[] tokens) {
    return new Contribution(
        "forged-" + submitted++,
        world.attacker(),
        acceptedAt + submitted,
        HonestWorld.VERSION,
        Contribution.NEVER,
        tokens);
  }

  /** A submission under a name of its own. */
  Contribution sybil(long acceptedAt, int[] tokens) {
    Contribution one = own(acceptedAt, tokens);
    return new Contribution(
        one.id(), SYBIL + submitted, one.acceptedAt(), one.added(), one.removed(), tokens);
  }

  /** Late submissions under new names of what is made of each text of a contributor. */
  List<Contribution> sybils(String contributor, int times, UnaryOperator<int[]> made) {
    List<Contribution> more = new ArrayList<>();
    for (Contribution each : world.of(contributor)) {
      for (int time = 0; time < times; time++) {
        more.add(sybil(LATE, made.apply(each.tokens())));
      }
    }
    return more;
  }

  /** Another token in place of the last of every so many. */
  int[] edited(int[] tokens, int every) {
    int[] edited = tokens.clone();
    for (int at = every - 1; at < edited.length; at += every) {
      edited[at] = token();
    }
    return edited;
  }

  /** With one of every so many tokens as a look-alike that the tokenizer has never seen. */
  int[] lookAlikes(int[] tokens, int every) {
    int[] other = tokens.clone();
    for (int at = every - 1; at < other.length; at += every) {
      other[at] += world.vocabulary();
    }
    return other;
  }

  /** The tokens, with one of the attacker's after each so many. */
  int[] interleaved(int[] tokens, int every) {
    int[] mixed = new int[tokens.length + tokens.length / every];
    int end = 0;
    for (int at = 0; at < tokens.length; at++) {
      mixed[end++] = tokens[at];
      if (at % every == every - 1) {
        mixed[end++] = token();
      }
    }
    return Arrays.copyOf(mixed, end);
  }

  /** The tokens in an order of their own, so many times. */
  int[] scrambled(int[] tokens, int times) {
    int[] all = {};
    for (int time = 0; time < times; time++) {
      int[] order = draws.permutation(tokens.length);
      all = CopyingModel.joined(all, Arrays.stream(order).map(at -> tokens[at]).toArray());
    }
    return all;
  }

  int[] random(int length) {
    return IntStream.generate(this::token).limit(length).toArray();
  }

  private int token() {
    return 1 + draws.below(world.vocabulary() - 1);
  }

  /** Pieces of so many tokens of a text. */
  static List<int[]> cut(int[] tokens, int length) {
    return IntStream.range(0, tokens.length / length)
        .mapToObj(piece -> Arrays.copyOfRange(tokens, piece * length, (piece + 1) * length))
        .toList();
  }

  /** Texts one behind the other, with so many tokens of the attacker's between them. */
  int[] chained(List<int[]> texts, int between) {
    int[] chain = {};
    for (int[] text : texts) {
      chain = CopyingModel.joined(CopyingModel.joined(chain, text), random(between));
    }
    return chain;
  }
}
