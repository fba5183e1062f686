package org.tributary.reports.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tributary.reports.approval.Treasury;
import org.tributary.reports.cli.Main;
import org.tributary.reports.confirm.ChainContract;
import org.tributary.reports.confirm.ChainFacts;
import org.tributary.reports.confirm.ClaimedEvent;
import org.tributary.reports.confirm.EventFile;

/** What the command makes of claims and balances that were read: 12 claims of 1000 to 1011. */
class FundsTest extends OutboxCases {
  private static final String COIN = Treasury.COIN.address();
  private static final String NO_ROOT = "0x" + "0".repeat(64);

  private Night night;

  @BeforeEach
  void aNight() throws IOException {
    night = Night.write(temp, FIRST, "", Optional.empty(), leaves).approve("ada", "bob");
  }

  /**
   * payee0 has claimed 6000, which is 5000 too much: 11066 of the others are open all the same. As
   * a sum 12066 less 6000 would be covered by the 6066 that are held.
   */
  @Test
  void whatOneClaimsTooMuchIsNobodyElsesClaimLess() throws IOException {
    String refused = export(6066, List.of(claim("payee0", 6000)));
    assertThat(refused)
        .startsWith("22: ")
        .contains(
            "FUNDING: the distributor lacks 5000 of COIN: 11066 can be claimed and wasn't yet, more"
                + " than its balance of 6066.",
            "CLAIMS: "
                + Treasury.address("payee0")
                + " has claimed 6000 in "
                + COIN
                + ", but its leaf says 1000. Whoever could claim that can claim more");
    assertThat(export(12066, List.of(claim("stranger", 1))))
        .startsWith("22: ")
        .contains("CLAIMS: " + Treasury.address("stranger") + " has claimed 1 in ")
        .doesNotContain("FUNDING");
    String passed =
        export(
            12066,
            List.of(claim("stranger", 1)),
            "--pass",
            "CLAIMS",
            "--because",
            "paid by the root of the trial");
    assertThat(passed).startsWith("0: export: passed CLAIMS: ").doesNotContain("looked at");
  }

  @Test
  void whatNobodyLookedAtIsTold() throws IOException {
    assertThat(run(arguments()))
        .startsWith(
            "0: export: whether there is enough of COIN to pay it wasn't looked at: name a node with"
                + " --rpc, or a file with --events\nexport: made ");
    assertThat(run(arguments())).startsWith("0: export: nothing new, ");
  }

  private String export(long balance, List<ClaimedEvent> claims, String... more)
      throws IOException {
    Path file = temp.resolve("events.jsonl");
    Files.deleteIfExists(file);
    EventFile.write(
        file,
        new ChainContract(31337, Treasury.DISTRIBUTOR),
        new ChainFacts(
            9, NO_ROOT, Optional.empty(), claims, Map.of(COIN, BigInteger.valueOf(balance))));
    List<String> all = new ArrayList<>(List.of(arguments()));
    Stream.concat(Stream.of("--events", file.toString()), Stream.of(more)).forEach(all::add);
    return run(all.toArray(String[]::new));
  }

  private String[] arguments() {
    return new String[] {"export", night.settlement().toString(), "--to", outbox.toString()};
  }

  private static ClaimedEvent claim(String name, long amount) {
    return new ClaimedEvent(
        "0x" + "ab".repeat(32), 1, 5, Treasury.address(name), COIN, BigInteger.valueOf(amount));
  }

  /** Exit code, and what was printed. */
  private static String run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    try {
      int exit = Main.run(arguments);
      return exit + ": " + bytes.toString(StandardCharsets.UTF_8);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
