package org.tributary.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.run.CanonicalJson;

class SampleTest {
  @TempDir Path folder;

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
    tiny("one", 7);
    tiny("two", 7);
    tiny("three", 8);
    Map<String, String> first = hashes("one");
    assertThat(hashes("two")).isEqualTo(first);
    Map<String, String> other = hashes("three");
    Stream.of(
            "landing/inference_log/2026-06-30.digits.parquet",
            "landing/inference_log/2026-06-30.java.jsonl",
            "landing/training_sketches/digits-lr.parquet",
            "landing/contributions/digits.jsonl")
        .forEach(file -> assertThat(other.get(file)).as(file).isNotEqualTo(first.get(file)));
    // Making the same world again in the same folder changes nothing.
    tiny("one", 7);
    assertThat(hashes("one")).isEqualTo(first);
    // The code is what it is, whatever the seed.
    assertThat(other.get("landing/contributions/java.parquet"))
        .isEqualTo(first.get("landing/contributions/java.parquet"));
  }

  @Test
  void twoWorldsDontShareAFolder() throws IOException {
    tiny("shared", 7);
    assertThatThrownBy(() -> tiny("shared", 8))
        .isInstanceOfSatisfying(
            TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("holds another sample world")
        .hasMessageContaining("\"seed\":7")
        .hasMessageContaining("\"seed\":8")
        .hasMessageContaining("Name an empty folder");

    Files.createDirectories(folder.resolve("real/landing/inference_log"));
    assertThatThrownBy(() -> tiny("real", 7))
        .hasMessageContaining("a landing folder that no sample world wrote");
  }

  @Test
  void theScaleMultipliesTheLogAndNothingElse() {
    Sample.Result one = tiny("small", 7);
    Sample.Result ten =
        Sample.builder().out(folder.resolve("large")).tiny().seed(7).scale(10).build().execute();
    assertThat(ten.keptRows().get("inference_log"))
        .isBetween(
            8 * one.keptRows().get("inference_log"), 10 * one.keptRows().get("inference_log"));
    assertThat(ten.keptRows().get("contributions")).isEqualTo(one.keptRows().get("contributions"));
    assertThat(ten.flawedRows()).isEqualTo(one.flawedRows());
  }

  @Test
  void thePolicyIsReadByTheStrictReaderAndNamesTheModelsOfTheWorld() throws IOException {
    Sample.Result result = tiny("policy", 7);
    Policy policy = PolicyReader.read("sample.conf", Files.readAllBytes(result.policy()));
    assertThat(policy.tokens().keySet()).containsExactlyInAnyOrder(Fees.TRIB, Fees.USDX);
    assertThat(policy.tokens().get(Fees.TRIB).decimals()).isEqualTo(18);
    assertThat(policy.tokens().get(Fees.USDX).decimals()).isEqualTo(6);
    assertThat(policy.tokens().get(Fees.TRIB).address()).isEqualTo(Addresses.of("token/TRIB"));
    assertThat(policy.tokens().get(Fees.USDX).address()).isEqualTo(Addresses.of("token/USDX"));
    assertThat(policy.attribution().keySet())
        .containsExactlyInAnyOrder(DigitsModel.ID, CodeModels.BASE, CodeModels.ADAPTER);
    assertThat(policy.attributionOf(DigitsModel.ID).methods())
        .extracting(weight -> weight.method())
        .containsExactly(Method.INFLUENCE);
    assertThat(policy.attributionOf("another").methods())
        .extracting(weight -> weight.method())
        .containsExactly(Method.DECLARED);
    assertThat(policy.effectiveFrom()).isBeforeOrEqualTo(result.firstDate());
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> Sample.builder().scale(0))
        .hasMessage("The scale must be at least 1, it is 0.");
    assertThatThrownBy(() -> Sample.builder().build())
        .hasMessage("A sample world needs a folder: --out DIR.");
    assertThatThrownBy(() -> Sample.builder().out(folder).days(1).build())
        .hasMessage("A sample world has 2 to 180 days, not 1.");
  }

  private Sample.Result tiny(String name, long seed) {
    return Sample.builder().out(folder.resolve(name)).tiny().seed(seed).build().execute();
  }

  private Map<String, String> hashes(String name) throws IOException {
    Path root = folder.resolve(name);
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        hashes.put(
            root.relativize(file).toString(), CanonicalJson.sha256(Files.readAllBytes(file)));
      }
    }
    return hashes;
  }
}
