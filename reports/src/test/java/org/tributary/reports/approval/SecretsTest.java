package org.tributary.reports.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.run.CanonicalJson;

class SecretsTest {
  private static final String NOT_SHOWN = "(not shown: it could be a key)";
  private static final String KEY = CanonicalJson.sha256("a key");

  @Test
  void namesAndAddressesAreShown() {
    for (String harmless :
        new String[] {
          "TREASURY_KEY", "keys/ada.key", "", Treasury.DISTRIBUTOR, "8453-" + Treasury.DISTRIBUTOR
        }) {
      assertThat(Secrets.shown(harmless)).isEqualTo(harmless);
      assertThat(Secrets.hide(harmless)).isEqualTo(harmless);
    }
  }

  @Test
  void keysAndNodesAreNot() {
    for (String secret :
        new String[] {
          KEY,
          "0x" + KEY,
          "0X" + KEY,
          KEY.substring(1),
          KEY + "0",
          " " + KEY + "\n",
          "'" + KEY + "'",
          "keys/" + KEY,
          "https://node.example/v3/abc",
          "wss://abc@node.example"
        }) {
      assertThat(Secrets.shown(secret)).isEqualTo(NOT_SHOWN);
    }
    assertThat(Secrets.hide("Unknown option: '--0x" + KEY + "'"))
        .isEqualTo("Unknown option: '--" + NOT_SHOWN + "'");
    assertThat(Secrets.hide("--rpc=https://node/x?key=a,b is none"))
        .isEqualTo("--rpc=" + NOT_SHOWN + " is none");
  }

  /** Roots and transactions look like keys: only what was given is hidden in a message. */
  @Test
  void whatWasNotGivenIsShown() {
    String root = "0x" + CanonicalJson.sha256("a root");
    String message = "Root " + root + " isn't " + KEY.toUpperCase(Locale.ROOT) + ".";
    assertThat(Secrets.hide(message, "approve", "--key-env=0x" + KEY, "env:" + KEY))
        .isEqualTo("Root " + root + " isn't " + NOT_SHOWN + ".");
    assertThat(Secrets.hide(message, "approve", "x")).isEqualTo(message);
  }

  @Property(tries = 200)
  void noKeyGetsThroughWhereverItStands(
      @ForAll @StringLength(64) @CharRange(from = '0', to = '9') @CharRange(from = 'a', to = 'f')
          String key,
      @ForAll @StringLength(max = 5) @CharRange(from = ' ', to = '/') String before,
      @ForAll @StringLength(max = 5) @CharRange(from = ' ', to = '/') String after) {
    String text = before + "0x" + key + after;
    assertThat(Secrets.shown(text)).doesNotContain(key);
    assertThat(Secrets.hide(text)).doesNotContain(key);
    assertThat(Secrets.hide("got " + text, text)).doesNotContain(key);
  }
}
