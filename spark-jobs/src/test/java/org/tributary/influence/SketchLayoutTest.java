package org.tributary.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SketchLayoutTest {
  private static final SketchLayout LAYOUT =
      SketchLayout.of(
          "m",
          List.of(
              new SketchLayout.Part("final", "p", 1, "head", 0, 1, 3),
              new SketchLayout.Part("early", null, 0, null, 0, 2, 0),
              new SketchLayout.Part("final", "p", 0, "body", 0, 2, -1)));

  private static CheckpointSketch projected(double weight, float... gradient) {
    return new CheckpointSketch(gradient, weight, "p");
  }

  @Test
  void partsStandSideBySideByCheckpointAndBlock() {
    assertThat(LAYOUT.dimension()).isEqualTo(5);
    assertThat(LAYOUT.parts()).extracting(SketchLayout.Part::offset).containsExactly(0, 2, 4);
    assertThat(LAYOUT.parts())
        .extracting(SketchLayout.Part::blockName)
        .containsExactly(null, "body", "head");
    assertThat(LAYOUT.dimensions()).containsExactly(Map.entry("early", 2), Map.entry("final", 3));
  }

  @Test
  void byHand() {
    Map<String, CheckpointSketch> sketches = Map.of("final", projected(0.5, 3, -4, 16));
    assertThat(LAYOUT.working(sketches)).containsExactly(0, 0, 6, -8, 2);
    assertThat(LAYOUT.weighted(sketches)).containsExactly(0, 0, 3, -4, 1);
    assertThat(LAYOUT.quantize(sketches))
        .isEqualTo(new QuantizedRow(-4, new byte[] {0, 0, 48, -64, 16}));
  }

  @Test
  void unitNormIsOverAllBlocksOfACheckpoint() {
    SketchLayout unit =
        new SketchLayout("m", LAYOUT.parts().stream().map(part -> part.scaled(0)).toList(), true);
    assertThat(
            unit.working(
                Map.of("early", CheckpointSketch.of(0, 0), "final", projected(1, 2, 3, 6))))
        .containsExactly(0, 0, 2 / 7.0, 3 / 7.0, 6 / 7.0);
  }

  @Test
  void whatDoesntFitIsSaid() {
    assertThat(LAYOUT.problemOf("Inference i", Map.of("final", projected(1, 1, 2, 3)))).isEmpty();
    assertThat(LAYOUT.problemOf("Inference i", Map.of())).isEmpty();
    assertProblem(Map.of("late", CheckpointSketch.of(1)), "checkpoint 'late', but the training");
    assertProblem(Map.of("early", CheckpointSketch.of(1)), "1 dimensions for checkpoint 'early'");
    assertProblem(
        Map.of("final", CheckpointSketch.of(1, 2, 3)),
        "of no named projection for checkpoint 'final' of model m, but its training sketches are of"
            + " projection p");
    assertProblem(Map.of("final", projected(1, 1, Float.NaN, 3)), "isn't finite");
    assertProblem(Map.of("final", projected(Double.NaN, 1, 2, 3)), "isn't finite");
    assertProblem(Map.of("final", projected(1e300, 1, Float.MAX_VALUE, 3)), "isn't finite");
  }

  private static void assertProblem(Map<String, CheckpointSketch> sketches, String sentence) {
    assertThat(LAYOUT.problemOf("Inference i", sketches).orElseThrow())
        .startsWith("Inference i has a sketch")
        .contains(sentence);
  }

  @Test
  void moreDimensionsThanAreExactAreRefused() {
    assertThatThrownBy(
            () ->
                SketchLayout.of(
                    "m", List.of(new SketchLayout.Part("c", null, 0, null, 0, 131_073, 0))))
        .hasMessageContaining("131073 dimensions: 1 to 131072");
  }
}
