package org.tributary.reports.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.settlement.SettlementManifest;

/** A manifest says what it was made from, and those of before that still read as they are. */
class ManifestSourcesTest {
  @TempDir Path temp;

  @Test
  void whatItWasMadeFromStandsInIt() throws IOException {
    Night first =
        Night.write(temp, LocalDate.of(2026, 3, 30), "", Optional.empty(), Treasury.leaves(2));
    Night second =
        Night.write(
            temp,
            LocalDate.of(2026, 3, 31),
            "",
            Optional.of(first),
            Treasury.grown(Treasury.leaves(2), 1));
    assertThat(first.manifest().text())
        .contains(
            "\"schemaVersion\":\"2\"", "\"periodStart\":null", "\"periodEnd\":\"2026-03-31\"");
    assertThat(second.manifest().text())
        .contains(
            "\"periodStart\":\"2026-03-31\"",
            "\"periodEnd\":\"2026-04-01\"",
            "\"validFrom\":\"2026-04-02T00:00:00Z\"",
            "\"inputs\":[{\"name\":\"holds\",\"version\":\"3\"},{\"name\":\"inference_log\","
                + "\"version\":\"7\"}]",
            "\"holdListSha256\":\"");
    assertThat(parse(second.manifest().text())).isEqualTo(second.manifest());
  }

  @Test
  void manifestsOfBeforeReadAsTheyAre() {
    SettlementManifest manifest =
        Treasury.write(
            temp.resolve("old"),
            Treasury.header(Treasury.policy(""), Treasury.DATE, Optional.empty()),
            Treasury.leaves(2));
    assertThat(manifest.text())
        .contains("\"schemaVersion\":\"1\"")
        .doesNotContain("periodEnd", "inputs");
    assertThat(parse(manifest.text())).isEqualTo(manifest);
    assertThatThrownBy(
            () ->
                parse(
                    manifest.text().replace("\"schemaVersion\":\"1\"", "\"schemaVersion\":\"3\"")))
        .hasMessageContaining("it isn't the canonical text of its content");
  }

  private static SettlementManifest parse(String text) {
    return SettlementManifest.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
