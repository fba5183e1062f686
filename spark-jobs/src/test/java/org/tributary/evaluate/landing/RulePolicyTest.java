package org.tributary.evaluate.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tributary.evaluate.pay.Rule;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyReader;

class RulePolicyTest {
  private static final String MODEL = "my \"model\" ${v}.1";

  @Test
  void saysTheRulesThatAreMeasured() {
    for (Rule rule : Rule.both()) {
      assertThat(written(rule.attribution()).attributionOf(MODEL)).isEqualTo(rule.attribution());
    }
  }

  /** Every key that a policy can have comes back as it was. */
  @Test
  void saysTheRuleOfAnyPolicy() {
    String odd =
        """
        methods = [
          { method = declared, weight-ppm = 250000 }, { method = influence, weight-ppm = 750000 }
        ]
        influence {
          preconditioner = relative
          damping { absolute = "0.00000000000123" }
          checkpoint-weights-ppm { "early.1" = 0, final = 30 }
          evidence-rows = 3
        }
        pay {
          duplicates = separate
          near-duplicate-cosine-ppm = 777777
          net-influence { kappa-ppm = 5, shrinkage-ppm = 6, window-days = 7 }
          signal-to-noise-floor-ppm = 8
        }
        span {
          minimum-tokens = 40
          seed-tokens = 7
          echo-tokens = 5
          information-floor-bits = 0
          earliest-claim-ppm = 9
          background = sources
          background-sha256 = "%s"
        }
        """
            .formatted("ab".repeat(32));
    AttributionRule rule = rule(odd);
    assertThat(rule.influence().damping())
        .isEqualTo(new Damping(Damping.Kind.ABSOLUTE, 0.00000000000123));
    assertThat(written(rule).attributionOf(MODEL)).isEqualTo(rule);
    AttributionRule auto = rule(odd.replace("absolute = \"0.00000000000123\"", "auto = true"));
    assertThat(written(auto).attributionOf(MODEL)).isEqualTo(auto);
  }

  @Test
  void takesEveryTokenOnEveryDateAndLeavesOtherModelsAlone() {
    Policy policy = written(Rule.both().get(0).attribution());
    assertThat(policy.tokens()).containsOnlyKeys("TRIB", "usd.c");
    assertThat(policy.effectiveFrom()).isBefore(LocalDate.EPOCH);
    assertThat(policy.attributionOf("another").usesInfluence()).isFalse();
  }

  private static Policy written(AttributionRule rule) {
    String policy = RulePolicy.of(rule, MODEL, List.of("TRIB", "usd.c"));
    return PolicyReader.read("evaluate.conf", policy.getBytes(StandardCharsets.UTF_8));
  }

  /** The rule of a policy file that says this as its default. */
  private static AttributionRule rule(String text) {
    try {
      String policy = Files.readString(Path.of("../schemas/policy/published-poa.conf"));
      String ours =
          policy.substring(0, policy.lastIndexOf("default {")) + "default {" + text + "}}";
      return PolicyReader.read("odd.conf", ours.getBytes(StandardCharsets.UTF_8))
          .defaultAttribution();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
