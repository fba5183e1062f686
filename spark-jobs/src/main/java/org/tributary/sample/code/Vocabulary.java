package org.tributary.sample.code;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tributary.schemas.run.CanonicalJson;

/**
 * The token ids of the pieces of a corpus. Id 0 is the boundary between files and stands for no
 * text; the others go by falling frequency, equals by the text, so that ids don't depend on the
 * order in which files are read.
 */
public final class Vocabulary {
  /** Between files; where a model ends its output. */
  public static final int BOUNDARY = 0;

  /** Changes when text is cut in another way. */
  private static final String SCHEME = "java-pieces-1";

  private static final int HASH_DIGITS = 16;

  private final List<String> pieces;
  private final Map<String, Integer> ids = new HashMap<>();
  private final String tokenizerId;

  private Vocabulary(List<String> pieces) {
    this.pieces = pieces;
    for (int i = 0; i < pieces.size(); i++) {
      ids.put(pieces.get(i), i + 1);
    }
    String hash = CanonicalJson.sha256(CanonicalJson.write(pieces));
    this.tokenizerId = SCHEME + "-" + hash.substring(0, HASH_DIGITS);
  }

  /** The vocabulary of all pieces of {@code files}. */
  public static Vocabulary of(Collection<SourceFile> files) {
    Map<String, Integer> counts = new HashMap<>();
    files.forEach(file -> file.pieces().forEach(piece -> counts.merge(piece, 1, Integer::sum)));
    Comparator<Map.Entry<String, Integer>> byCount =
        Map.Entry.comparingByValue(Comparator.reverseOrder());
    return new Vocabulary(
        counts.entrySet().stream()
            .sorted(byCount.thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .toList());
  }

  /** Scheme and hash of the pieces in their order: another vocabulary has another id. */
  public String tokenizerId() {
    return tokenizerId;
  }

  /** Number of ids, the boundary included. */
  public int size() {
    return pieces.size() + 1;
  }

  /** The pieces of ids 1, 2, 3, ... */
  public List<String> pieces() {
    return pieces;
  }

  /** The ids of pieces that are all in the vocabulary. */
  public int[] encode(List<String> text) {
    return text.stream()
        .mapToInt(
            piece -> {
              Integer id = ids.get(piece);
              if (id == null) {
                throw new IllegalArgumentException("Not in the vocabulary: " + piece);
              }
              return id;
            })
        .toArray();
  }

  /**
   * The ids of pieces of which some may not be in the vocabulary: those get {@link #size}, an id
   * that no text of the corpus has.
   */
  public int[] encodeKnown(List<String> text) {
    return text.stream().mapToInt(piece -> ids.getOrDefault(piece, size())).toArray();
  }

  /** The piece of an id; empty for the boundary. */
  public String piece(int id) {
    return id == BOUNDARY ? "" : pieces.get(id - 1);
  }
}
