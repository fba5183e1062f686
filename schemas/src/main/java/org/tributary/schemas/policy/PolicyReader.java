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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  private static final int WHOLE = 1_000_000;
  private static final int MOST_DECIMALS = 38;
  private static final int MOST_EVIDENCE_ROWS = 1_000;
  private static final int LEAST_COSINE_PPM = 500_000;
  private static final int MOST_KAPPA_PPM = 10_000_000;
  private static final int MOST_SHRINKAGE_PPM = 10_000_000;
  private static final int MOST_WINDOW_DAYS = 366;
  private static final int MOST_FLOOR_PPM = 100_000_000;
  private static final int LEAST_SPAN = 8;
  private static final int MOST_SPAN = 1_000;
  private static final int MOST_FLOOR_BITS = 10_000;

  /** Chain ids above 2^53 would not survive the JSON of wallets. */
  private static final long MOST_CHAIN_ID = 1L << 53;

  private static final Pattern ACCOUNT = Pattern.compile("(payee|suspense):[^\\s:][^\\s]*");
  private static final Map<Role, String> SHARES =
      new EnumMap<>(
          Map.of(
              Role.PLATFORM, "platform",
              Role.MODEL_DEVELOPER, "model-developer",
              Role.BASE_MODEL_DEVELOPER, "base-model-developer",
              Role.CONTRIBUTOR, "contributors"));

  private final ConfigObject defaultInfluence;
  private final ConfigObject defaultPay;
  private final ConfigObject defaultSpan;
  private final PayoutReader payouts;

  private PolicyReader(Config reference) {
    this.defaultInfluence = reference.getObject("attribution.default.influence");
    this.defaultPay = reference.getObject("attribution.default.pay");
    this.defaultSpan = reference.getObject("attribution.default.span");
    this.payouts = new PayoutReader(reference);
  }

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
    Policy policy =
        new PolicyReader(theReference())
            .policy(new PolicySection(file.root(), List.of(), problems), bytes);
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

  private Policy policy(PolicySection file, byte[] bytes) {
    file.integer("format", FORMAT, FORMAT);
    PolicySection attribution = file.section("attribution");
    Map<String, Token> tokens = tokens(file.section("tokens"));
    Map<Long, String> distributors = distributors(file.section("distributors"));
    requireDistributors(file, tokens, distributors);
    Policy policy =
        new Policy(
            file.id("policy-id"),
            file.date("effective-from"),
            CanonicalJson.sha256(bytes),
            tokens,
            distributors,
            accounts(file.section("accounts")),
            waterfall(file.section("waterfall")),
            attributionRule(attribution.section("default")),
            attributionOfModels(attribution.optionalSection("models")),
            payouts.payout(file, tokens),
            payouts.safety(file, tokens));
    attribution.end();
    file.end();
    return policy;
  }

  private Map<String, Token> tokens(PolicySection section) {
    Map<String, Token> tokens = new HashMap<>();
    Map<String, String> byAddress = new HashMap<>();
    for (String tokenId : section.keys()) {
      section.requireId(tokenId, tokenId);
      PolicySection block = section.section(tokenId);
      Token token =
          new Token(
              tokenId,
              block.integer("chain-id", 1, MOST_CHAIN_ID),
              block.address("address"),
              Math.toIntExact(block.integer("decimals", 0, MOST_DECIMALS)),
              block.amount("minimum-payout"),
              block.amount("rate-per-gpu-ms"));
      block.end();
      String other = byAddress.put(token.chainId() + " " + token.address(), tokenId);
      if (other != null) {
        section.problem(tokenId, "is the same contract as %s: it would be paid twice", other);
      }
      tokens.put(tokenId, token);
    }
    if (tokens.isEmpty()) {
      section.problemHere("must name at least one token");
    }
    return tokens;
  }

  private static Map<Long, String> distributors(PolicySection section) {
    Map<Long, String> distributors = new HashMap<>();
    for (String chain : section.keys()) {
      String address = section.address(chain);
      if (chain.matches("[1-9][0-9]{0,15}") && Long.parseLong(chain) <= MOST_CHAIN_ID) {
        distributors.put(Long.parseLong(chain), address);
      } else {
        section.problem(chain, "is no chain id: the key is an EIP-155 number in quotes");
      }
    }
    return distributors;
  }

  private static void requireDistributors(
      PolicySection file, Map<String, Token> tokens, Map<Long, String> distributors) {
    for (Token token : tokens.values()) {
      if (!distributors.containsKey(token.chainId())) {
        file.problem(
            "distributors", "has no address for chain %d of %s", token.chainId(), token.tokenId());
      }
    }
  }

  private static Accounts accounts(PolicySection section) {
    Accounts accounts =
        new Accounts(account(section, "platform"), account(section, "unattributed"));
    section.end();
    return accounts;
  }

  private static String account(PolicySection section, String key) {
    Optional<String> account = section.text(key);
    if (account.isPresent() && !ACCOUNT.matcher(account.get()).matches()) {
      section.problem(
          key, "\"%s\" is no account: write payee:<id> or suspense:<name>", account.get());
    }
    return account.orElse("suspense:missing");
  }

  private static Waterfall waterfall(PolicySection section) {
    int cap = section.partsPerMillion("infrastructure-cap-ppm");
    PolicySection block = section.section("shares-ppm");
    Map<Role, Integer> shares = new EnumMap<>(Role.class);
    long sum = 0;
    boolean complete = true;
    for (Map.Entry<Role, String> share : SHARES.entrySet()) {
      complete &= block.has(share.getValue());
      int ppm = block.partsPerMillion(share.getValue());
      shares.put(share.getKey(), ppm);
      sum += ppm;
    }
    if (complete && sum != WHOLE) {
      section.problem("shares-ppm", "sum to %,d: they must sum to 1,000,000", sum);
    }
    block.end();
    section.end();
    return new Waterfall(cap, shares);
  }

  private Map<String, AttributionRule> attributionOfModels(PolicySection section) {
    Map<String, AttributionRule> rules = new HashMap<>();
    for (String modelId : section.keys()) {
      rules.put(modelId, attributionRule(section.section(modelId)));
    }
    return rules;
  }

  private AttributionRule attributionRule(PolicySection section) {
    List<MethodWeight> methods = methods(section);
    InfluenceRule influence =
        influence(section.optionalSection("influence").orElse(defaultInfluence));
    PayRule pay = pay(section.optionalSection("pay"));
    SpanRule span = span(section.optionalSection("span").orElse(defaultSpan));
    section.end();
    return new AttributionRule(methods, influence, pay, span);
  }

  private static SpanRule span(PolicySection section) {
    int minimum = Math.toIntExact(section.integer("minimum-tokens", LEAST_SPAN, MOST_SPAN));
    Optional<String> background = section.idOrNone("background");
    Optional<String> sha256 = section.sha256OrNone("background-sha256");
    if (background.isEmpty() && sha256.isPresent()) {
      section.problem("background-sha256", "is the hash of no background: name one");
    }
    SpanRule rule =
        new SpanRule(
            minimum,
            Math.toIntExact(section.integer("seed-tokens", 1, minimum)),
            Math.toIntExact(section.integer("echo-tokens", 1, MOST_SPAN)),
            Math.toIntExact(section.integer("information-floor-bits", 0, MOST_FLOOR_BITS)),
            section.partsPerMillion("earliest-claim-ppm"),
            background,
            sha256);
    section.end();
    return rule;
  }

  private static InfluenceRule influence(PolicySection section) {
    Preconditioner preconditioner =
        section
            .constant("preconditioner", Preconditioner.class)
            .orElse(Preconditioner.GAUSS_NEWTON);
    InfluenceRule rule =
        new InfluenceRule(
            preconditioner,
            damping(section.section("damping")),
            checkpointWeights(section.optionalSection("checkpoint-weights-ppm")),
            Math.toIntExact(section.integer("evidence-rows", 0, MOST_EVIDENCE_ROWS)));
    section.end();
    return rule;
  }

  private static SortedMap<String, Integer> checkpointWeights(PolicySection section) {
    SortedMap<String, Integer> weights = new TreeMap<>();
    section.keys().forEach(name -> weights.put(name, section.partsPerMillion(name)));
    if (!weights.isEmpty() && weights.values().stream().allMatch(weight -> weight == 0)) {
      section.problemHere("must have a weight above zero");
    }
    return weights;
  }

  private PayRule pay(PolicySection section) {
    NamedPay named =
        section.has("rule")
            ? section.constant("rule", NamedPay.class).orElse(NamedPay.LEAVE_GROUP_OUT)
            : NamedPay.LEAVE_GROUP_OUT;
    if (named == NamedPay.PUBLISHED_POA) {
      // It has no settings: one that is written beside it is an unknown key.
      section.end();
      return PayRule.PUBLISHED_POA;
    }
    PolicySection complete = section.orElse(defaultPay);
    PolicySection net =
        complete.section("net-influence").orElse((ConfigObject) defaultPay.get("net-influence"));
    PayRule rule =
        new PayRule(
            PayRule.Value.LEAVE_GROUP_OUT,
            complete
                .constant("duplicates", PayRule.Duplicates.class)
                .orElse(PayRule.Duplicates.EARLIEST),
            Math.toIntExact(complete.integer("near-duplicate-cosine-ppm", LEAST_COSINE_PPM, WHOLE)),
            Math.toIntExact(net.integer("kappa-ppm", 0, MOST_KAPPA_PPM)),
            Math.toIntExact(net.integer("shrinkage-ppm", 0, MOST_SHRINKAGE_PPM)),
            Math.toIntExact(net.integer("window-days", 1, MOST_WINDOW_DAYS)),
            Math.toIntExact(complete.integer("signal-to-noise-floor-ppm", 0, MOST_FLOOR_PPM)));
    net.end();
    complete.has("rule");
    complete.end();
    return rule;
  }

  private static List<MethodWeight> methods(PolicySection section) {
    List<MethodWeight> methods = new ArrayList<>();
    Set<Method> seen = EnumSet.noneOf(Method.class);
    long sum = 0;
    for (PolicySection block : section.sections("methods")) {
      Optional<Method> method = block.constant("method", Method.class);
      int weight = Math.toIntExact(block.integer("weight-ppm", 1, WHOLE));
      block.end();
      sum += weight;
      if (method.isPresent() && !seen.add(method.get())) {
        block.problem("method", "stands twice in the blend");
      }
      method.ifPresent(known -> methods.add(new MethodWeight(known, weight)));
    }
    if (section.has("methods") && sum != WHOLE) {
      section.problem("methods", "have weights that sum to %,d: it must be 1,000,000", sum);
    }
    return methods;
  }

  private static Damping damping(PolicySection section) {
    boolean absolute = section.has("absolute");
    boolean relative = section.has("relative-to-mean-eigenvalue");
    boolean auto = section.has("auto");
    section.end();
    if (Stream.of(absolute, relative, auto).filter(given -> given).count() != 1) {
      section.problemHere("must have one of absolute, relative-to-mean-eigenvalue and auto");
      return Damping.AUTO;
    }
    if (auto) {
      section.requireTrue("auto");
      return Damping.AUTO;
    }
    return absolute
        ? new Damping(Damping.Kind.ABSOLUTE, section.positiveDecimal("absolute"))
        : new Damping(
            Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE,
            section.positiveDecimal("relative-to-mean-eigenvalue"));
  }

  /** Names of pay rules. */
  private enum NamedPay {
    LEAVE_GROUP_OUT,
    PUBLISHED_POA
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
