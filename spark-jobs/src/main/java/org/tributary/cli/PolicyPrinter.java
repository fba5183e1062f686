package org.tributary.cli;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tributary.allocate.FeeExplanation;
import org.tributary.allocate.PolicyDiff;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.Role;

/** What a person wants to read about policies; amounts are base units. */
final class PolicyPrinter {
  private static final int WHOLE = 1_000_000;
  private static final BigInteger TEN_THOUSAND = BigInteger.valueOf(10_000);

  private PolicyPrinter() {}

  static void explanation(
      Policy policy,
      FeeExplanation.Question question,
      List<FeeExplanation.Line> lines,
      PrintStream out) {
    out.printf(
        Locale.ROOT,
        "Policy %s on %s: %s base units of %s (%s) for %s, %d GPU ms%s%n",
        policy.policyId(),
        question.logDate(),
        question.fee(),
        question.tokenId(),
        tokens(policy, question),
        String.join(" on ", question.models()),
        question.gpuMs(),
        question.byAgent() ? ", by an agent" : "");
    attribution(policy, question, out);
    BigInteger sum = BigInteger.ZERO;
    for (FeeExplanation.Line line : lines) {
      out.printf(
          Locale.ROOT,
          "  %-22s %38s  %s%s%n",
          name(line.role()),
          line.amount(),
          line.account(),
          line.reasonCode().map(reason -> "  " + reason).orElse(""));
      sum = sum.add(line.amount());
    }
    out.printf(Locale.ROOT, "  %-22s %38s%n", "sum", sum);
  }

  private static String tokens(Policy policy, FeeExplanation.Question question) {
    int decimals = policy.tokens().get(question.tokenId()).decimals();
    return new BigDecimal(question.fee(), decimals).stripTrailingZeros().toPlainString();
  }

  /** Which rule counts: a model that isn't named has the default one, which may surprise. */
  private static void attribution(
      Policy policy, FeeExplanation.Question question, PrintStream out) {
    String model = question.models().get(0);
    List<MethodWeight> methods = policy.attributionOf(model).methods();
    out.printf(
        Locale.ROOT,
        "  attributed by %s, %s%n",
        methods.stream()
            .map(each -> each.method().tableName() + " " + each.weightPpm() + " ppm")
            .collect(Collectors.joining(" and ")),
        policy.attribution().containsKey(model)
            ? "the rule of " + model
            : "the default rule, as no rule names " + model);
    if (!policy.attribution().isEmpty() && !policy.attribution().containsKey(model)) {
      out.printf(
          "  note: rules of their own have %s; name one with --model%n",
          String.join(", ", new TreeSet<>(policy.attribution().keySet())));
    }
    if (methods.stream().anyMatch(each -> each.method() == Method.DECLARED)
        && question.attributedPpm() < WHOLE) {
      out.println(
          "  note: --attributed-ppm is about the other methods; declared leaves nothing open");
    }
  }

  static void difference(PolicyDiff.Result result, int mostAccounts, PrintStream out) {
    for (String model : result.attributionChanges()) {
      out.printf(
          "note: the rule of attribution of %s differs, too; attribution is taken as the run has"
              + " it.%n",
          model);
    }
    if (result.roles().isEmpty()) {
      out.println("Nothing came in up to that date.");
    }
    result.roles().stream()
        .map(PolicyDiff.Line::tokenId)
        .distinct()
        .forEach(
            token -> {
              roles(token, result.roles(), out);
              accounts(token, result.accounts(), mostAccounts, out);
            });
  }

  /** Token by token: base units of different tokens don't compare. */
  private static void accounts(
      String token, List<PolicyDiff.Line> all, int mostAccounts, PrintStream out) {
    List<PolicyDiff.Line> changed =
        all.stream()
            .filter(line -> line.tokenId().equals(token))
            .sorted(
                Comparator.comparing((PolicyDiff.Line line) -> line.change().abs())
                    .reversed()
                    .thenComparing(PolicyDiff.Line::role)
                    .thenComparing(PolicyDiff.Line::account))
            .toList();
    if (changed.isEmpty()) {
      out.println("  Nothing changes for any account.");
      return;
    }
    out.printf(
        Locale.ROOT,
        "  %,d of its accounts and roles change%s%n",
        changed.size(),
        changed.size() > mostAccounts ? "; the " + mostAccounts + " that change most:" : ":");
    changed.stream()
        .limit(mostAccounts)
        .forEach(
            line ->
                out.printf(
                    "    %s as %s: %s -> %s (%s, %s)%n",
                    line.account(),
                    name(line.role()),
                    line.before(),
                    line.after(),
                    signed(line.change()),
                    percent(line)));
  }

  /** The change in hundredths of a percent, cut: for people. */
  private static String percent(PolicyDiff.Line line) {
    if (line.before().signum() == 0) {
      return "new";
    }
    BigInteger hundredths = line.change().multiply(TEN_THOUSAND).divide(line.before().abs());
    String text = new BigDecimal(hundredths, 2).toPlainString();
    return (hundredths.signum() > 0 ? "+" : "") + text + " %";
  }

  private static void roles(String token, List<PolicyDiff.Line> roles, PrintStream out) {
    out.printf("%s, base units%n", token);
    line("role", "old", "new", "change", out);
    BigInteger before = BigInteger.ZERO;
    BigInteger after = BigInteger.ZERO;
    for (PolicyDiff.Line line : roles) {
      if (line.tokenId().equals(token)) {
        before = before.add(line.before());
        after = after.add(line.after());
        line(
            name(line.role()),
            line.before().toString(),
            line.after().toString(),
            signed(line.change()),
            out);
      }
    }
    line("sum", before.toString(), after.toString(), signed(after.subtract(before)), out);
  }

  private static void line(
      String role, String before, String after, String change, PrintStream out) {
    out.printf("  %-22s %30s %30s %30s%n", role, before, after, change);
  }

  private static String signed(BigInteger change) {
    return change.signum() > 0 ? "+" + change : change.toString();
  }

  private static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
