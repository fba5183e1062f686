package org.tributary.schemas.policy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;

/**
 * Reads a policy file (HOCON). It is strict, because a typing error here pays the wrong people: an
 * unknown key, a missing one, a wrong type, shares that don't sum and an address with a wrong
 * checksum are errors, and all of a file's errors are reported at once. A file stands for itself:
 * no includes, no substitutions, so that its hash says all there is to know.
 *
 * <p>Every key is explained in {@code schemas/policy/reference.conf}.
 */
public final class PolicyReader {
  /** Layout of policy files that this reader knows. */
  public static final int FORMAT = 1;

  private static final String REFERENCE = "/policy/reference.conf";

  private PolicyReader() {}

  /**
   * Reads one policy file.
   *
   * @param fileName for error messages
   * @param bytes UTF-8 text; the policy's hash is the SHA-256 of exactly these bytes
   * @throws TributaryException with {@link ErrorCode#POLICY_INVALID} and every problem of the file
   */
  public static Policy read(String fileName, byte[] bytes) {
    Config file = parse(fileName, bytes);
    PolicyProblems problems = new PolicyProblems(fileName);
    Policy policy = policy(new PolicySection(file.root(), List.of(), problems), bytes);
    problems.throwIfAny();
    return policy;
  }

  /** The reference policy: its attribution is the default. */
  public static Policy reference() {
    return read(REFERENCE, referenceBytes());
  }

  private static Config parse(String fileName, byte[] bytes) {
    try {
      Config config =
          ConfigFactory.parseString(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
              ConfigParseOptions.defaults()
                  .setSyntax(ConfigSyntax.CONF)
                  .setOriginDescription(fileName)
                  .setIncluder(new NoIncludes()));
      if (!config.isResolved()) {
        throw TributaryException.of(
            ErrorCode.POLICY_INVALID,
            "Policy %s has a substitution ${...}. A policy stands for itself: write the value out.",
            fileName);
      }
      return config;
    } catch (CharacterCodingException e) {
      throw new TributaryException(
          ErrorCode.POLICY_INVALID, "Policy " + fileName + " is no UTF-8 text.", e);
    } catch (ConfigException e) {
      throw new TributaryException(
          ErrorCode.POLICY_INVALID, "Policy " + fileName + " is no HOCON: " + e.getMessage(), e);
    }
  }

  private static Config theReference() {
    return parse(REFERENCE, referenceBytes());
  }

  private static byte[] referenceBytes() {
    try (InputStream in = PolicyReader.class.getResourceAsStream(REFERENCE)) {
      if (in == null) {
        throw new IllegalStateException("The class path has no " + REFERENCE);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Policy policy(PolicySection file, byte[] bytes) {
    file.integer("format", FORMAT, FORMAT);
    Config reference = theReference();
    AttributionReader attribution = new AttributionReader(reference);
    PayoutReader payouts = new PayoutReader(reference);
    PolicySection rules = file.section("attribution");
    Map<String, Token> tokens = TokensReader.tokens(file.section("tokens"));
    Map<Long, DistributorRule> distributors =
        new DistributorsReader(reference).distributors(file.section("distributors"));
    DistributorsReader.require(file, tokens, distributors);
    LocalDate from = file.date("effective-from");
    Policy policy =
        new Policy(
            file.id("policy-id"),
            from,
            until(file, from),
            CanonicalJson.sha256(bytes),
            tokens,
            distributors,
            WaterfallReader.accounts(file.section("accounts")),
            WaterfallReader.waterfall(file.section("waterfall")),
            WaterfallReader.agents(file.optionalSection("agents")),
            WaterfallReader.worth(file.optionalSection("worth")),
            attribution.rule(rules.section("default")),
            attribution.ofModels(rules.optionalSection("models")),
            payouts.payout(file, tokens),
            payouts.safety(file, tokens),
            new ApprovalReader(reference).approval(file, tokens));
    rules.end();
    file.end();
    return policy;
  }

  private static LocalDate until(PolicySection file, LocalDate from) {
    if (!file.has("effective-until") || file.isNone("effective-until")) {
      return Policy.OPEN;
    }
    Optional<LocalDate> until = file.dateIfRight("effective-until");
    if (until.isPresent() && !until.get().isAfter(from)) {
      file.problem(
          "effective-until",
          "%s isn't after effective-from, %s: it is the first log date that is no longer settled"
              + " under the policy",
          until.get(),
          from);
    }
    return until.orElse(Policy.OPEN);
  }

  /** What a policy says must not depend on files beside it. */
  private static final class NoIncludes implements ConfigIncluder {
    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      throw new ConfigException.Generic(
          "it includes " + what + ". A policy stands for itself: write the values out.");
    }
  }
}
