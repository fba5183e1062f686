package org.tributary.reports.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.tributary.reports.confirm.ChainFacts;
import org.tributary.reports.confirm.ChainReader;
import org.tributary.reports.confirm.DistributorInterface;
import org.tributary.reports.confirm.EventFile;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import picocli.CommandLine.Option;

/** What the chain says: from a node, or from a file. */
final class ChainOptions {
  @Option(
      names = "--rpc",
      paramLabel = "URL",
      description = "Ethereum node; env:NAME takes it from the environment, where it holds a key.")
  private Optional<String> rpc = Optional.empty();

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "Roots and claims as JSON lines, instead of a node.")
  private Optional<Path> events = Optional.empty();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "How the distributor tells its claims: ${COMPLETION-CANDIDATES} (default: urd).")
  private DistributorInterface kind = DistributorInterface.URD;

  @Option(
      names = "--from-block",
      paramLabel = "N",
      description = "Block in which the distributor was made (default: 0).")
  private long fromBlock;

  @Option(
      names = "--step",
      paramLabel = "N",
      description = "Most blocks that are asked for at once (default: 10000).")
  private long step = 10_000;

  @Option(
      names = "--confirmations",
      paramLabel = "N",
      description = "Blocks that must stand on the last one looked at (default: 12).")
  private long confirmations = 12;

  /** Reads what there is to read; empty where neither a node nor a file is named. */
  Optional<ChainFacts> read(SettlementManifest manifest) {
    if (rpc.isPresent() && events.isPresent()) {
      throw TributaryException.of(ErrorCode.USAGE, "Give one of --rpc and --events, not both.");
    }
    if (events.isPresent()) {
      return events.map(EventFile::read);
    }
    return rpc.map(
        url ->
            ChainReader.of(url(url), manifest, kind)
                .fromBlock(fromBlock)
                .step(Math.max(1, step))
                .confirmations(Math.max(0, confirmations))
                .read());
  }

  private static String url(String given) {
    if (!given.toLowerCase(Locale.ROOT).startsWith("env:")) {
      return given;
    }
    String url = System.getenv(given.substring(4));
    if (url == null) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING, "The environment has no variable %s.", given.substring(4));
    }
    return url;
  }
}
