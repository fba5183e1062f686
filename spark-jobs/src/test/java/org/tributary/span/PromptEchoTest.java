package org.tributary.span;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tributary.span.SpanWorlds.World;

class PromptEchoTest {
  /** 1 2 3 and 3 4 5 stand in the prompt and overlap; 8 9 does too, but is short. */
  @Test
  void anEchoByHand() {
    int[] prompt = {3, 4, 5, 0, 1, 2, 3, 8, 9};
    int[] output = {7, 1, 2, 3, 4, 5, 7, 8, 9};
    assertThat(PromptEcho.of(output, prompt, 3).toString()).isEqualTo("{1, 2, 3, 4, 5}");
    assertThat(PromptEcho.of(output, prompt, 2).toString()).isEqualTo("{1, 2, 3, 4, 5, 7, 8}");
    assertThat(PromptEcho.of(output, prompt, 4).isEmpty()).isTrue();
    assertThat(PromptEcho.of(new int[0], prompt, 4).isEmpty()).isTrue();
    assertThat(PromptEcho.of(output, new int[0], 1).isEmpty()).isTrue();
  }

  @Property(tries = 2_000)
  void everyRunOfThePromptIsCovered(@ForAll long seed) {
    World world = SpanWorlds.random(seed);
    for (int[] output : world.outputs()) {
      for (int[] prompt : world.documents()) {
        BitSet expected = new BitSet();
        for (int from = 0; from + world.least() <= output.length; from++) {
          int[] run = Arrays.copyOfRange(output, from, from + world.least());
          if (SpanOracle.count(List.of(prompt), run) > 0) {
            expected.set(from, from + world.least());
          }
        }
        assertThat(PromptEcho.of(output, prompt, world.least())).isEqualTo(expected);
      }
    }
  }
}
