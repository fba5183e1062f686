package org.tributary.evaluate.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

class TruthFileTest {
  private static final String HEADER = "contributor_id,effect\n";

  @Test
  void readsIdsAndEffects() {
    assertThat(read(HEADER + "anna,0.25\nben,-1e-3\r\n\ncleo, 7 \n").effects())
        .containsExactly(entry("anna", 0.25), entry("ben", -0.001), entry("cleo", 7.0));
    assertThat(read("\uFEFF" + HEADER + "\"a, \"\"b\"\"\",+.5\nc d,-0.").effects())
        .containsExactly(entry("a, \"b\"", 0.5), entry("c d", -0.0));
    assertThat(read(HEADER).effects()).isEmpty();
  }

  @Test
  void refusesAnotherHeader() {
    assertRefused(
        "who,effect\nanna,1\n",
        "Truth file t.csv begins with \"who,effect\". Its first line must be contributor_id,effect,"
            + " with a contributor per line below it.");
    assertRefused(
        "",
        "Truth file t.csv begins with \"\". Its first line must be contributor_id,effect, with a"
            + " contributor per line below it.");
  }

  @Test
  void refusesWhatIsNoFiniteNumber() {
    for (String effect :
        new String[] {"NaN", "Infinity", "-inf", "1e999", "0x1p3", "1d", "", "?"}) {
      assertRefused(
          HEADER + "anna,1\nben," + effect + "\n",
          "Truth file t.csv, line 3: the effect of ben is \""
              + effect
              + "\", which is no finite number. Write a decimal number such as -0.0125, or leave the"
              + " contributor out.");
    }
  }

  @Test
  void refusesBrokenLines() {
    assertRefused(
        HEADER + "anna,1,2\n",
        "Truth file t.csv, line 2: \"anna,1,2\" isn't a contributor id, a comma and a number. Put an"
            + " id with a comma in quotes.");
    assertRefused(
        HEADER + "anna\n",
        "Truth file t.csv, line 2: \"anna\" isn't a contributor id, a comma and a number. Put an id"
            + " with a comma in quotes.");
    assertRefused(HEADER + "\n ,1\n", "Truth file t.csv, line 3 has no contributor id: name one.");
  }

  @Test
  void refusesTwoEffectsOfOne() {
    assertRefused(
        HEADER + "anna,1\nben,2\n\"anna\",1\n",
        "Truth file t.csv, line 4: contributor anna already has an effect on line 2. Keep one of"
            + " them.");
  }

  @Test
  void refusesWhatIsNoText() {
    assertThatThrownBy(() -> TruthFile.read("t.csv", new byte[] {(byte) 0xff, 'a'}))
        .isInstanceOf(TributaryException.class)
        .hasMessage("Truth file t.csv is no UTF-8 text.");
  }

  private static Truth read(String text) {
    return TruthFile.read("t.csv", text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.LANDING_UNREADABLE))
        .hasMessage(message);
  }
}
