package org.tributary.span;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small random outputs and documents that share a lot, and short ways to what is found in them. */
final class SpanWorlds {
  private SpanWorlds() {}

  /**
   * @param least L
   */
  record World(List<int[]> outputs, List<int[]> documents, int least) {}

  static World random(long seed) {
    Random random = new Random(seed);
    int[] alphabet = alphabet(random);
    List<int[]> documents = new ArrayList<>();
    for (int i = random.nextInt(7); i > 0; i--) {
      documents.add(copyOrNew(random, alphabet, documents));
    }
    List<int[]> sources = new ArrayList<>(documents);
    List<int[]> outputs = new ArrayList<>();
    for (int i = random.nextInt(7); i > 0; i--) {
      outputs.add(copyOrNew(random, alphabet, sources));
      sources.add(outputs.get(outputs.size() - 1));
    }
    return new World(outputs, documents, 1 + random.nextInt(8));
  }

  private static int[] alphabet(Random random) {
    int[] alphabet = new int[1 + random.nextInt(4)];
    for (int i = 0; i < alphabet.length; i++) {
      alphabet[i] =
          switch (random.nextInt(4)) {
            case 0 -> Integer.MAX_VALUE - i;
            case 1 -> random.nextInt(Integer.MAX_VALUE);
            default -> i;
          };
    }
    return alphabet;
  }

  private static int[] copyOrNew(Random random, int[] alphabet, List<int[]> sources) {
    if (sources.isEmpty() || random.nextInt(3) == 0) {
      return random.nextInt(3) == 0 ? periodic(random, alphabet) : noise(random, alphabet, 30);
    }
    int[] source = sources.get(random.nextInt(sources.size()));
    if (random.nextInt(4) == 0) {
      return source.clone();
    }
    int from = random.nextInt(source.length + 1);
    int to = from + random.nextInt(source.length - from + 1);
    int[] before = noise(random, alphabet, 5);
    int[] after = noise(random, alphabet, 5);
    int[] made = new int[before.length + to - from + after.length];
    System.arraycopy(before, 0, made, 0, before.length);
    System.arraycopy(source, from, made, before.length, to - from);
    System.arraycopy(after, 0, made, before.length + to - from, after.length);
    return made;
  }

  private static int[] noise(Random random, int[] alphabet, int most) {
    int[] tokens = new int[random.nextInt(most)];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = alphabet[random.nextInt(alphabet.length)];
    }
    return tokens;
  }

  private static int[] periodic(Random random, int[] alphabet) {
    int[] period = noise(random, alphabet, 4);
    int[] tokens = new int[period.length == 0 ? 0 : random.nextInt(40)];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = period[i % period.length];
    }
    return tokens;
  }

  static ScanResult scan(QueryIndex index, List<int[]> documents) {
    CorpusScan scan = new CorpusScan(index);
    documents.forEach(scan::accept);
    return scan.result();
  }

  static List<SpanOracle.Found> spans(World world) {
    QueryIndex index = QueryIndex.of(world.outputs(), world.least());
    return spelledOut(index, Spans.of(index, scan(index, world.documents())));
  }

  static List<SpanOracle.Found> spelledOut(QueryIndex index, Spans spans) {
    List<SpanOracle.Found> found = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      found.add(
          new SpanOracle.Found(
              spans.output(i),
              spans.start(i),
              SpanOracle.boxed(spans.textTokens(index, spans.text(i))),
              spans.count(i)));
    }
    return found;
  }

  static List<SpanOracle.Held> holders(World world) {
    QueryIndex index = QueryIndex.of(world.outputs(), world.least());
    Spans spans = Spans.of(index, scan(index, world.documents()));
    HolderScan scan = new HolderScan(index, SpanHolders.of(index, spans));
    List<SpanOracle.Held> held = new ArrayList<>();
    for (int i = 0; i < world.documents().size(); i++) {
      Holdings holdings = scan.accept(world.documents().get(i));
      for (int j = 0; j < holdings.size(); j++) {
        held.add(
            new SpanOracle.Held(
                i,
                SpanOracle.boxed(spans.textTokens(index, holdings.text(j))),
                holdings.occurrences(j),
                holdings.first(j)));
      }
    }
    return held;
  }
}
