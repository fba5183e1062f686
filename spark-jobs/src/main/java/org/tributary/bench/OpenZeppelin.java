package org.tributary.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The same tree by OpenZeppelin's library, in a Node.js that has it. */
final class OpenZeppelin {
  private static final String PACKAGE = "@openzeppelin/merkle-tree";

  private final Optional<Path> nodeModules;
  private final Path lock;
  private final Path work;

  /**
   * @param nodeModules a folder that has the package, if one was named
   * @param lock a folder with the package.json and package-lock.json to install otherwise
   * @param work for what is installed and for the script
   */
  OpenZeppelin(Optional<Path> nodeModules, Path lock, Path work) {
    this.nodeModules = nodeModules.map(Path::toAbsolutePath);
    this.lock = lock;
    this.work = work.toAbsolutePath();
  }

  /**
   * What it said.
   *
   * @param root of the tree
   * @param seconds by the clock
   * @param cpuSeconds of all its threads
   */
  record Result(String root, double seconds, double cpuSeconds) {}

  /**
   * Builds the tree of {@code leaves} generated leaves; nothing where Node.js or npm is missing.
   */
  Optional<Result> build(int leaves) throws IOException, InterruptedException {
    Optional<Path> modules = modules();
    if (modules.isEmpty()) {
      return Optional.empty();
    }
    Path script = work.resolve("openzeppelin.mjs");
    try (InputStream in = OpenZeppelin.class.getResourceAsStream("openzeppelin.mjs")) {
      Files.write(script, in.readAllBytes());
    }
    Optional<String> output =
        run(
            work,
            List.of("node", script.toString(), modules.get().toString(), Integer.toString(leaves)));
    return output.map(
        text -> {
          String[] said = text.strip().split(" ");
          return new Result(said[0], Double.parseDouble(said[1]), Double.parseDouble(said[2]));
        });
  }

  private Optional<Path> modules() throws IOException, InterruptedException {
    if (nodeModules.isPresent()) {
      return nodeModules;
    }
    Path beside = lock.resolve("node_modules").toAbsolutePath();
    if (Files.isDirectory(beside.resolve(PACKAGE))) {
      return Optional.of(beside);
    }
    if (!Files.exists(lock.resolve("package-lock.json"))) {
      return Optional.empty();
    }
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.write(work.resolve(file), Files.readAllBytes(lock.resolve(file)));
    }
    return run(work, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"))
        .map(installed -> work.resolve("node_modules"));
  }

  /** What a program printed; nothing where there is no such program. */
  private static Optional<String> run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path errors = folder.resolve("errors.txt");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(errors.toFile())
              .start();
    } catch (IOException e) {
      return Optional.empty();
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed:\n" + Files.readString(errors));
    }
    return Optional.of(output);
  }
}
