package org.tributary.span.credit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Claims to texts in a few arrays, so that a million of them is sent as a handful of objects; the
 * i-th is to text {@code texts[i]}.
 *
 * @param sources contributions by which somebody claims, with position 0
 * @param texts numbers of texts
 * @param source of each claim its place in {@code sources}
 * @param positions of each claim the text's first token in the contribution
 * @param claimedAt as {@link Claim#claimedAt}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
public record ClaimBlock(
    Claim[] sources, int[] texts, int[] source, int[] positions, long[] claimedAt)
    implements Serializable {
  /** How many claims there are. */
  public int size() {
    return texts.length;
  }

  /** The i-th claim. */
  public Claim claim(int i) {
    return sources[source[i]].at(positions[i], claimedAt[i]);
  }

  /** The claims of blocks to each of so many texts, by {@link Claim#PRIORITY}. */
  public static List<List<Claim>> byText(List<ClaimBlock> blocks, int texts) {
    List<List<Claim>> claims = new ArrayList<>();
    IntStream.range(0, texts).forEach(text -> claims.add(new ArrayList<>()));
    for (ClaimBlock block : blocks) {
      for (int i = 0; i < block.size(); i++) {
        claims.get(block.texts()[i]).add(block.claim(i));
      }
    }
    claims.forEach(each -> each.sort(Claim.PRIORITY));
    return claims;
  }
}
