package org.tributary.reports.payout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  @TempDir Path folder;

  @Test
  void aHostileNameStaysText() {
    String page = IndexPage.of(SampleNight.night());
    assertThat(page)
        .contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;quotes&#39;")
        .doesNotContain("<script")
        .doesNotContain("<img");
  }

  @Test
  void thePageNeedsNothingFromOutside() {
    String page = IndexPage.of(SampleNight.night());
    assertThat(page)
        .contains("default-src &#39;none&#39;; style-src &#39;sha256-")
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("style=\"")
        .doesNotContain("@import")
        .doesNotContain("url(");
    assertThat(Pattern.compile("href=\"([^\"]*)\"").matcher(page).results())
        .extracting(match -> match.group(1))
        .allMatch(link -> !link.startsWith("/") && !link.contains(":"));
  }

  @Test
  void thePageShowsTheNight() {
    assertThat(IndexPage.of(SampleNight.night()))
        .contains("Night of <span>2026-06-30</span>")
        .contains("0xd4dee0beab2d53f2cc83e567171bd2820e49898130a22622b10ead383e90bd77")
        .contains("20,412 unattributed: ")
        .contains("doesn&#39;t repeat any contribution")
        .contains("href=\"payouts.parquet\"")
        .contains("NEGATIVE_FEE")
        .contains("the earliest accepted contribution speaks for it")
        .contains("by nadia")
        .contains("and 2 others")
        .contains("No address")
        .contains("12.34 % ± 0.81 %")
        .contains("28.57 % of its influence was harm")
        .contains("and 48 more contributors")
        .contains("2 with smaller fees are in table serving_costs only")
        .contains("on java-ngram, node-1")
        .contains("FAILED on 2026-06-29")
        .contains("2026-06-24");
  }

  @Test
  void theSummarySaysTheSameAndEscapesNames() {
    String summary = SummaryMarkdown.of(SampleNight.night());
    assertThat(summary)
        .startsWith("# Night of 2026-06-30\n\n- Run `0f1e2d3c4b5a6978`\n")
        .contains("- Continues from run `a1b2c3d4e5f60718`\n- Engine 0.1.0\n")
        .contains("&lt;script&gt;alert\\(\"x\"\\)&lt;/script&gt;")
        .doesNotContain("<script")
        .contains("| Contributors | 26.870111 | 48.45 % | 779.23319 | 48.45 % |")
        .contains(
            "- `span`: 20,412 inferences, 0.00 % attributed; 20,412 left unattributed by policy"
                + " because the output doesn't repeat any contribution there (`NO_SPAN`)")
        .contains(
            "| step-100 | 0 | 650 | 1,437 | gauss-newton | 1.0 x mean eigenvalue | 0.000214331 | 0.000214331 |")
        .contains("| digits | 3 | 1,021 | 21 | 40 |")
        .contains("| digit-00007 | digits | nadia | 1 | 0 | the same contributor |")
        .contains("the earliest accepted contribution speaks for it")
        .contains("Mean share of 24,106 inferences, ± one standard error.")
        .contains("| Amélie Durand | contributor-001 | digits | 12.34 % ± 0.81 % |  |")
        .contains("| digits | 0.10 % ± 0.10 % | flat share: lost in noise |")
        .contains("| contributor-003 | 28.57 % of its influence was harm | 60.00 % |")
        .contains("| 2026-06-11 | 14 | 4.812 | -4.812 |")
        .contains(
            "| java-ngram | java-ngram-text | node-1 | USDX | 1,204 | 3,600,000 | 98,304 | 12.5 | 2 | 10.5 |")
        .contains("| run-7 | FAILED | 2026-06-29 | DATANET | unknown | 1 | 30.00 % |")
        .contains("1 run. Agent runs that failed or are disputed")
        .contains("| `inference_log` | `NEGATIVE_FEE` | 12 |");
  }

  @Test
  void filesAreWrittenAsTheyAre() throws IOException {
    ControlTotals control = new ControlTotals("0f1e2d3c4b5a6978", "2026-06-30", List.of());
    PayoutWriter.into(folder).write(SampleNight.night(), List.of(), control);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "payouts.csv", "control_totals.json", "summary.md", "index.html");
    }
    assertThat(folder.resolve("control_totals.json"))
        .hasContent(
            "{\"close_date\":\"2026-06-30\",\"incoming\":[],\"run_id\":\"0f1e2d3c4b5a6978\"}\n");
  }
}
