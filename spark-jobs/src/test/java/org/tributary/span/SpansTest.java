package org.tributary.span;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tributary.span.SpanWorlds.scan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tributary.span.SpanOracle.Found;
import org.tributary.span.SpanWorlds.World;

class SpansTest {
  private static final int TRIES = 2_000;

  /**
   *
   *
   * <pre>
   * document 0:  1 2 3 4 9          document 1:  7 2 3 4 5 6       document 2:  5 6
   * output 0:    0 1 2 3 4 5 6      output 1:    2 3 4
   * longest:     0 4 5 4 3 2 0                   3 2 0
   * </pre>
   *
   * At 1, 1 2 3 4 ends at 5; at 2, 2 3 4 5 6 ends at 7; all that start later end there too. 2 3 4 5
   * 6 stands once; 2 3 4, of output 1, twice.
   */
  @Test
  void aWorldByHand() {
    List<int[]> documents =
        List.of(new int[] {1, 2, 3, 4, 9}, new int[] {7, 2, 3, 4, 5, 6}, new int[] {5, 6});
    List<int[]> outputs = List.of(new int[] {0, 1, 2, 3, 4, 5, 6}, new int[] {2, 3, 4});
    QueryIndex index = QueryIndex.of(outputs, 2);
    ScanResult result = scan(index, documents);
    assertThat(longest(index, result, 0)).containsExactly(0, 4, 5, 4, 3, 2, 0);
    assertThat(longest(index, result, 1)).containsExactly(3, 2, 0);
    Spans spans = Spans.of(index, result);
    assertThat(SpanWorlds.spelledOut(index, spans))
        .containsExactly(
            new Found(0, 1, List.of(1, 2, 3, 4), 1),
            new Found(0, 2, List.of(2, 3, 4, 5, 6), 1),
            new Found(1, 0, List.of(2, 3, 4), 2));
    assertThat(spans.texts()).isEqualTo(3);
    assertThat(spans.length(1)).isEqualTo(5);
  }

  @Test
  void matchesDontReachIntoTheNextDocument() {
    QueryIndex index = QueryIndex.of(List.of(new int[] {1, 2, 3, 4}), 3);
    ScanResult result = scan(index, List.of(new int[] {1, 2}, new int[] {3, 4}));
    assertThat(Spans.of(index, result).size()).isZero();
  }

  @Test
  void aDocumentMayStandInsideAnArray() {
    QueryIndex index = QueryIndex.of(List.of(new int[] {1, 2, 3, 4}), 2);
    CorpusScan scan = new CorpusScan(index);
    scan.accept(new int[] {1, 2, 3, 4}, 1, 2);
    assertThat(scan.result()).isEqualTo(scan(index, List.of(new int[] {2, 3})));
    assertThat(scan.size()).isEqualTo(scan.result().size()).isEqualTo(1);
  }

  @Test
  void spansOfOneTextShareIt() {
    int[] text = {5, 6, 7};
    QueryIndex index = QueryIndex.of(List.of(text, text, new int[] {0, 5, 6, 7}), 3);
    Spans spans = Spans.of(index, scan(index, List.of(text, text)));
    assertThat(spans.size()).isEqualTo(3);
    assertThat(spans.texts()).isEqualTo(1);
    assertThat(spans.textCount(0)).isEqualTo(2);
    assertThat(spans.textLength(0)).isEqualTo(3);
  }

  @Property(tries = TRIES)
  void matchesAreTheLongest(@ForAll long seed) {
    World world = SpanWorlds.random(seed);
    QueryIndex index = QueryIndex.of(world.outputs(), world.least());
    ScanResult result = scan(index, world.documents());
    for (int i = 0; i < world.outputs().size(); i++) {
      int[] output = world.outputs().get(i);
      int[] expected = new int[output.length];
      for (int start = 0; start < output.length; start++) {
        expected[start] = SpanOracle.longest(output, start, world.documents(), world.least());
      }
      assertThat(longest(index, result, i)).isEqualTo(expected);
    }
  }

  @Property(tries = TRIES)
  void spansAndCountsAreThoseOfTheDefinition(@ForAll long seed) {
    World world = SpanWorlds.random(seed);
    assertThat(SpanWorlds.spans(world))
        .isEqualTo(SpanOracle.spans(world.outputs(), world.documents(), world.least()));
  }

  @Test
  void randomWorldsHaveSomethingToFind() {
    long spans = 0;
    long often = 0;
    for (int seed = 0; seed < 200; seed++) {
      List<Found> found = SpanWorlds.spans(SpanWorlds.random(seed));
      spans += found.size();
      often += found.stream().filter(each -> each.count() > 2).count();
    }
    assertThat(spans).isGreaterThan(300);
    assertThat(often).isBetween(spans / 10, spans * 9 / 10);
  }

  @Property(tries = TRIES)
  void howDocumentsAreDealtOutDoesNotMatter(@ForAll long seed) {
    World world = SpanWorlds.random(seed);
    Random random = new Random(seed);
    QueryIndex index = QueryIndex.of(world.outputs(), world.least());
    List<int[]> shuffled = new ArrayList<>(world.documents());
    Collections.shuffle(shuffled, random);
    List<CorpusScan> tasks =
        List.of(new CorpusScan(index), new CorpusScan(index), new CorpusScan(index));
    shuffled.forEach(document -> tasks.get(random.nextInt(3)).accept(document));
    ScanResult merged =
        tasks.get(2).result().plus(tasks.get(0).result()).plus(tasks.get(1).result());
    ScanResult whole = scan(index, world.documents());
    assertThat(merged).isEqualTo(whole).hasSameHashCodeAs(whole);
    assertThat(bytes(merged)).isEqualTo(bytes(whole));
  }

  @Property(tries = TRIES)
  void howTheBatchIsCutDoesNotMatter(@ForAll long seed) {
    World world = SpanWorlds.random(seed);
    int cut = new Random(seed).nextInt(world.outputs().size() + 1);
    List<Found> parts = new ArrayList<>();
    parts.addAll(
        SpanWorlds.spans(
            new World(world.outputs().subList(0, cut), world.documents(), world.least())));
    SpanWorlds.spans(
            new World(
                world.outputs().subList(cut, world.outputs().size()),
                world.documents(),
                world.least()))
        .forEach(
            each ->
                parts.add(
                    new Found(cut + each.output(), each.start(), each.tokens(), each.count())));
    assertThat(parts).isEqualTo(SpanWorlds.spans(world));
  }

  @Test
  void anIndexAndWhatIsFoundTravel() {
    int[] shared = {1, 2, 3, 4};
    World world = new World(List.of(shared, new int[] {2, 3}), List.of(shared, shared), 2);
    QueryIndex index = QueryIndex.of(world.outputs(), world.least());
    ScanResult result = scan(index, world.documents());
    QueryIndex there = (QueryIndex) read(bytes(index));
    assertThat(scan(there, world.documents())).isEqualTo(result);
    Spans spans = Spans.of(there, (ScanResult) read(bytes(result)));
    assertThat(SpanWorlds.spelledOut(index, (Spans) read(bytes(spans))))
        .isNotEmpty()
        .isEqualTo(SpanOracle.spans(world.outputs(), world.documents(), world.least()));
  }

  @Test
  void scansOfDifferentIndexesDontMix() {
    QueryIndex one = QueryIndex.of(List.of(new int[] {1, 2}), 1);
    QueryIndex other = QueryIndex.of(List.of(new int[] {1, 3}), 1);
    ScanResult result = new CorpusScan(one).result();
    assertThatThrownBy(() -> result.plus(new CorpusScan(other).result()))
        .hasMessage("Scans with different indexes don't add up");
    assertThatThrownBy(() -> Spans.of(other, result))
        .hasMessage("This scan was made with another index");
    Spans spans = Spans.of(one, result);
    assertThatThrownBy(() -> SpanHolders.of(other, spans))
        .hasMessage("These spans were found with another index");
  }

  @Test
  void aNegativeTokenIsRefusedAndNothingOfItsDocumentCounts() {
    QueryIndex index = QueryIndex.of(List.of(new int[] {1, 2, 3}), 1);
    CorpusScan scan = new CorpusScan(index);
    assertThatThrownBy(() -> scan.accept(new int[] {1, 2, -1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A document has token -1 at 2: token ids are 0 or more");
    assertThat(scan.result().size()).isZero();
  }

  private static int[] longest(QueryIndex index, ScanResult result, int output) {
    LongestMatches matches = LongestMatches.of(index, result);
    int[] lengths = new int[index.length(output)];
    Arrays.setAll(lengths, start -> matches.length(output, start));
    return lengths;
  }

  private static byte[] bytes(Object object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
