package org.tributary.reports.approval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.reports.settlement.HeldAmount;
import org.tributary.reports.settlement.Leaf;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.reports.settlement.Settlement;
import org.tributary.reports.settlement.SettlementHeader;
import org.tributary.reports.settlement.SettlementLeaf;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.reports.settlement.SettlementToken;
import org.tributary.reports.settlement.SettlementWriter;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.chain.Keccak256;
import org.tributary.schemas.policy.DistributorRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyReader;
import org.tributary.schemas.run.CanonicalJson;

/** Settlements of one distributor, the policy that they are made under, and three approvers. */
public final class Treasury {
  public static final String DISTRIBUTOR = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359";
  public static final SettlementToken COIN =
      new SettlementToken("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "COIN", 18);
  public static final SettlementToken GRAIN =
      new SettlementToken("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", "GRAIN", 6);
  public static final LocalDate DATE = LocalDate.of(2026, 3, 31);
  public static final SigningKey ADA = key("ada");
  public static final SigningKey BOB = key("bob");
  public static final SigningKey CYD = key("cyd");

  private Treasury() {}

  /** A key that everybody can compute. */
  public static SigningKey key(String name) {
    return SigningKey.ofEnvironment("KEY", Map.of("KEY", CanonicalJson.sha256(name)));
  }

  /** Two of ada, bob and cyd approve; {@code gates} are the gates' keys. */
  public static byte[] policyText(String gates) {
    return policyText(gates, DistributorRule.plain(DISTRIBUTOR));
  }

  /** The same for a distributor of any kind. */
  public static byte[] policyText(String gates, DistributorRule distributor) {
    String text;
    try {
      text = Files.readString(Path.of("../schemas/policy/reference.conf"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int from = text.indexOf("# What must hold before a settlement leaves the house");
    int to = text.indexOf("# How an inference is attributed");
    String tokens = "";
    for (SettlementToken token :
        distributor.kind().oneToken() ? List.of(COIN) : List.of(COIN, GRAIN)) {
      tokens +=
          String.format(
              Locale.ROOT,
              "%s { chain-id = 31337, address = \"%s\", decimals = %d, minimum-payout = \"0\","
                  + " rate-per-gpu-ms = \"0\" }%n",
              token.tokenId(),
              token.address(),
              token.decimals());
    }
    String approval =
        String.format(
            Locale.ROOT,
            "tokens { %s }%ndistributors { \"31337\" = %s }%napproval { needed = 2, approvers {"
                + " ada = \"%s\", bob = \"%s\", cyd = \"%s\" }, gates { %s } }%n",
            tokens,
            distributorText(distributor),
            ADA.address(),
            BOB.address(),
            CYD.address(),
            gates);
    String rest = text.substring(0, from) + text.substring(to);
    rest = rest.replaceFirst("(?s)tokens \\{\n.*?\n\\}\n", "");
    rest = rest.replaceFirst("(?s)distributors \\{\n.*?\n\\}\n", "");
    return (rest + approval).getBytes(StandardCharsets.UTF_8);
  }

  private static String distributorText(DistributorRule rule) {
    return String.format(
        Locale.ROOT,
        "{ kind = %s, address = \"%s\", timelock-seconds = %d, safe = %s, batch-size = %d,"
            + " claims = %s, format = %s }",
        rule.kind().text(),
        rule.address(),
        rule.timelockSeconds(),
        rule.safe().isEmpty() ? "none" : "\"" + rule.safe() + "\"",
        rule.batchSize(),
        rule.claims().text(),
        rule.format().text());
  }

  public static Policy policy(String gates) {
    return PolicyReader.read("treasury.conf", policyText(gates));
  }

  public static SettlementHeader header(
      Policy policy, LocalDate date, Optional<SettlementHeader.Previous> previous) {
    return header(policy, date, previous, List.of(COIN), 31337, DISTRIBUTOR);
  }

  public static SettlementHeader header(
      Policy policy,
      LocalDate date,
      Optional<SettlementHeader.Previous> previous,
      List<SettlementToken> tokens,
      long chainId,
      String distributor) {
    return header(policy, date, previous, tokens, chainId, DistributorRule.plain(distributor));
  }

  /** Of a distributor of any kind. */
  public static SettlementHeader header(
      Policy policy,
      LocalDate date,
      Optional<SettlementHeader.Previous> previous,
      List<SettlementToken> tokens,
      long chainId,
      DistributorRule distributor) {
    return new SettlementHeader(
        "0123456789abcdef",
        date,
        chainId,
        distributor,
        tokens,
        previous,
        policy.policyId(),
        policy.sha256(),
        "0.1.0");
  }

  /** Writes {@code leaves} as a settlement. */
  public static SettlementManifest write(
      Path folder, SettlementHeader header, List<SettlementLeaf> leaves) {
    SettlementWriter.write(
        folder,
        new Settlement(
            header,
            leaves.stream()
                .sorted(Comparator.comparing(SettlementLeaf::leaf, Leaf.ORDER))
                .iterator(),
            List.<HeldAmount>of().iterator()));
    return manifest(folder);
  }

  public static SettlementManifest manifest(Path folder) {
    try {
      return SettlementManifest.parse(Files.readAllBytes(folder.resolve(SettlementManifest.PATH)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaf number {@code i} of the first night: 1000 + i. */
  public static List<SettlementLeaf> leaves(int count) {
    List<SettlementLeaf> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(leaf("payee" + i, COIN, 1000 + i, 0));
    }
    return leaves;
  }

  /** The same leaves, each grown by {@code more}. */
  public static List<SettlementLeaf> grown(List<SettlementLeaf> before, long more) {
    return before.stream()
        .map(
            row ->
                new SettlementLeaf(
                    new Leaf(
                        row.leaf().account(),
                        row.leaf().token(),
                        row.leaf().cumulative().add(BigInteger.valueOf(more))),
                    row.leaf().cumulative(),
                    PayoutStatus.PAYABLE))
        .toList();
  }

  public static SettlementLeaf leaf(
      String name, SettlementToken token, long cumulative, long previous) {
    return new SettlementLeaf(
        new Leaf(address(name), token.address(), BigInteger.valueOf(cumulative)),
        BigInteger.valueOf(previous),
        PayoutStatus.PAYABLE);
  }

  public static String address(String name) {
    byte[] hash = Keccak256.hash(name);
    byte[] address = new byte[20];
    System.arraycopy(hash, 12, address, 0, 20);
    return Eip55.of(address);
  }

  /** Approvals of {@code keys} by name. */
  public static Approvals approvals(
      SettlementManifest manifest, Policy policy, Map<String, SigningKey> keys) {
    Approve approve = Approve.of(manifest, policy);
    Approvals approvals = Approvals.none(manifest);
    for (Map.Entry<String, SigningKey> one : new TreeMap<>(keys).entrySet()) {
      approvals = approve.add(approvals, approve.sign(one.getKey(), one.getValue()));
    }
    return approvals;
  }
}
