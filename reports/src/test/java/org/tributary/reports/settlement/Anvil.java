package org.tributary.reports.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A chain of its own on this machine: anvil of npm, which holds to EIP-7825's gas limit. */
final class Anvil implements AutoCloseable {
  private static final int TRIES = 100;
  private static final int PAUSE_MILLIS = 100;

  private final Process process;
  private final String url;

  private Anvil(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** The program of this machine's kind among the packages. */
  static Path program(Path nodeModules) {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String name =
        (os.contains("mac") ? "darwin" : os.contains("win") ? "win32" : "linux")
            + "-"
            + (machine.equals("aarch64") || machine.equals("arm64") ? "arm64" : "amd64");
    return nodeModules.resolve("@foundry-rs/anvil-" + name + "/bin/anvil");
  }

  /** Starts it and waits until it answers; {@link #close} ends exactly this process. */
  static Anvil start(Path program) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path log = Files.createTempFile("anvil", ".log");
    log.toFile().deleteOnExit();
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--silent",
                "--chain-id",
                "31337",
                // A block when it is asked for, with room for all claims of a tree.
                "--no-mining",
                "--gas-limit",
                "2000000000",
                "--enable-tx-gas-limit")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Anvil anvil = new Anvil(process, "http://127.0.0.1:" + port);
    try {
      anvil.waitUntilReady(log);
      return anvil;
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      anvil.close();
      throw e;
    }
  }

  String url() {
    return url;
  }

  private void waitUntilReady(Path log) throws IOException, InterruptedException {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create(url))
            .header("content-type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\",\"params\":[]}"))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < TRIES; i++) {
      assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
      try {
        assertThat(client.send(question, HttpResponse.BodyHandlers.ofString()).body())
            .contains("0x7a69");
        return;
      } catch (IOException e) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    throw new AssertionError("anvil doesn't answer at " + url + ": " + Files.readString(log));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
