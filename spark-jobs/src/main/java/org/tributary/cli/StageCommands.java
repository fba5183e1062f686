package org.tributary.cli;

import java.util.concurrent.Callable;
import org.tributary.allocate.Allocate;
import org.tributary.attribute.Attribute;
import org.tributary.nightly.Outcomes;
import org.tributary.prepare.Prepare;
import org.tributary.publish.Publish;
import org.tributary.report.Report;
import org.tributary.schemas.ErrorCode;
import org.tributary.settle.Settle;
import org.tributary.verify.Verify;
import org.tributary.verify.VerifyResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The stages after snapshot, one command each: they parse, call the stage, and print. */
final class StageCommands {
  private StageCommands() {}

  /** {@code tributary prepare}. */
  @Command(
      name = "prepare",
      description = "Make preconditioners and quantized sketches, once per model and training set.",
      mixinStandardHelpOptions = true)
  static final class PrepareCommand implements Callable<Integer> {
    @Mixin private RunOptions run;

    @Override
    public Integer call() {
      System.out.println("prepare: " + Outcomes.of(Prepare.of(run.open()).execute()));
      return 0;
    }
  }

  /** {@code tributary attribute}. */
  @Command(
      name = "attribute",
      description = "Work out which contributions shaped which inference.",
      mixinStandardHelpOptions = true)
  static final class AttributeCommand implements Callable<Integer> {
    @Mixin private RunOptions run;
    @Mixin private AttributeOptions attribute;

    @Override
    public Integer call() {
      System.out.println(
          "attribute: "
              + Outcomes.of(
                  Attribute.of(run.open())
                      .kernel(attribute.kernel)
                      .full(attribute.full)
                      .spanSeeds(attribute.spanSeeds)
                      .execute()));
      return 0;
    }
  }

  /** {@code tributary allocate}. */
  @Command(
      name = "allocate",
      description = "Split every fee and reward, and propose the difference to what is posted.",
      mixinStandardHelpOptions = true)
  static final class AllocateCommand implements Callable<Integer> {
    @Mixin private RunOptions run;

    @Override
    public Integer call() {
      System.out.println("allocate: " + Outcomes.of(Allocate.of(run.open()).execute()));
      return 0;
    }
  }

  /** {@code tributary settle}. */
  @Command(
      name = "settle",
      description = "Turn balances into cumulative claims, Merkle trees and settlement files.",
      mixinStandardHelpOptions = true)
  static final class SettleCommand implements Callable<Integer> {
    @Mixin private RunOptions run;

    @Override
    public Integer call() {
      System.out.println("settle: " + Outcomes.of(Settle.of(run.open()).execute()));
      return 0;
    }
  }

  /** {@code tributary report}. */
  @Command(
      name = "report",
      description = "Write payout files, the summary and the night's page.",
      mixinStandardHelpOptions = true)
  static final class ReportCommand implements Callable<Integer> {
    @Mixin private RunOptions run;

    @Override
    public Integer call() {
      System.out.println("report: " + Outcomes.of(Report.of(run.open()).execute()));
      return 0;
    }
  }

  /** {@code tributary verify}. */
  @Command(
      name = "verify",
      description =
          "Recompute root, totals and balances from the written files, and hold them to the tables.",
      mixinStandardHelpOptions = true)
  static final class VerifyCommand implements Callable<Integer> {
    @Mixin private RunOptions run;

    @Override
    public Integer call() {
      VerifyResult result = Verify.of(run.open()).execute();
      result.findings().forEach(finding -> System.err.println("verify: " + finding));
      System.out.println("verify: " + Outcomes.of(result));
      return result.passed() ? 0 : ErrorCode.VERIFY_FAILED.exitCode();
    }
  }

  /** {@code tributary publish}. */
  @Command(
      name = "publish",
      description = "Post a verified run's ledger entries and mark the run as published.",
      mixinStandardHelpOptions = true)
  static final class PublishCommand implements Callable<Integer> {
    @Mixin private RunOptions run;

    @Override
    public Integer call() {
      System.out.println("publish: " + Outcomes.of(Publish.of(run.open()).execute()));
      return 0;
    }
  }
}
