package org.tributary.reports.cli;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tributary.reports.approval.Secrets;
import org.tributary.reports.confirm.ChainContract;
import org.tributary.reports.confirm.ChainFacts;
import org.tributary.reports.confirm.ChainReader;
import org.tributary.reports.confirm.DistributorInterface;
import org.tributary.reports.confirm.EventFile;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.policy.DistributorKind;
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
          "How a distributor of kind openzeppelin tells its claims: ${COMPLETION-CANDIDATES}"
              + " (default: urd). Of other kinds the manifest says it.")
  private Optional<DistributorInterface> kind = Optional.empty();

  @Option(
      names = "--contract",
      paramLabel = "0x..",
      description = "The contract that was deployed for the settlement, of kind uniswap.")
  private Optional<String> contract = Optional.empty();

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

  /**
   * The contract to ask: the distributor itself, but for kind uniswap, whose distributor deploys
   * one for each settlement.
   */
  String contract(SettlementManifest manifest) {
    String distributor = manifest.header().distributor();
    if (manifest.header().rule().kind() == DistributorKind.UNISWAP) {
      return contract
          .map(ChainOptions::address)
          .orElseThrow(
              () ->
                  TributaryException.of(
                      ErrorCode.USAGE,
                      "Kind uniswap has a contract for each settlement, which %s deployed: name that"
                          + " of %s with --contract.",
                      distributor,
                      manifest.header().settlementId()));
    }
    if (contract.filter(given -> !address(given).equals(distributor)).isPresent()) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "A settlement of kind %s is of one contract, %s: leave --contract out.",
          manifest.header().rule().kind().text(),
          distributor);
    }
    return distributor;
  }

  /** The contract to ask, and its chain. */
  ChainContract place(SettlementManifest manifest) {
    return new ChainContract(manifest.header().chainId(), contract(manifest));
  }

  /** The account that pays what a one-shot kind pays. */
  private static ChainContract payer(SettlementManifest manifest) {
    return new ChainContract(manifest.header().chainId(), manifest.header().distributor());
  }

  private DistributorInterface kind(SettlementManifest manifest) {
    DistributorKind said = manifest.header().rule().kind();
    DistributorInterface own = DistributorInterface.of(said);
    if (said != DistributorKind.OPENZEPPELIN && kind.filter(given -> given != own).isPresent()) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "The settlement is of kind %s, as its manifest says: leave --kind out.",
          said.text());
    }
    return kind.orElse(own);
  }

  /** What the account that pays holds, by address of the token; empty where nothing says it. */
  Map<String, BigInteger> balances(SettlementManifest manifest) {
    requireOne();
    return events
        .map(file -> EventFile.read(file, payer(manifest)).balances())
        .or(
            () ->
                rpc.map(
                    url -> ChainReader.balances(url(url), manifest, Math.max(0, confirmations))))
        .orElse(Map.of());
  }

  /** Reads what there is to read; empty where neither a node nor a file is named. */
  Optional<ChainFacts> read(SettlementManifest manifest) {
    requireOne();
    DistributorInterface told = kind(manifest);
    String asked = contract(manifest);
    if (events.isPresent()) {
      return events.map(file -> EventFile.read(file, place(manifest)));
    }
    if (rpc.isEmpty()) {
      return Optional.empty();
    }
    ChainReader reader =
        ChainReader.of(url(rpc.get()), manifest, told)
            .contract(asked)
            .fromBlock(fromBlock)
            .step(Math.max(1, step))
            .confirmations(Math.max(0, confirmations));
    ChainFacts facts = reader.read();
    reader.notes().forEach(note -> System.err.println("chain: " + note));
    return Optional.of(facts);
  }

  private void requireOne() {
    if (rpc.isPresent() && events.isPresent()) {
      throw TributaryException.of(ErrorCode.USAGE, "Give one of --rpc and --events, not both.");
    }
  }

  private static String address(String given) {
    try {
      return Eip55.normalize(given);
    } catch (IllegalArgumentException e) {
      throw new TributaryException(ErrorCode.USAGE, "--contract: " + e.getMessage(), e);
    }
  }

  private static String url(String given) {
    if (!given.toLowerCase(Locale.ROOT).startsWith("env:")) {
      return given;
    }
    String url = System.getenv(given.substring(4));
    if (url == null) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "The environment has no variable %s. Export the node's address under that name, or name"
              + " another with --rpc env:NAME.",
          Secrets.shown(given.substring(4)));
    }
    return url;
  }
}
