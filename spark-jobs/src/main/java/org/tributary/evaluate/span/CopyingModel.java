package org.tributary.evaluate.span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tributary.sample.Draws;

/**
 * A language model that says what it has read: an output is three pieces of training documents with
 * a few tokens of its own between them. Every 64 tokens of a document are as likely to be where a
 * piece starts as any others, so who fills the training set fills the outputs.
 *
 * <p>Documents draw lots for each piece, and the lowest wins. Thereby a document more takes pieces
 * from others and changes no other piece: what an attack earns isn't blurred by the luck of another
 * draw. Of documents with the same content only one is trained on.
 *
 * @param seed of the lots
 * @param vocabulary tokens that the model's own words are drawn from, ids 1 to this
 */
record CopyingModel(long seed, int vocabulary) {
  private static final int PIECES = 3;
  private static final int START_EVERY = 64;
  private static final int LEAST_COPIED = 20;
  private static final int MOST_COPIED = 60;
  private static final int MOST_OWN = 12;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private record Document(long name, int[] tokens) {}

  /** Outputs of the model when it is trained on documents. */
  List<Spoken> speak(List<int[]> documents, int outputs) {
    Set<Long> names = new HashSet<>();
    List<Document> known =
        documents.stream()
            .map(tokens -> new Document(name(tokens), tokens))
            .filter(document -> names.add(document.name()))
            .toList();
    List<Spoken> log = new ArrayList<>();
    for (int output = 0; output < outputs; output++) {
      Draws draws = Draws.of(seed, "output " + output);
      int[] said = {};
      for (int piece = 0; piece < PIECES; piece++) {
        said = joined(said, copied(known, output * PIECES + piece, draws));
        int[] own = new int[1 + draws.below(MOST_OWN)];
        Arrays.setAll(own, i -> 1 + draws.below(vocabulary));
        said = joined(said, own);
      }
      log.add(Spoken.unprompted(said));
    }
    return log;
  }

  private int[] copied(List<Document> documents, int piece, Draws draws) {
    // Drawn whoever wins, so that what follows doesn't depend on it.
    int length = draws.between(LEAST_COPIED, MOST_COPIED);
    int offset = draws.below(START_EVERY);
    long lowest = Long.MAX_VALUE;
    int[] from = {};
    int start = 0;
    for (Document document : documents) {
      for (int at = 0; at < document.tokens().length; at += START_EVERY) {
        long lot = mixed(mixed(seed * GOLDEN + piece) ^ mixed(document.name() + at));
        if (lot < lowest) {
          lowest = lot;
          from = document.tokens();
          start = at;
        }
      }
    }
    int first = Math.max(0, Math.min(start + offset, from.length - length));
    return Arrays.copyOfRange(from, first, Math.min(from.length, first + length));
  }

  /** The same for the same content, whatever else there is. */
  private static long name(int[] tokens) {
    long name = tokens.length;
    for (int token : tokens) {
      name = mixed(name + token + GOLDEN);
    }
    return name;
  }

  /** The finaliser of SplitMix64. */
  private static long mixed(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  static int[] joined(int[] one, int[] other) {
    int[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
