package org.tributary.bench;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The same search by infini-gram, in a Python that has it (Liu et al., Infini-gram: Scaling
 * Unbounded n-gram Language Models to a Trillion Tokens, COLM 2024).
 */
final class InfiniGram {
  /** Before each document of the token file. */
  private static final int SEPARATOR = 65_535;

  private final String python;
  private final Path folder;

  /**
   * @param python a program
   * @param folder for the token file and the index, empty
   */
  InfiniGram(String python, Path folder) {
    this.python = python;
    this.folder = folder.toAbsolutePath();
  }

  /**
   * What it found and how long it took.
   *
   * @param buildSeconds until its index was there
   * @param querySeconds for {@code queryTokens}, by the clock and of all its threads
   * @param spans of the outputs that are compared
   */
  record Result(
      double buildSeconds,
      double querySeconds,
      double queryCpuSeconds,
      long queryTokens,
      Set<FoundSpan> spans) {}

  /**
   * Searches documents.
   *
   * @param documents tokens below 65,535; some 100 KB in all, or its builder refuses them
   * @param outputs that are searched for and timed, with occurrences of spans that stand at most
   *     1,000 times
   * @param compared how many of them are searched for once more, for all spans
   * @param least fewest tokens of a span
   * @return nothing where the Python can't import infini-gram
   */
  Optional<Result> search(List<int[]> documents, List<int[]> outputs, int compared, int least)
      throws IOException, InterruptedException {
    writeTokens(documents);
    Path queries = folder.resolve("queries.txt");
    Files.write(
        queries,
        outputs.stream()
            .map(
                output ->
                    Arrays.stream(output)
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(" ")))
            .toList());
    Path script = folder.resolve("infinigram.py");
    try (InputStream in = InfiniGram.class.getResourceAsStream("infinigram.py")) {
      Files.write(script, in.readAllBytes());
    }
    Path said = folder.resolve("errors.txt");
    Process process;
    try {
      process =
          new ProcessBuilder(
                  python,
                  script.toString(),
                  folder.toString(),
                  Integer.toString(least),
                  Integer.toString(compared))
              .redirectError(said.toFile())
              .start();
    } catch (IOException e) {
      return Optional.empty();
    }
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    if (process.waitFor() != 0) {
      String errors = Files.readString(said);
      if (errors.contains("ModuleNotFoundError")) {
        return Optional.empty();
      }
      throw new IOException(python + " failed:\n" + errors);
    }
    return Optional.of(result(lines));
  }

  private static Result result(List<String> lines) {
    String[] times = lines.get(0).split(" ");
    Set<FoundSpan> spans = new TreeSet<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] columns = line.split(" ");
      spans.add(
          new FoundSpan(
              Integer.parseInt(columns[0]),
              Integer.parseInt(columns[1]),
              Integer.parseInt(columns[2]),
              Long.parseLong(columns[3])));
    }
    return new Result(
        Double.parseDouble(times[0]),
        Double.parseDouble(times[1]),
        Double.parseDouble(times[2]),
        Long.parseLong(times[3]),
        spans);
  }

  /** As its own tokenizer leaves them: the tokens in little endian, and where each document is. */
  private void writeTokens(List<int[]> documents) throws IOException {
    try (OutputStream tokens = stream("tokenized.0");
        DataOutputStream offsets = new DataOutputStream(stream("offset.0"))) {
      long offset = 0;
      for (int[] document : documents) {
        ByteBuffer bytes =
            ByteBuffer.allocate(Short.BYTES * (document.length + 1)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(unsigned(SEPARATOR, SEPARATOR));
        for (int token : document) {
          bytes.putShort(unsigned(token, SEPARATOR - 1));
        }
        tokens.write(bytes.array());
        offsets.writeLong(Long.reverseBytes(offset));
        offset += bytes.capacity();
      }
    }
  }

  private static short unsigned(int token, int most) {
    if (token < 0 || token > most) {
      throw new IllegalArgumentException("Token " + token + " doesn't fit 16 bits");
    }
    return (short) (char) token;
  }

  private OutputStream stream(String name) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16);
  }
}
