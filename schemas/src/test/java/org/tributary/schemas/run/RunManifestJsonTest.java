package org.tributary.schemas.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.run.RunManifest.AttributionPin;
import org.tributary.schemas.run.RunManifest.PolicyPin;
import org.tributary.schemas.run.RunManifest.Prior;
import org.tributary.schemas.run.RunManifest.TablePin;

class RunManifestJsonTest {
  private static final LocalDate DATE = LocalDate.of(2026, 5, 31);
  private static final List<TablePin> INPUTS = List.of(new TablePin("models", 3));
  private static final List<PolicyPin> POLICIES =
      List.of(new PolicyPin("p", DATE, "p.conf", "ab".repeat(32)));

  private static RunManifest manifest(Optional<String> previous) {
    return new RunManifest(
        RunManifestJson.runId(DATE, "0.1.0", INPUTS, POLICIES),
        DATE,
        "0.1.0",
        INPUTS,
        POLICIES,
        List.of(
            new AttributionPin(
                "p", "m", "influence:1000000", "gauss-newton", "1.0", "published-poa")),
        new Prior(7, previous));
  }

  @Test
  void whatIsWrittenIsRead() {
    for (RunManifest manifest : List.of(manifest(Optional.empty()), manifest(Optional.of("r")))) {
      String text = RunManifestJson.write(manifest);
      assertThat(RunManifestJson.read("m.json", text)).isEqualTo(manifest);
    }
  }

  @Test
  void theTextIsCanonical() {
    assertThat(RunManifestJson.write(manifest(Optional.empty())))
        .startsWith("{\"attribution\":[{\"damping\":\"1.0\",\"methods\":\"influence:1000000\"")
        .contains("\"prior\":{\"ledger_version\":7,\"previous_run_id\":null}")
        .doesNotContain(" ");
  }

  @Test
  void aChangedManifestIsRefused() {
    String text = RunManifestJson.write(manifest(Optional.empty()));
    assertThatThrownBy(
            () -> RunManifestJson.read("m.json", text.replace("\"version\":3", "\"version\":4")))
        .hasMessageContaining("The run manifest m.json was changed or is damaged")
        .hasMessageContaining("its contents have run id");
    assertThatThrownBy(() -> RunManifestJson.read("m.json", text.replace("\"prior\"", "\"x\"")))
        .hasMessageContaining("prior is missing");
    assertThatThrownBy(() -> RunManifestJson.read("m.json", text.substring(9)))
        .hasMessageContaining("damaged")
        .hasMessageContaining("tributary snapshot");
  }
}
