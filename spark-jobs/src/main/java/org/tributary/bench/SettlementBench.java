package org.tributary.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tributary.reports.settlement.AbiWords;
import org.tributary.reports.settlement.HeldAmount;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.MerkleTree;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.reports.settlement.Settlement;
import org.tributary.reports.settlement.SettlementHeader;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.reports.settlement.SettlementToken;
import org.tributary.reports.settlement.SettlementWriter;
import org.tributary.schemas.chain.Eip55;
import org.tributary.session.TemporaryFolder;

/**
 * Measures how a settlement is written: the tree by itself, and all files of the folder, beside
 * OpenZeppelin's JavaScript on the same leaves. The last line is {@code ratio NUMBER}:
 * OpenZeppelin's time for its tree over ours.
 */
public final class SettlementBench {
  private static final SettlementToken TOKEN =
      new SettlementToken("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", "COIN", 18);
  private static final String DISTRIBUTOR = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

  private static final int ADDRESS = 20;
  private static final int AMOUNT = 8;
  private static final int RECORD = ADDRESS + AMOUNT;

  /** Roots that OpenZeppelin's library has for so many leaves. */
  private static final Map<Integer, String> GOLDEN =
      Map.of(
          10_000,
          "0x2a59b77225ee372d0d5ffe33252fc09e22662f26e29da892b6968ba8616b3cdc",
          100_000,
          "0x5c91af4d8dee0b69bb8fdf1de2797ca2d051f2d08da606ab9a41de77c142b9fa",
          1_000_000,
          "0xe82d2bb15448a88e536463240ff2adfb4dd2cfd6e0703be8672330843eac41a7");

  private final Path work;
  private final PrintStream out;
  private int leaves = 1_000_000;
  private int compared = 100_000;
  private int runs = 3;
  private boolean memory = true;
  private Optional<Path> nodeModules = Optional.empty();
  private Path lock = Path.of("reports/src/test/javascript");

  private SettlementBench(Path work, PrintStream out) {
    this.work = work;
    this.out = out;
  }

  /**
   * A benchmark.
   *
   * @param work folder for its data, which is removed in the end
   * @param out where the tables are printed
   */
  public static SettlementBench of(Path work, PrintStream out) {
    return new SettlementBench(work, out);
  }

  /** Leaves of the settlement, and of the tree that OpenZeppelin builds too. */
  public SettlementBench leaves(int count, int beside) {
    this.leaves = count;
    this.compared = beside;
    return this;
  }

  /** How often each thing is measured, after one run that isn't. */
  public SettlementBench runs(int count) {
    this.runs = count;
    return this;
  }

  /** Whether the settlement is written once more to see how much memory it holds. */
  public SettlementBench memory(boolean measured) {
    this.memory = measured;
    return this;
  }

  /** Where OpenZeppelin's library is, or else the lock to install it from. */
  public SettlementBench openZeppelin(Optional<Path> modules, Path lockFolder) {
    this.nodeModules = modules;
    this.lock = lockFolder;
    return this;
  }

  /** Measures. */
  public void execute() throws IOException, InterruptedException {
    try (TemporaryFolder folder = TemporaryFolder.in(work, "settlement-bench")) {
      measure(folder.path());
    }
  }

  private void measure(Path folder) throws IOException, InterruptedException {
    out.printf(
        Locale.ROOT,
        "%d processors, at most %d MB of heap%n%n%-44s %8s %8s %8s %8s%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20,
        "seconds",
        "least",
        "median",
        "most",
        "CPU");
    byte[] all = generated(leaves);
    row("tree of " + leaves + " leaves: hashes, order, nodes", trees(all, leaves));
    Sorted sorted = new Sorted(all);
    Path settlement = folder.resolve("settlement");
    row("all files: leaves, dump, proofs, manifest", files(settlement, sorted));
    out.printf(Locale.ROOT, "%-44s %26d%n", "bytes of the folder", size(settlement));
    TemporaryFolder.delete(settlement);
    if (memory) {
      long peak = PeakHeap.during(() -> SettlementWriter.write(settlement, sorted.settlement()));
      out.printf(
          Locale.ROOT,
          "%-44s %23d MB%n",
          "heap held meanwhile, of which the tree " + (64L * leaves >> 20) + " MB",
          peak >> 20);
    }
    beside(folder);
  }

  private void beside(Path folder) throws IOException, InterruptedException {
    Measured ours = trees(generated(compared), compared);
    row("tree of " + compared + " leaves", ours);
    Optional<OpenZeppelin.Result> theirs =
        new OpenZeppelin(nodeModules, lock, folder).build(compared);
    if (theirs.isEmpty()) {
      out.println("OpenZeppelin: skipped, there is no Node.js with @openzeppelin/merkle-tree");
      out.println("ratio nan");
      return;
    }
    out.printf(
        Locale.ROOT,
        "%-44s %26.2f %8.2f%n",
        "the same by OpenZeppelin, once",
        theirs.get().seconds(),
        theirs.get().cpuSeconds());
    String root = MerkleTree.hex(tree(generated(compared)).root());
    out.println("same root as OpenZeppelin: " + (root.equals(theirs.get().root()) ? "yes" : "NO"));
    out.printf(
        Locale.ROOT,
        "by processor time: %.1f times ours%n",
        theirs.get().cpuSeconds() / ours.cpuSeconds());
    out.printf(Locale.ROOT, "ratio %.3f%n", theirs.get().seconds() / ours.timings().median());
  }

  /**
   * Several runs of the same.
   *
   * @param timings by the clock
   * @param cpuSeconds of all threads, mean of the runs: what other programs touch least
   */
  private record Measured(Timings timings, double cpuSeconds) {}

  /** Something that is measured. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  /** Once unmeasured, then as often as asked for. */
  private Measured measured(Work before, Work work) throws IOException {
    double[] seconds = new double[runs];
    double cpu = 0;
    for (int run = -1; run < runs; run++) {
      before.run();
      double cpuFrom = CpuTime.seconds();
      long from = System.nanoTime();
      work.run();
      if (run >= 0) {
        seconds[run] = (System.nanoTime() - from) / 1e9;
        cpu += CpuTime.seconds() - cpuFrom;
      }
    }
    return new Measured(new Timings(seconds), cpu / runs);
  }

  private Measured files(Path settlement, Sorted sorted) throws IOException {
    return measured(
        () -> TemporaryFolder.delete(settlement),
        () -> SettlementWriter.write(settlement, sorted.settlement()));
  }

  private Measured trees(byte[] generated, int count) throws IOException {
    String[] root = {""};
    Measured measured = measured(() -> {}, () -> root[0] = MerkleTree.hex(tree(generated).root()));
    if (!GOLDEN.getOrDefault(count, root[0]).equals(root[0])) {
      throw new IllegalStateException(
          "The root of " + count + " leaves is " + root[0] + ", not " + GOLDEN.get(count));
    }
    return measured;
  }

  /** From addresses and amounts to the root. */
  private static MerkleTree tree(byte[] generated) {
    int count = generated.length / RECORD;
    byte[] hashes = new byte[count * MerkleTree.HASH];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              byte[] words = new byte[2 * AbiWords.WORD];
              System.arraycopy(generated, i * RECORD, words, AbiWords.WORD - ADDRESS, ADDRESS);
              System.arraycopy(
                  generated, i * RECORD + ADDRESS, words, words.length - AMOUNT, AMOUNT);
              System.arraycopy(
                  AbiWords.leafHash(words), 0, hashes, i * MerkleTree.HASH, MerkleTree.HASH);
            });
    return MerkleTree.of(hashes);
  }

  /** Address: first 20 bytes of the SHA-256 of "a" and the number; amount: the next 8. */
  private static byte[] generated(int count) {
    ByteBuffer records = ByteBuffer.allocate(count * RECORD);
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < count; i++) {
        records.put(sha256.digest(("a" + i).getBytes(StandardCharsets.US_ASCII)), 0, RECORD);
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
    return records.array();
  }

  /** Generated leaves in the order in which a settlement takes them. */
  private static final class Sorted {
    private final byte[] records;
    private final int[] order;

    Sorted(byte[] records) {
      this.records = records;
      this.order =
          IntStream.range(0, records.length / RECORD)
              .boxed()
              .sorted(
                  (a, b) ->
                      Arrays.compareUnsigned(
                          records,
                          a * RECORD,
                          a * RECORD + ADDRESS,
                          records,
                          b * RECORD,
                          b * RECORD + ADDRESS))
              .mapToInt(Integer::intValue)
              .toArray();
    }

    Settlement settlement() {
      SettlementHeader header =
          new SettlementHeader(
              "0123456789abcdef",
              LocalDate.of(2026, 3, 31),
              31337,
              DISTRIBUTOR,
              List.of(TOKEN),
              Optional.empty(),
              "bench",
              "0".repeat(64),
              "bench");
      Iterator<SettlementLeaf> leaves = Arrays.stream(order).mapToObj(this::leaf).iterator();
      return new Settlement(header, leaves, List.<HeldAmount>of().iterator());
    }

    private SettlementLeaf leaf(int i) {
      int from = i * RECORD;
      String account = Eip55.of(Arrays.copyOfRange(records, from, from + ADDRESS));
      BigInteger amount = new BigInteger(1, records, from + ADDRESS, AMOUNT);
      return new SettlementLeaf(
          new Leaf(account, TOKEN.address(), amount), BigInteger.ZERO, PayoutStatus.PAYABLE);
    }
  }

  private void row(String what, Measured measured) {
    out.printf(Locale.ROOT, "%-44s %s %8.2f%n", what, measured.timings(), measured.cpuSeconds());
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
