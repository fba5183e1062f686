package org.tributary.cli;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tributary.reports.settlement.SafeHashes;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.chain.Eip55;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tributary safe-hash}. */
@Command(
    name = "safe-hash",
    description =
        "Print the safeTxHash that wallets must show for the batches of an exported settlement, under"
            + " a pinned nonce of the Safe: with a nonce, a batch can be executed once only.",
    mixinStandardHelpOptions = true)
final class SafeHashCommand implements Callable<Integer> {
  /** Where Safe's own deployments have MultiSendCallOnly on every chain. */
  private static final Map<String, String> MULTI_SEND_CALL_ONLY =
      Map.of(
          "1.4.1", "0x9641d764fc13c8B624c04430C7356C1C7C8102e2",
          "1.5.0", "0xA83c336B20401Af773B6219BA5027174338D1836");

  @Parameters(index = "0", paramLabel = "FOLDER", description = "An exported settlement.")
  private Path folder;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "Batch files as manifest.json names them, such as safe/root.json, in the order in which they"
              + " will be executed (default: all: funding, root, acceptance, then the rest by name).")
  private List<String> files = List.of();

  @Option(
      names = "--nonce",
      required = true,
      paramLabel = "N",
      description = "The Safe's next nonce; each further file takes the next.")
  private BigInteger nonce;

  @Option(
      names = "--safe-version",
      defaultValue = "1.4.1",
      paramLabel = "VERSION",
      description = "Version of the Safe: 1.4.1 or 1.5.0 (default: ${DEFAULT-VALUE}).")
  private String safeVersion;

  @Option(
      names = "--multi-send",
      paramLabel = "ADDRESS",
      description = "MultiSendCallOnly contract, where it isn't the one of Safe's own deployments.")
  private Optional<String> multiSend = Optional.empty();

  @Override
  public Integer call() {
    if (nonce.signum() < 0) {
      throw new TributaryException(
          ErrorCode.USAGE, "--nonce " + nonce + " is no nonce: the Safe shows its next one.");
    }
    String contract = multiSend.orElseGet(this::ofVersion);
    if (!Eip55.isValid(contract)) {
      throw new TributaryException(
          ErrorCode.USAGE,
          "--multi-send " + contract + " is no address with an EIP-55 checksum: copy it again.");
    }
    // Not among the hashes, which other programs read.
    System.err.println(
        "safe-hash: several calls go through MultiSendCallOnly "
            + contract
            + (multiSend.isPresent()
                ? ", as given"
                : ", as of Safe "
                    + safeVersion
                    + ": if the Safe has another version, name it with --safe-version"));
    for (SafeHashes.Pinned pinned : SafeHashes.of(folder, files, nonce, contract)) {
      System.out.printf(
          "%s nonce %d calls %d safeTxHash %s%n",
          pinned.path(), pinned.nonce(), pinned.calls(), pinned.safeTxHash());
    }
    return 0;
  }

  private String ofVersion() {
    String address = MULTI_SEND_CALL_ONLY.get(safeVersion);
    if (address == null) {
      throw new TributaryException(
          ErrorCode.USAGE,
          "The contracts of Safe "
              + safeVersion
              + " aren't known here: name its MultiSendCallOnly with --multi-send.");
    }
    return address;
  }
}
