package org.tributary.nightly.gate;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.tributary.nightly.Nightly;
import org.tributary.sample.Sample;
import org.tributary.session.SparkSessions;
import org.tributary.session.Warehouse;

/**
 * Runs the night of the tiny sample world under spark-submit and writes down what the accelerator
 * says of every plan: {@code PlanProbe FOLDER OUT}.
 */
public final class PlanProbe {
  private PlanProbe() {}

  /** What spark-submit starts. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Sample.Result sample =
        Sample.builder().tiny().days(2).out(folder.resolve("world")).build().execute();
    SparkSession session = SparkSessions.submitted();
    // The session has started with the accelerator in explain-only mode. From here on it is asked
    // plan by plan: its own rule would explain every query of Delta's, too, for minutes.
    session.conf().set("spark.rapids.sql.enabled", "false");
    PlanRecorder.NIGHT.begin();
    Nightly.of(
            new Warehouse(session, folder.resolve("warehouse").toString()),
            sample.lastDate(),
            sample.policy().toString())
        .landing(sample.landing().toString())
        .progress(PlanRecorder.NIGHT)
        .execute();
    PlanRecorder.NIGHT.write(Path.of(args[1]));
    session.stop();
  }
}
