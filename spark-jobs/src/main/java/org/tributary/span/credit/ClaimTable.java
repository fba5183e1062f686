package org.tributary.span.credit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.tributary.text.GramHash;

/**
 * Who claims which texts: one claim per text and contributor, however many contributions and places
 * there are and in whatever order they were added: by the earliest contribution in the training
 * set, with the priority of the oldest that ever held the text. One a thread; 48 bytes or less a
 * claim.
 */
public final class ClaimTable {
  private static final int NONE = -1;

  private final List<Claim> sources = new ArrayList<>();
  private final Map<String, Integer> contributors = new HashMap<>();
  private int[] contributorOf = new int[16];

  // Of every claim: its text, by whose contribution, where in it, and since when.
  private int[] texts = new int[64];
  private int[] source = new int[64];
  private int[] positions = new int[64];
  private long[] claimedAt = new long[64];
  private int size;

  /** Numbers of claims by text and contributor: open addressing, at most half full. */
  private int[] slots = filled(256);

  private static int[] filled(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, NONE);
    return slots;
  }

  /** How many claims there are, also those by nothing but removed contributions. */
  public int size() {
    return size;
  }

  /**
   * Makes a contribution known.
   *
   * @param claim to whatever it holds, with position 0
   * @return its number for {@link #add(int, int, int, long)}
   */
  public int source(Claim claim) {
    int number = sources.size();
    if (number == contributorOf.length) {
      contributorOf = Arrays.copyOf(contributorOf, 2 * number);
    }
    contributorOf[number] =
        contributors.computeIfAbsent(claim.contributorId(), id -> contributors.size());
    sources.add(claim);
    return number;
  }

  /** Adds that a contribution holds a text from a position on, whose priority is of a time. */
  public void add(int text, int number, int position, long since) {
    int slot = slot(text, contributorOf[number]);
    if (slots[slot] == NONE) {
      slots[slot] = append(text, number, position, since);
      if (2 * size > slots.length) {
        grow();
      }
      return;
    }
    int claim = slots[slot];
    claimedAt[claim] = Math.min(claimedAt[claim], since);
    if (!sources.get(source[claim]).speaksBefore(sources.get(number))) {
      source[claim] = number;
      positions[claim] = position;
    }
  }

  /** Adds all claims of a block. */
  public void add(ClaimBlock block) {
    int[] numbers = new int[block.sources().length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = source(block.sources()[i]);
    }
    for (int i = 0; i < block.size(); i++) {
      add(block.texts()[i], numbers[block.source()[i]], block.positions()[i], block.claimedAt()[i]);
    }
  }

  /** The claims, split so that all to one text are in one block, {@code text % parts}. */
  public List<ClaimBlock> blocks(int parts) {
    int[] ends = new int[parts + 1];
    for (int claim = 0; claim < size; claim++) {
      ends[texts[claim] % parts + 1]++;
    }
    Arrays.parallelPrefix(ends, Integer::sum);
    int[] sorted = new int[size];
    int[] next = ends.clone();
    for (int claim = 0; claim < size; claim++) {
      sorted[next[texts[claim] % parts]++] = claim;
    }
    int[] renumbered = filled(sources.size());
    return IntStream.range(0, parts)
        .mapToObj(part -> block(Arrays.copyOfRange(sorted, ends[part], ends[part + 1]), renumbered))
        .toList();
  }

  /** The claims of contributors who hold the text in the training set. */
  public ClaimBlock standing() {
    return where(this::stands);
  }

  /** Of these the first by {@link Claim#PRIORITY} to every text that has any. */
  public ClaimBlock earliest() {
    Map<Integer, Integer> first = new HashMap<>();
    for (int claim = 0; claim < size; claim++) {
      if (stands(claim)) {
        first.merge(texts[claim], claim, this::earlier);
      }
    }
    return where(claim -> first.getOrDefault(texts[claim], NONE) == claim);
  }

  private int earlier(int one, int other) {
    return Claim.PRIORITY.compare(claim(one), claim(other)) <= 0 ? one : other;
  }

  private Claim claim(int claim) {
    return sources.get(source[claim]).at(positions[claim], claimedAt[claim]);
  }

  private boolean stands(int claim) {
    return sources.get(source[claim]).stands();
  }

  private ClaimBlock where(IntPredicate wanted) {
    return block(IntStream.range(0, size).filter(wanted).toArray(), filled(sources.size()));
  }

  /**
   * A block of some claims.
   *
   * @param renumbered NONE for each contribution, and again afterwards
   */
  private ClaimBlock block(int[] chosen, int[] renumbered) {
    List<Claim> speaking = new ArrayList<>();
    int[] places = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      int number = source[chosen[i]];
      if (renumbered[number] == NONE) {
        renumbered[number] = speaking.size();
        speaking.add(sources.get(number));
      }
      places[i] = renumbered[number];
    }
    for (int claim : chosen) {
      renumbered[source[claim]] = NONE;
    }
    return new ClaimBlock(
        speaking.toArray(new Claim[0]),
        Arrays.stream(chosen).map(claim -> texts[claim]).toArray(),
        places,
        Arrays.stream(chosen).map(claim -> positions[claim]).toArray(),
        Arrays.stream(chosen).mapToLong(claim -> claimedAt[claim]).toArray());
  }

  private int append(int text, int number, int position, long since) {
    if (size == texts.length) {
      texts = Arrays.copyOf(texts, 2 * size);
      source = Arrays.copyOf(source, 2 * size);
      positions = Arrays.copyOf(positions, 2 * size);
      claimedAt = Arrays.copyOf(claimedAt, 2 * size);
    }
    texts[size] = text;
    source[size] = number;
    positions[size] = position;
    claimedAt[size] = since;
    return size++;
  }

  /** The slot of a contributor's claim to a text, or the one that it would have. */
  private int slot(int text, int contributor) {
    int mask = slots.length - 1;
    int slot = (int) GramHash.spread((long) text << Integer.SIZE | contributor) & mask;
    while (slots[slot] != NONE
        && (texts[slots[slot]] != text || contributorOf[source[slots[slot]]] != contributor)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    slots = filled(2 * slots.length);
    for (int claim = 0; claim < size; claim++) {
      slots[slot(texts[claim], contributorOf[source[claim]])] = claim;
    }
  }
}
