package org.tributary.nightly.gate;

import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.ColumnarRule;
import org.apache.spark.sql.execution.SparkPlan;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/** Shows every plan that Spark makes ready to run to {@link PlanRecorder}, in the plan's thread. */
public final class GatePlugin implements SparkPlugin {
  private static final String EXTENSIONS = "spark.sql.extensions";

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Map<String, String> init(SparkContext spark, PluginContext context) {
        // Before the first session is made, as the accelerator's own plugin does it.
        spark
            .conf()
            .set(EXTENSIONS, spark.conf().get(EXTENSIONS) + "," + Extension.class.getName());
        return Map.of();
      }
    };
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return null;
  }

  /** What the session loads. */
  public static final class Extension extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
      extensions.injectColumnar(
          new AbstractFunction1<SparkSession, ColumnarRule>() {
            @Override
            public ColumnarRule apply(SparkSession session) {
              return new Watching(session);
            }
          });
      return BoxedUnit.UNIT;
    }
  }

  /** A rule that changes nothing. */
  private static final class Watching extends ColumnarRule {
    private final SparkSession session;

    Watching(SparkSession session) {
      this.session = session;
    }

    @Override
    public Rule<SparkPlan> preColumnarTransitions() {
      return new Rule<SparkPlan>() {
        @Override
        public SparkPlan apply(SparkPlan plan) {
          PlanRecorder.NIGHT.saw(session, plan);
          return plan;
        }
      };
    }
  }
}
