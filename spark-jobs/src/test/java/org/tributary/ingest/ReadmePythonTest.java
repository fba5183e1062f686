package org.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.table.Tables;
import org.tributary.session.OutsideTools;

/** The lines of Python in schemas/README.md write landing files without a single broken row. */
class ReadmePythonTest {
  @TempDir Path folder;

  @Test
  void theReadmesPythonLinesWriteLandingFiles() throws IOException, InterruptedException {
    Path python = OutsideTools.python("landing files written with pyarrow as in schemas/README.md");
    String readme = Files.readString(Path.of("../schemas/README.md"));
    String begin = "<!-- python:begin -->\n```python\n";
    int from = readme.indexOf(begin) + begin.length();
    Path script = folder.resolve("land.py");
    Files.writeString(script, readme.substring(from, readme.indexOf("```", from)));

    Landing landing = new Landing(folder);
    OutsideTools.run(List.of(python.toString(), script.toString(), landing.folder().toString()));
    IngestResult result = landing.ingest();

    assertThat(landing.quarantine()).isEmpty();
    assertThat(result.quarantined()).isZero();
    assertThat(result.files()).isEqualTo(8);
    assertThat(result.of(Tables.CONTRIBUTIONS).added()).isEqualTo(3);
    assertThat(landing.rows(Tables.TRAINING_SKETCHES).get(0))
        .contains("\"contribution_id\":\"x0\",\"gradient\":\"AAAAPwAAAAAAAAAAAAAAAA==\"");
    assertThat(landing.rows(Tables.INFERENCE_LOG))
        .singleElement()
        .asString()
        .contains("\"fee\":1000000000000000000", "\"log_date\":\"2026-06-01\"");
  }
}
