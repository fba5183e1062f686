package org.tributary.allocate;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Role;

/**
 * What a policy makes of one fee, by the rules that pay; whoever isn't known is named by a part.
 */
public final class FeeExplanation {
  private static final long MILLION = 1_000_000;

  private FeeExplanation() {}

  /**
   * A fee that somebody asks about.
   *
   * @param logDate date that it is settled for
   * @param tokenId token, as the policy names it
   * @param fee base units
   * @param gpuMs metered GPU time, milliseconds
   * @param models the model that answered and what it sits on, down to the base; at least one
   * @param attributedPpm part of the contributors' part that is attributed, parts per million
   * @param byAgent whether an agent made the call
   */
  public record Question(
      LocalDate logDate,
      String tokenId,
      BigInteger fee,
      long gpuMs,
      List<String> models,
      int attributedPpm,
      boolean byAgent) {
    public Question {
      models = List.copyOf(models);
      if (models.isEmpty() || models.stream().distinct().count() != models.size()) {
        throw TributaryException.of(
            ErrorCode.USAGE,
            "The models %s are no chain: name the model that answered first, then each that it"
                + " sits on, once.",
            models);
      }
    }
  }

  /**
   * One part of the fee.
   *
   * @param account {@code payee:developer of NAME} and the like where the log would say who it is
   * @param reasonCode why it went there, where that needs a reason
   */
  public record Line(Role role, String account, BigInteger amount, Optional<String> reasonCode) {}

  /** The parts of the fee; they sum to it. */
  public static List<Line> of(PolicyBook policies, Question question) {
    ModelOwners.Builder owners = new ModelOwners.Builder();
    for (int i = 0; i < question.models().size(); i++) {
      String model = question.models().get(i);
      boolean isBase = i + 1 == question.models().size();
      owners.add(
          model,
          "developer of " + model,
          isBase ? Optional.empty() : Optional.of(question.models().get(i + 1)));
    }
    String model = question.models().get(0);
    Datanets datanets =
        new Datanets(
            Map.of("datanet", List.of(new Datanets.Version(1, LocalDate.MIN, "curators"))),
            Map.of(model, List.of(new Datanets.Trained("datanet", 1, 1))),
            Map.of(
                new Datanets.Trained.Key("datanet", 1),
                List.of(new Datanets.Holder("declared contributors", 1))));
    Policy policy = policies.inForceOn(question.logDate());
    return new WaterfallSplit(policies, owners.build(), datanets, Worths.NONE)
        .split(income(question), attribution(policy, question)).stream()
            .map(
                each ->
                    new Line(each.role(), each.account().text(), each.amount(), each.reasonCode()))
            .toList();
  }

  private static Income income(Question question) {
    return new Income(
        SourceKind.FEE,
        "the inference",
        question.logDate(),
        question.tokenId(),
        question.fee(),
        "the inference",
        question.models().get(0),
        Optional.of(new Income.Metering("node", question.gpuMs())),
        "who paid",
        question.byAgent()
            ? Optional.of(new Income.Agent("the run", Optional.of("owner of the agent")))
            : Optional.empty());
  }

  private static List<AttributionShare> attribution(Policy policy, Question question) {
    List<AttributionShare> shares = new ArrayList<>();
    for (MethodWeight method : policy.attributionOf(question.models().get(0)).methods()) {
      if (method.method() == Method.DECLARED) {
        // Declared weights say of every inference whose it is: nothing is left unattributed.
        shares.add(share(method, AttributionShare.WHOLE, Optional.of("DECLARED")));
        continue;
      }
      long attributed = AttributionShare.WHOLE / MILLION * question.attributedPpm();
      shares.add(share(method, attributed, Optional.empty()));
      shares.add(share(method, AttributionShare.WHOLE - attributed, Optional.of("UNATTRIBUTED")));
    }
    return shares;
  }

  private static AttributionShare share(
      MethodWeight method, long share, Optional<String> reasonCode) {
    Method name = method.method();
    boolean attributed = reasonCode.isEmpty();
    return new AttributionShare(
        name.name(),
        method.weightPpm(),
        attributed ? Optional.of("datanet") : Optional.empty(),
        attributed ? Optional.of("contributors") : Optional.empty(),
        share,
        Optional.empty(),
        reasonCode);
  }
}
