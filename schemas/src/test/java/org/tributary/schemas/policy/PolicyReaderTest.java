package org.tributary.schemas.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;

class PolicyReaderTest {
  private static final AttributionRule BLEND_OF_THE_EXAMPLE =
      new AttributionRule(
          List.of(
              new MethodWeight(Method.INFLUENCE, 600_000),
              new MethodWeight(Method.DECLARED, 400_000)),
          new InfluenceRule(
              Preconditioner.GAUSS_NEWTON, new Damping(Damping.Kind.ABSOLUTE, 0.01), 50),
          PayRule.LEAVE_GROUP_OUT);

  @Test
  void eachKeyOfNetInfluenceMayBeLeftOut() {
    for (String key : new String[] {"kappa-ppm", "shrinkage-ppm", "window-days"}) {
      String without = reference().replaceAll("(?m)^ *" + key + " = .*$", "");
      assertThat(without).isNotEqualTo(reference());
      assertThat(read(without).defaultAttribution().pay()).isEqualTo(PayRule.LEAVE_GROUP_OUT);
    }
  }

  @Test
  void spansHaveTheirRule() {
    assertThat(read(reference()).defaultAttribution().span()).isEqualTo(SpanRule.DEFAULT);
    String hash = "ab".repeat(32);
    Policy policy =
        read(
            reference()
                .replace("background = none", "background = sources")
                .replace("background-sha256 = none", "background-sha256 = " + hash)
                .replace("earliest-claim-ppm = 1000000", "earliest-claim-ppm = 700000"));
    assertThat(policy.defaultAttribution().span())
        .isEqualTo(
            new SpanRule(
                16, 8, 8, 60, 700_000, 800_000, Optional.of("sources"), Optional.of(hash)));
    assertThat(policy.attributionOf("example-model").span()).isEqualTo(SpanRule.DEFAULT);
  }

  @Test
  void wordsHaveTheirRule() {
    assertThat(read(reference()).defaultAttribution().lexical()).isEqualTo(LexicalRule.DEFAULT);
    Policy policy =
        read(
            reference()
                .replace("k1-ppm = 1200000", "k1-ppm = 900000")
                .replace("earliest-within-ppm = 700000", "earliest-within-ppm = 0"));
    assertThat(policy.defaultAttribution().lexical())
        .isEqualTo(
            new LexicalRule(
                900_000,
                750_000,
                64,
                500_000,
                20,
                100_000,
                0,
                8,
                8,
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void theReferenceIsAPolicyItself() {
    Policy policy = read(reference());

    assertThat(policy.policyId()).isEqualTo("reference");
    assertThat(policy.effectiveFrom()).isEqualTo(LocalDate.parse("2026-06-01"));
    assertThat(policy.sha256()).isEqualTo(CanonicalJson.sha256(reference()));
    assertThat(policy.tokens())
        .containsExactlyEntriesOf(
            Map.of(
                "TRIB",
                new Token(
                    "TRIB",
                    8453,
                    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                    18,
                    BigInteger.ZERO,
                    BigInteger.valueOf(2_000_000_000_000L))));
    assertThat(policy.distributors())
        .isEqualTo(
            Map.of(
                8453L,
                DistributorRule.plain("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"),
                1L,
                DistributorRule.plain("0x52908400098527886E0F7030069857D2E4169EE7")));
    assertThat(policy.accounts())
        .isEqualTo(new Accounts("payee:platform", "suspense:unattributed"));
    assertThat(policy.waterfall())
        .isEqualTo(
            new Waterfall(
                200_000,
                Map.of(
                    Role.PLATFORM, 50_000,
                    Role.MODEL_DEVELOPER, 200_000,
                    Role.BASE_MODEL_DEVELOPER, 50_000,
                    Role.CONTRIBUTOR, 700_000)));
    assertThat(policy.attributionOf("example-model")).isEqualTo(BLEND_OF_THE_EXAMPLE);
    assertThat(policy.attributionOf("another").influence().damping())
        .isEqualTo(new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, 1.0));
  }

  @Test
  void whatARuleLeavesOutIsTheReferences() {
    String text = reference();
    int from = text.indexOf("    # Settings of method influence");
    String without = text.substring(0, from) + text.substring(text.indexOf("  # Rules by") - 4);
    assertThat(without).doesNotContain("evidence-rows");
    assertThat(read(without).defaultAttribution()).isEqualTo(read(text).defaultAttribution());
  }

  @Test
  void thePublishedRuleIsKeptByName() {
    String text = reference();
    int from = text.indexOf("    # How influence becomes shares");
    String published =
        text.substring(0, from)
            + "pay { rule = published-poa } }\n"
            + text.substring(text.indexOf("  # Rules by"));
    assertThat(read(published).defaultAttribution().pay()).isEqualTo(PayRule.PUBLISHED_POA);
  }

  /** One change to the reference each, and what the message says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "format = 1|format = 2|line 17, format: 2 is out of range: at least 1, at most 1",
        "format = 1| |format: is missing: it must be an integer",
        "format = 1|format = \"1\"|format: must be an integer without quotes, but is of type string",
        "format = 1|format = 1.5|format: 1.5 is no integer",
        "format = 1|format = null|format: must be an integer without quotes, but is of type null",
        "policy-id = \"reference\"|policy-id = \"a b\"|line 20, policy-id: \"a b\" is no id",
        "policy-id = \"reference\"|policy-id = 7|policy-id: must be a text in quotes",
        "\"2026-06-01\"|\"2026-06-31\"|effective-from: \"2026-06-31\" is no date",
        "chain-id = 8453|chain-id = 0|tokens.TRIB.chain-id: 0 is out of range",
        "chain-id = 8453|chain-id = 10|distributors: has no address for chain 10 of TRIB",
        "0x5aAeb|0x5AAeb|tokens.TRIB.address: the EIP-55 checksum of 0x5AAeb",
        "E7Ef1BeAed|E7Ef1BeA|is no address: write 0x and 40 hex digits",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed|0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"
            + "|has no EIP-55 checksum: write it in mixed case",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed|0x0000000000000000000000000000000000000000"
            + "|tokens.TRIB.address: is the zero address",
        "decimals = 18|decimals = 39|tokens.TRIB.decimals: 39 is out of range",
        "minimum-payout = \"0\"|minimum-payout = 0|minimum-payout: must be a text in quotes",
        "minimum-payout = \"0\"|minimum-payout = \"1.0\"|\"1.0\" is no amount",
        "minimum-payout = \"0\"|minimum-payout = \"-1\"|\"-1\" is no amount",
        "minimum-payout = \"0\"|minimum-payout = \"1e18\"|\"1e18\" is no amount",
        "minimum-payout = \"0\"|minimum-payout = \"100000000000000000000000000000000000000\""
            + "|is no amount: write base units as a plain integer of up to 38 digits",
        "decimals = 18|decimal = 18|tokens.TRIB.decimal: is unknown: known here are address",
        "\"8453\" =|\"base\" =|distributors.base: is no chain id",
        "\"payee:platform\"|\"platform\"|accounts.platform: \"platform\" is no account",
        "infrastructure-cap-ppm = 200000|infrastructure-cap-ppm = 1000001|is out of range",
        "platform = 50000|platform = 49999"
            + "|waterfall.shares-ppm: sum to 999,999: they must sum to 1,000,000",
        "platform = 50000|platform = 60000|sum to 1,010,000",
        "platform = 50000|platform = -1|waterfall.shares-ppm.platform: -1 is out of range",
        "method = influence|method = magic|\"magic\" is unknown: write one of influence, span,",
        "weight-ppm = 1000000|weight-ppm = 999999|have weights that sum to 999,999",
        "weight-ppm = 400000|weight-ppm = 0|methods[1].weight-ppm: 0 is out of range",
        "method = declared|method = influence|methods[1].method: stands twice in the blend",
        "preconditioner = gauss-newton|preconditioner = kfac|write one of gradient-dot, gradient-cosine, relative",
        "absolute = \"0.01\"|absolute = \"0\"|absolute: \"0\" must be above zero",
        "absolute = \"0.01\"|absolute = \"1e400\"|must be above zero and fit a double",
        "absolute = \"0.01\"|absolute = \"NaN\"|\"NaN\" is no decimal number",
        "absolute = \"0.01\"|absolute = \"1\", relative-to-mean-eigenvalue = \"1\""
            + "|attribution.models.example-model.influence.damping: must have one of absolute, rel",
        "evidence-rows = 50|evidence-rows = 1001|evidence-rows: 1001 is out of range",
        "relative-to-mean-eigenvalue = \"1.0\"|auto = false|damping.auto: must be true: leave it out",
        "relative-to-mean-eigenvalue = \"1.0\"|auto = 1|damping.auto: must be true, but is of type",
        "weights-ppm {}|weights-ppm { a = 0 }|checkpoint-weights-ppm: must have a weight above zero",
        "weights-ppm {}|weights-ppm { a = -1 }|checkpoint-weights-ppm.a: -1 is out of range",
        "rule = leave-group-out|rule = fair|\"fair\" is unknown: write one of leave-group-out, published",
        "rule = leave-group-out|rule = published-poa|pay.duplicates: is unknown: known here are rule",
        "duplicates = earliest|duplicates = split|\"split\" is unknown: write one of earliest, separate",
        "cosine-ppm = 900000|cosine-ppm = 499999|near-duplicate-cosine-ppm: 499999 is out of range",
        "kappa-ppm = 1000000|kappa-ppm = -1|pay.net-influence.kappa-ppm: -1 is out of range",
        "window-days = 30|window-days = 0|pay.net-influence.window-days: 0 is out of range",
        "window-days = 30|window = 30|pay.net-influence.window: is unknown",
        "floor-ppm = 0|floor-ppm = -1|pay.signal-to-noise-floor-ppm: -1 is out of range",
        "minimum-tokens = 16|minimum-tokens = 7|default.span.minimum-tokens: 7 is out of range",
        "seed-tokens = 8|seed-tokens = 17|span.seed-tokens: 17 is out of range: at least 1, at most 16",
        "echo-tokens = 8|echo-tokens = 0|span.echo-tokens: 0 is out of range",
        "floor-bits = 60|floor-bits = -1|span.information-floor-bits: -1 is out of range",
        "near-duplicate-ppm = 800000|near-duplicate-ppm = -1|span.near-duplicate-ppm: -1 is out of range",
        "earliest-claim-ppm = 1000000|earliest-claim-ppm = 1000001|1000001 is out of range",
        "k1-ppm = 1200000|k1-ppm = -1|lexical.k1-ppm: -1 is out of range",
        "query-terms = 64|query-terms = 0|lexical.query-terms: 0 is out of range",
        "candidates = 20|candidates = 1001|lexical.candidates: 1001 is out of range",
        "b-ppm = 750000|b-ppm = 1000001|lexical.b-ppm",
        "background = none|background = \"a b\"|span.background: \"a b\" is no id",
        "background-sha256 = none|background-sha256 = abc|\"abc\" is no SHA-256: write 64",
        "background-sha256 = none|background-sha256 = \"0000000000000000000000000000000000000000000000000000000000000000\""
            + "|span.background-sha256: is the hash of no background: name one",
        "models {|model {|attribution.model: is unknown: known here are default, models",
      })
  void saysWhatIsWrongAndWhere(String from, String to, String message) {
    String changed = reference().replaceFirst(Pattern.quote(from), to == null ? "" : to);
    assertThat(changed).isNotEqualTo(reference());
    assertThatThrownBy(() -> read(changed))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("Policy test.conf has ")
        .hasMessageContaining(message)
        .extracting(e -> ((TributaryException) e).code())
        .isEqualTo(ErrorCode.POLICY_INVALID);
  }

  @Test
  void reportsAllProblemsAtOnceByLine() {
    String wrong =
        reference()
            .replace("decimals = 18", "decimals = \"18\"")
            .replace("format = 1", "format = 1\nfrmat = 1")
            .replace("0xfB69", "0xFB69");
    TributaryException e = catchThrowableOfType(TributaryException.class, () -> read(wrong));
    assertThat(e.getMessage().lines().toList())
        .satisfiesExactly(
            head -> assertThat(head).startsWith("Policy test.conf has 3 problems"),
            one -> assertThat(one).startsWith("  line 18, frmat: is unknown"),
            two -> assertThat(two).startsWith("  line 40, tokens.TRIB.decimals: must be"),
            three -> assertThat(three).startsWith("  line 53, distributors.8453: the EIP-55"));
  }

  @Test
  void anEmptyFileMissesEverything() {
    assertThatThrownBy(() -> read(""))
        .hasMessageContaining("policy-id: is missing")
        .hasMessageContaining("tokens: is missing")
        .hasMessageContaining("attribution: is missing");
  }

  @Test
  void refusesWhatReachesBeyondTheFile() {
    assertThatThrownBy(() -> read(reference() + "\nx = ${HOME}"))
        .hasMessageContaining("test.conf has a substitution ${...}");
    assertThatThrownBy(() -> read(reference() + "\nx = ${?HOME}"))
        .hasMessageContaining("has a substitution");
    assertThatThrownBy(() -> read("include \"other.conf\"\n" + reference()))
        .hasMessageContaining("it includes other.conf")
        .isInstanceOf(TributaryException.class);
    assertThatThrownBy(() -> read("include required(file(\"other.conf\"))\n" + reference()))
        .isInstanceOf(TributaryException.class);
  }

  @Test
  void refusesWhatIsNoTextOrNoHocon() {
    assertThatThrownBy(() -> PolicyReader.read("test.conf", new byte[] {(byte) 0xc3, 0x28}))
        .hasMessage("Policy test.conf is no UTF-8 text.");
    assertThatThrownBy(() -> read("tokens {"))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("Policy test.conf is no HOCON");
  }

  @Test
  void aTokenStandsOnceInAPolicy() {
    String text = reference();
    int from = text.indexOf("  TRIB {");
    int to = text.indexOf("  }\n", from) + 4;
    String twice = text.substring(0, to) + text.substring(from, to).replace("TRIB", "TWIN");
    assertThatThrownBy(() -> read(twice + text.substring(to)))
        .hasMessageContaining("tokens.TWIN: is the same contract as TRIB");
  }

  @Test
  void aBookHasOnePolicyPerDate() {
    String later = reference().replace("\"reference\"", "\"later\"").replace("2026-06", "2026-07");
    PolicyBook book =
        PolicyBooks.load(Map.of("b.conf", bytes(reference()), "a.conf", bytes(later)));
    assertThat(book.inForceOn(LocalDate.parse("2026-06-30")).policyId()).isEqualTo("reference");
    assertThat(book.inForceOn(LocalDate.parse("2026-07-01")).policyId()).isEqualTo("later");
    assertThatThrownBy(() -> book.inForceOn(LocalDate.parse("2026-05-31")))
        .hasMessageContaining("No policy is in force on 2026-05-31");
  }

  @Test
  void theFilesOfABookMustAgree() {
    byte[] june = bytes(reference());
    String july = reference().replace("2026-06", "2026-07");
    assertThatThrownBy(() -> PolicyBooks.load(Map.of("june", june, "july", bytes(july))))
        .hasMessageContaining("Two policies are named reference");
    String decimals = july.replace("\"reference\"", "\"july\"").replace("= 18", "= 6");
    assertThatThrownBy(() -> PolicyBooks.load(Map.of("june", june, "july", bytes(decimals))))
        .hasMessageContaining("Policy july changes token TRIB")
        .hasMessageContaining("give the new one a new id");
    assertThatThrownBy(() -> PolicyBooks.load(Map.of("a", bytes(""), "b", bytes("x = 1"))))
        .hasMessageContaining("Policy a has")
        .hasMessageContaining("Policy b has");
  }

  private static Policy read(String text) {
    return PolicyReader.read("test.conf", bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void thePublishedRuleIsAPolicyForComparison() {
    Policy published = read(resource("published-poa.conf"));
    Policy reference = read(reference());
    assertThat(published.policyId()).isEqualTo("published-poa");
    assertThat(published.defaultAttribution().pay()).isEqualTo(PayRule.PUBLISHED_POA);
    assertThat(published)
        .as("all else is as in the reference")
        .usingRecursiveComparison()
        .ignoringFields(
            "policyId", "sha256", "defaultAttribution.pay", "attribution", "distributors")
        .isEqualTo(reference);
    assertThat(reference.defaultAttribution().pay()).isEqualTo(PayRule.LEAVE_GROUP_OUT);
    assertThat(PayRule.PUBLISHED_POA.text()).isEqualTo("published-poa");
    assertThat(
            new PayRule(
                    PayRule.Value.POSITIVE_ROWS,
                    PayRule.Duplicates.SEPARATE,
                    1_000_000,
                    500_000,
                    250_000,
                    7,
                    2_000_000)
                .text())
        .isEqualTo(
            "positive-rows, duplicates separate, kappa 500000 ppm, shrinkage 250000 ppm over 7"
                + " days, signal-to-noise floor 2000000 ppm");
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
