package org.tributary.nightly.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Explanations as the accelerator writes them, shortened. */
class PlanReportTest {
  private static final List<String> NIGHT =
      List.of(
          "### report org.tributary.report.ReportQueries",
          """
          *Exec <ProjectExec> will run on GPU
            *Expression <Alias> 8 AS places#3305 will run on GPU
            !Exec <ProjectExec> cannot run on GPU because not all expressions can be replaced
              @Expression <Alias> array_sort(x#12, ...) AS copiers#14 could run on GPU
                !Expression <ArraySort> array_sort(x#12, <f>) cannot run on GPU because a custom comparator isn't there; second cause #77
              #Exec <SortExec> could run on GPU but is going to be removed because replacing sort
                ! <MapPartitionsExec> cannot run on GPU because not all expressions can be replaced; GPU does not currently support the operator class org.apache.spark.sql.execution.MapPartitionsExec
                  !Expression <Invoke> invoke(x) cannot run on GPU because Unsupported invoke expr: invoke(x)
          """,
          "### settle org.tributary.settle.Settle",
          "*Exec <FileSourceScanExec> will run on GPU");

  private static final String SORT = "ProjectExec\tcustom comparator\tSorted in Java\n";
  private static final String SECOND = "ProjectExec\tsecond cause\tAs above\n";
  private static final String KERNEL = "MapPartitionsExec\tno GPU version\tA kernel\n";

  @Test
  void causesAreThoseAtTheRoot() {
    PlanReport report = PlanReport.of(NIGHT);
    assertThat(report.stages()).containsExactly("report", "settle");
    assertThat(report.onGpu("report")).containsExactly("ProjectExec", "SortExec");
    assertThat(report.notOnGpu("report").get("ProjectExec"))
        .containsExactly("ArraySort: a custom comparator isn't there", "ArraySort: second cause");
    assertThat(report.notOnGpu("report").get("MapPartitionsExec"))
        .containsExactly("no GPU version");
    assertThat(report.notOnGpu("settle")).isEmpty();
  }

  @Test
  void whatIsAcceptedIsToldAndTheRestIsRefused() {
    PlanExceptions accepted = exceptions(SORT + KERNEL);
    PlanTable table =
        new PlanTable(PlanReport.of(NIGHT), accepted, List.of("settle", "report", "verify"));
    assertThat(table.refused()).containsExactly("report, ProjectExec: ArraySort: second cause");
    assertThat(table.page())
        .endsWith(
            """
            | settle | FileSourceScan |  |
            | report | Project, Sort | MapPartitions: A kernel<br>Project: ?<br>Project: Sorted in Java |
            """);
    assertThat(accepted.stale()).isEmpty();
  }

  @Test
  void anExceptionThatNothingNeedsIsTold() {
    PlanExceptions accepted = exceptions(SORT + SECOND + KERNEL + "SortExec\tsomething\told\n");
    PlanTable table = new PlanTable(PlanReport.of(NIGHT), accepted, List.of("report", "settle"));
    assertThat(table.refused()).isEmpty();
    assertThat(accepted.stale())
        .containsExactly(new PlanExceptions.Line("SortExec", "something", "old"));
  }

  @Test
  void anExceptionWithoutAReasonIsRefused() {
    assertThatThrownBy(() -> exceptions("# a comment\nSortExec\t\tbecause\n"))
        .hasMessageContaining("Line 2 isn't operator, words of the reason, why: SortExec");
  }

  @Test
  void deltasOwnQueriesDontCount() {
    assertThat(PlanReport.counts("org.tributary.report.ReportQueries")).isTrue();
    assertThat(PlanReport.counts("org.apache.spark.sql.delta.files.TransactionalWrite")).isTrue();
    assertThat(PlanReport.counts("org.apache.spark.sql.delta.SnapshotStateManager")).isFalse();
    assertThat(PlanReport.wantsPlans("org.tributary.nightly.gate.PlanRecorder")).isFalse();
    assertThat(PlanReport.wantsPlans("org.tributary.nightly.Nightly")).isTrue();
    assertThat(PlanReport.wantsPlans("org.apache.spark.sql.execution.SparkPlan")).isFalse();
  }

  private static PlanExceptions exceptions(String text) {
    return PlanExceptions.of(text.lines().toList());
  }
}
