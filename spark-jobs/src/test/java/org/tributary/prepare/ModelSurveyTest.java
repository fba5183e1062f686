package org.tributary.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tributary.influence.InfluenceSetting;
import org.tributary.influence.SketchLayout;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.AttributionRule;
import org.tributary.schemas.policy.Damping;
import org.tributary.schemas.policy.InfluenceRule;
import org.tributary.schemas.policy.Method;
import org.tributary.schemas.policy.MethodWeight;
import org.tributary.schemas.policy.PayRule;
import org.tributary.schemas.policy.Preconditioner;

class ModelSurveyTest {
  private static final SketchLayout SHAPE =
      SketchLayout.of(
          "m",
          List.of(
              new SketchLayout.Part("early", null, 0, null, 0, 3, 0),
              new SketchLayout.Part("last", null, 0, null, 0, 4, 0)));

  @Test
  void checkpointsThatAPolicyNamesAndNobodyHasAreTold() {
    assertThat(survey(SHAPE, Map.of()).unknownCheckpoints()).as("all count").isEmpty();
    assertThat(survey(SHAPE, Map.of("early", 1, "last", 2)).unknownCheckpoints()).isEmpty();
    assertThat(survey(SHAPE, Map.of("early", 1, "lost", 2)).unknownCheckpoints())
        .containsExactly("lost");
    assertThat(survey(null, Map.of("lost", 2)).unknownCheckpoints())
        .as("nothing to prepare")
        .isEmpty();
  }

  @Test
  void aPolicyThatNamesNoneOfThemWouldPayNobody() {
    assertThatThrownBy(
            () -> survey(SHAPE, Map.of("lost", 1_000_000, "gone", 1)).unknownCheckpoints())
        .isInstanceOf(TributaryException.class)
        .hasMessage(
            "checkpoint-weights-ppm of model m gives weight to gone, lost, and its training"
                + " sketches have only early, last: nobody could earn. Correct the names in the"
                + " policy.")
        .extracting(e -> ((TributaryException) e).code())
        .isEqualTo(ErrorCode.POLICY_INVALID);
  }

  private static ModelSurvey survey(SketchLayout shape, Map<String, Integer> weights) {
    AttributionRule rule =
        new AttributionRule(
            List.of(new MethodWeight(Method.INFLUENCE, 1_000_000)),
            new InfluenceRule(
                Preconditioner.GAUSS_NEWTON,
                new Damping(Damping.Kind.RELATIVE_TO_MEAN_EIGENVALUE, 1),
                new TreeMap<>(weights),
                2),
            PayRule.LEAVE_GROUP_OUT);
    return new ModelSurvey("m", List.of(), shape, List.of(InfluenceSetting.of(rule)));
  }
}
