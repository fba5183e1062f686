package org.tributary.reports.payout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {
  @Test
  void whatStrangersChoseIsText() {
    assertThat(Markdown.escaped("Ann | <b>*1*</b> & `x`"))
        .isEqualTo("Ann \\| &lt;b&gt;\\*1\\*&lt;/b&gt; &amp; \\`x\\`");
    assertThat(Markdown.escaped("Žluťoučký 李 🙂")).isEqualTo("Žluťoučký 李 🙂");
  }

  @Test
  void nothingBreaksALineOrTurnsIt() {
    assertThat(Markdown.escaped("a\nb\r\tc")).isEqualTo("a\\\\u000Ab\\\\u000D\\\\u0009c");
    assertThat(Markdown.escaped("a\u202Eb\u2028c")).isEqualTo("a\\\\u202Eb\\\\u2028c");
  }
}
