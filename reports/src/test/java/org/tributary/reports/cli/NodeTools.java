package org.tributary.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Node.js with the packages of {@code src/test/javascript/approval}, and an EVM of its own. */
final class NodeTools implements AutoCloseable {
  private static final Path SOURCE = Path.of("src/test/javascript/approval").toAbsolutePath();

  private final Path folder;
  private Process anvil;
  private String rpc = "";

  private NodeTools(Path folder) {
    this.folder = folder;
  }

  /** The scripts with their packages; skips the test, loudly, where there is no Node.js. */
  static NodeTools open(String whatIsTested) throws IOException, InterruptedException {
    if (!isInstalled("node") || !isInstalled("npm")) {
      skip(whatIsTested, "there is no node or npm");
    }
    Path folder = Path.of("target/javascript-approval").toAbsolutePath();
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(SOURCE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    NodeTools tools = new NodeTools(folder);
    Path modules = folder.resolve("node_modules");
    if (!Files.isDirectory(modules)) {
      Path given = SOURCE.resolve("node_modules");
      if (Files.isDirectory(given)) {
        Files.createSymbolicLink(modules, given);
      } else if (tools.exit("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund") != 0) {
        skip(whatIsTested, "npm ci failed");
      }
    }
    return tools;
  }

  private static void skip(String whatIsTested, String why) {
    String line = "NOT TESTED: " + whatIsTested + " (" + why + ")";
    System.err.println(line);
    assertThat(System.getenv("CI")).as(line).isNotEqualTo("true");
    abort(line);
  }

  /** Starts a node on a free port of this machine; {@link #close} ends it. */
  NodeTools withChain() throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    // The binary itself, not npm's wrapper: so the process is the node's.
    Path binary = folder.resolve("node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil");
    if (!Files.isExecutable(binary)) {
      skip("settlements on a real EVM", "anvil has no binary for this machine");
    }
    anvil =
        new ProcessBuilder(
                binary.toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--chain-id",
                "31337",
                "--silent")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("anvil.log").toFile())
            .start();
    rpc = "http://127.0.0.1:" + port;
    for (int i = 0; i < 100; i++) {
      if (answers(port)) {
        return this;
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("anvil doesn't answer within ten seconds");
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Address of the node. */
  String rpc() {
    return rpc;
  }

  Path folder() {
    return folder;
  }

  /** What {@code chain.mjs} prints. */
  String chain(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", "chain.mjs", rpc));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  /** What a command prints; it must succeed. */
  String run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("command", ".out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      process.destroy();
    }
    String text = Files.readString(output, StandardCharsets.UTF_8).strip();
    Files.delete(output);
    assertThat(ended && process.exitValue() == 0).as(List.of(command) + ": " + text).isTrue();
    return text;
  }

  private int exit(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("npm.log").toFile())
            .start();
    return process.waitFor(5, TimeUnit.MINUTES) ? process.exitValue() : -1;
  }

  private static boolean isInstalled(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    if (anvil != null) {
      anvil.destroy();
    }
  }
}
