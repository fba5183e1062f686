package org.tributary.schemas.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.schemas.TributaryException;

/** The keys that say how money is divided: all of them may be left out. */
class MoneyKeysTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "effective-until",
        "treasury",
        "adapter-developer",
        "datanet-curators",
        "agent-owner",
        "most-models",
        "unattributed-to",
        "reward-by",
        "failure",
        "freshness-half-life-days",
        "quality"
      })
  void whatIsLeftOutIsAsTheReferenceSays(String key) {
    String without = reference().replaceAll("(?m)^ *" + key + " = .*$", "");
    assertThat(without).isNotEqualTo(reference());
    assertThat(read(without))
        .usingRecursiveComparison()
        .ignoringFields("sha256")
        .isEqualTo(read(reference()));
  }

  @Test
  void aPolicyFromBeforeTheseKeysIsTheSamePolicy() {
    assertThat(read(resource("published-poa.conf")).agents()).isEqualTo(AgentRule.DEFAULT);
    assertThat(read(resource("published-poa.conf")).worth()).isEqualTo(WorthRule.DEFAULT);
    assertThat(read(resource("published-poa.conf")).waterfall())
        .isEqualTo(read(reference()).waterfall());
    assertThat(read(reference()).accounts().treasury()).isEqualTo("suspense:treasury");
    assertThat(read(reference()).effectiveUntil()).isEqualTo(Policy.OPEN);
  }

  @Test
  void everyKeyIsRead() {
    String text =
        reference()
            .replace("effective-until = none", "effective-until = \"2026-07-01\"")
            .replace("\"suspense:treasury\"", "\"payee:treasury\"")
            .replace("platform = 50000", "platform = 10000")
            .replace("adapter-developer = 0", "adapter-developer = 15000")
            .replace("datanet-curators = 0", "datanet-curators = 12000")
            .replace("agent-owner = 0", "agent-owner = 8000")
            .replace("treasury = 0", "treasury = 5000")
            .replace("most-models = 8", "most-models = 3")
            .replace("unattributed-to = account", "unattributed-to = declared")
            .replace("reward-by = fee", "reward-by = tokens")
            .replace("failure = refund", "failure = hold")
            .replace("half-life-days = none", "half-life-days = 90")
            .replace("quality = ignore", "quality = apply");
    Policy policy = read(text);
    assertThat(policy.effectiveUntil()).isEqualTo(LocalDate.parse("2026-07-01"));
    assertThat(policy.accounts())
        .isEqualTo(new Accounts("payee:platform", "suspense:unattributed", "payee:treasury"));
    assertThat(policy.waterfall())
        .isEqualTo(
            new Waterfall(
                200_000,
                Map.of(
                    Role.PLATFORM, 10_000,
                    Role.MODEL_DEVELOPER, 200_000,
                    Role.BASE_MODEL_DEVELOPER, 50_000,
                    Role.CONTRIBUTOR, 700_000,
                    Role.ADAPTER_DEVELOPER, 15_000,
                    Role.DATANET_CURATOR, 12_000,
                    Role.AGENT_OWNER, 8_000,
                    Role.TREASURY, 5_000),
                3,
                Waterfall.Unattributed.DECLARED));
    assertThat(policy.worth()).isEqualTo(new WorthRule(90, WorthRule.Quality.APPLY));
    assertThat(policy.agents())
        .isEqualTo(new AgentRule(AgentRule.RewardBy.TOKENS, AgentRule.Failure.HOLD));
  }

  /** One change to the reference each, and what the message says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "effective-until = none|effective-until = \"2026-06-01\""
            + "|line 28, effective-until: 2026-06-01 isn't after effective-from, 2026-06-01",
        "effective-until = none|effective-until = \"never\"|effective-until: \"never\" is no date",
        "\"suspense:treasury\"|\"treasury\"|accounts.treasury: \"treasury\" is no account",
        "adapter-developer = 0|adapter-developer = 1|shares-ppm: sum to 1,000,001: they must sum",
        "agent-owner = 0|agent-owner = -1|waterfall.shares-ppm.agent-owner: -1 is out of range",
        "agent-owner = 0|agent-owners = 0|shares-ppm.agent-owners: is unknown: known here are"
            + " adapter-developer, agent-owner,",
        "most-models = 8|most-models = 0|waterfall.most-models: 0 is out of range: at least 1, at"
            + " most 64",
        "unattributed-to = account|unattributed-to = nobody|waterfall.unattributed-to: \"nobody\""
            + " is unknown: write one of account, declared, treasury, payer",
        "reward-by = fee|reward-by = luck|agents.reward-by: \"luck\" is unknown: write one of fee,"
            + " tokens, equal, declared",
        "failure = refund|failure = keep|agents.failure: \"keep\" is unknown: write one of refund,"
            + " hold",
        "half-life-days = none|half-life-days = 0|worth.freshness-half-life-days: 0 is out of range:"
            + " at least 1, at most 3650",
        "half-life-days = none|half-life-days = 1.5|freshness-half-life-days: 1.5 is no integer",
        "quality = ignore|quality = good|worth.quality: \"good\" is unknown: write one of ignore,"
            + " apply",
        "failure = refund|fail = refund|agents.fail: is unknown: known here are failure, reward-by"
      })
  void saysWhatIsWrongAndWhere(String from, String to, String message) {
    String changed = reference().replaceFirst(Pattern.quote(from), to);
    assertThat(changed).isNotEqualTo(reference());
    assertThatThrownBy(() -> read(changed))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anEndThatIsNoDateIsToldOnce() {
    for (String end : List.of("\"never\"", "7", "{}")) {
      assertThatThrownBy(() -> read(reference().replace("until = none", "until = " + end)))
          .hasMessageContaining("has a problem; every key")
          .hasMessageContaining("line 28, effective-until: ");
    }
  }

  @Test
  void aBookHasNeitherGapsNorOverlaps() {
    String june = reference().replace("until = none", "until = \"2026-07-01\"");
    assertThat(problems(june, later("july", "2026-07-01"))).isEmpty();
    assertThat(problems(june, later("late", "2026-07-03")))
        .containsExactly(
            "No policy is in force from 2026-07-01, where reference ends, until 2026-07-03, where"
                + " late starts: let one end where the next starts, or leave effective-until out.");
    assertThat(problems(june, later("early", "2026-06-30")))
        .containsExactly(
            "Policies reference and early are both in force from 2026-06-30 until 2026-07-01: let"
                + " one end where the next starts, or leave effective-until out.");
    assertThatThrownBy(() -> PolicyBooks.load(files(june, later("late", "2026-07-03"))))
        .hasMessageStartingWith("No policy is in force from 2026-07-01");
  }

  @Test
  void aBookEndsWhereItsLastPolicyDoes() {
    PolicyBook book =
        PolicyBooks.load(files(reference().replace("until = none", "until = \"2026-07-01\"")));
    assertThat(book.inForceOn(LocalDate.parse("2026-06-30")).policyId()).isEqualTo("reference");
    assertThatThrownBy(() -> book.inForceOn(LocalDate.parse("2026-07-01")))
        .hasMessage(
            "No policy is in force on 2026-07-01: reference, the last that had started, ended on"
                + " 2026-07-01. Add a policy that starts then.");
  }

  @Test
  void allProblemsOfABookAreToldAtOnce() {
    assertThat(
            problems(
                reference().replace("until = none", "until = \"2026-06-15\""),
                later("reference", "2026-07-01").replace("decimals = 18", "decimals = 6")))
        .satisfiesExactly(
            gap -> assertThat(gap).startsWith("No policy is in force from 2026-06-15"),
            name -> assertThat(name).startsWith("Two policies are named reference"),
            token -> assertThat(token).startsWith("Policy reference changes token TRIB"));
  }

  private static List<String> problems(String... texts) {
    return PolicyBooks.problems(files(texts));
  }

  private static Map<String, byte[]> files(String... texts) {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < texts.length; i++) {
      files.put(i + ".conf", texts[i].getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  private static String later(String id, String from) {
    return reference().replace("\"reference\"", "\"" + id + "\"").replace("2026-06-01", from);
  }

  private static Policy read(String text) {
    return PolicyReader.read("test.conf", text.getBytes(StandardCharsets.UTF_8));
  }

  private static String reference() {
    return resource("reference.conf");
  }

  private static String resource(String name) {
    try (InputStream in = PolicyReader.class.getResourceAsStream("/policy/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
