package org.tributary.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.tributary.reports.verify.CheckResult;
import org.tributary.reports.verify.PreviousRun;
import org.tributary.reports.verify.RunFiles;
import org.tributary.reports.verify.RunVerifier;
import org.tributary.reports.verify.Verification;
import org.tributary.schemas.table.Tables;
import org.tributary.session.FileSums;
import org.tributary.session.RunContext;
import org.tributary.session.RunFolder;
import org.tributary.session.TemporaryFolder;

/**
 * Recomputes a run from its written files, those of the run before, and its tables at the versions
 * that it pins, and writes what it found to {@code verify.json} and table {@code quality_results}.
 * Publishing needs a {@code verify.json} that passed, so a wrong run never gets out.
 */
public final class Verify {
  public static final String FILE = RunFolder.VERIFICATION;

  private static final List<String> LOCAL =
      List.of(
          RunFiles.MANIFEST,
          RunFiles.PREPARED,
          RunFiles.POLICIES,
          RunFiles.SETTLEMENT,
          RunFiles.CSV,
          RunFiles.CONTROL);
  private static final StructType RESULT =
      new StructType()
          .add("run_id", DataTypes.StringType, false)
          .add("check_name", DataTypes.StringType, false)
          .add("subject", DataTypes.StringType, false)
          .add("passed", DataTypes.BooleanType, false)
          .add("detail", DataTypes.StringType, false);

  private final RunContext context;

  private Verify(RunContext context) {
    this.context = context;
  }

  public static Verify of(RunContext context) {
    return new Verify(context);
  }

  /** What the checks come to, without writing anything. */
  public Verification verification() {
    try (TemporaryFolder local = TemporaryFolder.named("tributary-verify")) {
      return RunVerifier.verify(
          run(local.path().resolve("run")),
          new PinnedTables(context),
          previous(local.path().resolve("previous")));
    } catch (IOException e) {
      throw new UncheckedIOException("Can't fetch the files of the run", e);
    }
  }

  /** The rows of {@code quality_results} for a verification. */
  public Dataset<Row> results(Verification verification) {
    List<Row> rows =
        verification.checks().stream().map(check -> row(verification.runId(), check)).toList();
    return context.spark().createDataFrame(rows, RESULT);
  }

  /**
   * Verifies and writes the outcome. A run that fails is a result and no error: see the findings.
   */
  public VerifyResult execute() {
    Verification verification = verification();
    FileSums sums = FileSums.of(context.folder());
    context.folder().writeText(FileSums.FILE, sums.text());
    context.folder().writeText(FILE, verification.ofFiles(sums.sha256()).toJson());
    context
        .warehouse()
        .replaceWhere(
            Tables.QUALITY_RESULTS,
            "run_id = '" + verification.runId() + "'",
            results(verification));
    return VerifyResult.of(verification);
  }

  private RunFiles run(Path local) throws IOException {
    fetch(context.folder(), LOCAL, local);
    return new RunFiles(
        context.manifest(), local, new ParquetFiles(context.spark(), context.folder()));
  }

  private Optional<PreviousRun> previous(Path local) throws IOException {
    Optional<String> runId = context.manifest().prior().previousRunId();
    if (runId.isEmpty()) {
      return Optional.empty();
    }
    Configuration hadoop = context.spark().sparkContext().hadoopConfiguration();
    org.apache.hadoop.fs.Path anyDate =
        new org.apache.hadoop.fs.Path(context.warehouse().root() + "/runs/*/" + runId.get());
    FileSystem files = anyDate.getFileSystem(hadoop);
    FileStatus[] found = files.globStatus(anyDate);
    if (found == null || found.length != 1) {
      return Optional.empty();
    }
    RunFolder folder = new RunFolder(hadoop, found[0].getPath().toString());
    fetch(folder, List.of(RunFiles.SETTLEMENT), local);
    return Optional.of(
        new PreviousRun(runId.get(), local, new ParquetFiles(context.spark(), folder)));
  }

  private static void fetch(RunFolder folder, List<String> names, Path local) throws IOException {
    for (String name : names) {
      if (folder.exists(name)) {
        Path target = local.resolve(name);
        Files.createDirectories(target.getParent());
        folder.download(name, target);
      }
    }
  }

  private static Row row(String runId, CheckResult check) {
    return RowFactory.create(runId, check.name(), check.subject(), check.passed(), check.detail());
  }
}
