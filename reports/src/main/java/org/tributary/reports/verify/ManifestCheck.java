package org.tributary.reports.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.run.RunManifest;
import org.tributary.schemas.run.RunManifestJson;

/** The run is what its id says, and its policies are the ones that it pins. */
final class ManifestCheck {
  private ManifestCheck() {}

  static void file(RunManifest manifest, byte[] bytes, Findings findings) {
    String expected = RunManifestJson.write(manifest);
    if (!Arrays.equals(bytes, expected.getBytes(StandardCharsets.UTF_8))) {
      findings.add(
          "manifest.json was edited: its SHA-256 is %s, but that of the manifest that the run was"
              + " computed under is %s.",
          CanonicalJson.sha256(bytes), CanonicalJson.sha256(expected));
    }
  }

  static void runId(RunManifest manifest, Findings findings) {
    String expected =
        RunManifestJson.runId(
            manifest.closeDate(), manifest.engineVersion(), manifest.inputs(), manifest.policies());
    if (!expected.equals(manifest.runId())) {
      findings.add(
          "manifest.json: what it pins gives run id %s, but it says %s.",
          expected, manifest.runId());
    }
  }

  static void policies(RunFiles run, Findings findings) {
    Path folder = run.file(RunFiles.POLICIES);
    for (RunManifest.PolicyPin pin : run.manifest().policies()) {
      Path file = folder.resolve(pin.file());
      if (!Files.exists(file)) {
        findings.add("policy/%s is missing: policy %s is in it.", pin.file(), pin.policyId());
        continue;
      }
      String sha256 = CanonicalJson.sha256(bytes(file));
      if (!sha256.equals(pin.sha256())) {
        findings.add(
            "policy/%s was edited: its SHA-256 is %s, but manifest.json pins %s.",
            pin.file(), sha256, pin.sha256());
      }
    }
    Set<String> pinned =
        run.manifest().policies().stream()
            .map(RunManifest.PolicyPin::file)
            .collect(Collectors.toSet());
    for (String name : names(folder)) {
      if (!pinned.contains(name)) {
        findings.add("policy/%s is not in manifest.json.", name);
      }
    }
  }

  /** The manifest's second part is written by the machine, and says whose it is. */
  static void prepared(RunManifest manifest, byte[] bytes, Findings findings) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!text.contains("\"run_id\":\"" + manifest.runId() + "\"")) {
      findings.add("prepared.json is not of run %s.", manifest.runId());
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of the files and folders in a folder, in order, without those of file systems. */
  static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
