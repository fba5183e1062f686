package org.tributary.allocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tributary.allocate.MoneyFixtures.JUNE_1;
import static org.tributary.allocate.MoneyFixtures.lines;
import static org.tributary.allocate.MoneyFixtures.policy;
import static org.tributary.allocate.MoneyFixtures.unattributed;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.policy.AgentRule;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.policy.PolicyBook;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.policy.Waterfall;
import org.tributary.schemas.policy.Waterfall.Unattributed;
import org.tributary.schemas.policy.WorthRule;

/** Everybody in the supply chain, by the examples of the README of this package. */
class SupplyChainTest {
  private static final Map<Role, Integer> SHARES =
      Map.of(
          Role.PLATFORM, 50_000,
          Role.MODEL_DEVELOPER, 100_000,
          Role.ADAPTER_DEVELOPER, 150_000,
          Role.BASE_MODEL_DEVELOPER, 50_000,
          Role.DATANET_CURATOR, 30_000,
          Role.AGENT_OWNER, 20_000,
          Role.TREASURY, 10_000,
          Role.CONTRIBUTOR, 590_000);

  private static final ModelOwners OWNERS =
      new ModelOwners.Builder()
          .add("base", "dev-b", Optional.empty())
          .add("adapter", "dev-a", Optional.of("base"))
          .add("stacked", "dev-s", Optional.of("adapter"))
          .add("ring", "dev-r", Optional.of("ring-2"))
          .add("ring-2", "dev-q", Optional.of("ring"))
          .add("orphan", "dev-o", Optional.of("nowhere"))
          .build();

  private static final Datanets DATANETS =
      new Datanets(
          Map.of(
              "net",
              List.of(
                  new Datanets.Version(1, JUNE_1.minusDays(9), "cora"),
                  new Datanets.Version(2, JUNE_1.minusDays(1), "cleo"),
                  new Datanets.Version(3, JUNE_1.plusDays(1), "carl")),
              "other",
              List.of(new Datanets.Version(1, JUNE_1.minusDays(9), null))),
          Map.of(
              "stacked",
              List.of(
                  new Datanets.Trained("net", 1, 750_000),
                  new Datanets.Trained("other", 1, 250_000))),
          Map.of(
              new Datanets.Trained.Key("net", 1),
              List.of(new Datanets.Holder("bob", 2), new Datanets.Holder("alice", 1)),
              new Datanets.Trained.Key("other", 1),
              List.of(new Datanets.Holder("zed", 1))));

  private static final List<AttributionShare> ATTRIBUTION =
      List.of(
          attributed("net", "alice", 600_000_000),
          attributed("other", "bob", 300_000_000),
          unattributed("influence", 1_000_000, "NO_SKETCH", 100_000_000));

  private static final Optional<Income.Agent> OLGAS =
      Optional.of(new Income.Agent("run-1", Optional.of("olga")));

  @Test
  void everybodyHasAPart() {
    // Two adapters share 150. Of the curators' 30 net has 0.6 / 0.9, and other has no curator.
    assertThat(lines(split(Unattributed.ACCOUNT).split(fee("stacked", OLGAS), ATTRIBUTION)))
        .containsExactly(
            "PLATFORM payee:platform 50",
            "MODEL_DEVELOPER payee:dev-s 100",
            "ADAPTER_DEVELOPER payee:dev-s 75",
            "ADAPTER_DEVELOPER payee:dev-a 75",
            "BASE_MODEL_DEVELOPER payee:dev-b 50",
            "DATANET_CURATOR payee:cora 20",
            "UNATTRIBUTED suspense:unattributed 10 NO_CURATOR",
            "AGENT_OWNER payee:olga 20",
            "TREASURY suspense:treasury 10",
            "CONTRIBUTOR payee:alice 354",
            "CONTRIBUTOR payee:bob 177",
            "UNATTRIBUTED suspense:unattributed 59 NO_SKETCH");
  }

  @Test
  void withoutAnAgentContributorsGetItsPart() {
    assertThat(
            lines(split(Unattributed.ACCOUNT).split(fee("stacked", Optional.empty()), ATTRIBUTION)))
        .contains(
            "CONTRIBUTOR payee:alice 366",
            "CONTRIBUTOR payee:bob 183",
            "UNATTRIBUTED suspense:unattributed 61 NO_SKETCH")
        .noneMatch(line -> line.startsWith("AGENT_OWNER"));
  }

  @Test
  void anOwnersPartWaitsForTheAgentRun() {
    Optional<Income.Agent> unknown = Optional.of(new Income.Agent("run-1", Optional.empty()));
    assertThat(lines(split(Unattributed.ACCOUNT).split(fee("stacked", unknown), ATTRIBUTION)))
        .contains(
            "AGENT_OWNER suspense:agent-owner 20 NO_AGENT_RUN", "CONTRIBUTOR payee:alice 354");
  }

  /** Of 590 for contributors 590 x 0.1 = 59 are method declared's: as the training set declares. */
  @Test
  void methodDeclaredPaysWhatTheTrainingSetDeclares() {
    List<AttributionShare> blend =
        List.of(
            attributed("net", "alice", 600_000_000),
            attributed("other", "bob", 300_000_000),
            unattributed("influence", 1_000_000, "DECLARED", 100_000_000));
    assertThat(lines(split(Unattributed.TREASURY).split(fee("stacked", OLGAS), blend)))
        .as(
            "whatever becomes of what is unattributed: 44 and 15, and of net's 44 two parts of three")
        .contains(
            "CONTRIBUTOR payee:alice 15 DECLARED",
            "CONTRIBUTOR payee:bob 29 DECLARED",
            "CONTRIBUTOR payee:zed 15 DECLARED");
    assertThat(lines(split(Unattributed.TREASURY).split(fee("base", OLGAS), blend)))
        .as("a model whose training set declares nothing")
        .contains("UNATTRIBUTED suspense:treasury 59 DECLARED");
  }

  @Test
  void whatMethodDeclaredAttributesCountsForCurators() {
    // net has 0.6 and three quarters of 0.1, other 0.3 and a quarter of 0.1: 30 by 0.675 : 0.325.
    List<AttributionShare> blend =
        List.of(
            attributed("net", "alice", 600_000_000),
            attributed("other", "bob", 300_000_000),
            unattributed("influence", 1_000_000, "DECLARED", 100_000_000));
    assertThat(lines(split(Unattributed.ACCOUNT).split(fee("stacked", OLGAS, 100_000), blend)))
        .contains(
            "DATANET_CURATOR payee:cora 2025", "UNATTRIBUTED suspense:unattributed 975 NO_CURATOR");
    List<AttributionShare> all =
        List.of(
            attributed("other", "bob", 0),
            unattributed("influence", 1_000_000, "DECLARED", 1_000_000_000));
    assertThat(lines(split(Unattributed.ACCOUNT).split(fee("stacked", OLGAS, 100_000), all)))
        .contains(
            "DATANET_CURATOR payee:cora 2250", "UNATTRIBUTED suspense:unattributed 750 NO_CURATOR");
  }

  @Test
  void whoIsWorthNothingIsDeclaredNothing() {
    // bob's two contributions have no quality, alice's one and zed's one are as they are.
    Worths worths =
        new Worths(
            Map.of(
                new Worths.Key("net", 1, "bob"), List.of(new Worths.Batch(JUNE_1, 0, 2)),
                new Worths.Key("net", 1, "alice"), List.of(new Worths.Batch(JUNE_1, 500_000, 1))));
    WorthRule quality = new WorthRule(WorthRule.AGELESS, WorthRule.Quality.APPLY);
    Policy policy =
        MoneyFixtures.policy(
            "june",
            JUNE_1,
            new Waterfall(0, SHARES, 8, Unattributed.DECLARED),
            List.of(MoneyFixtures.token("TRIB", 3)),
            AgentRule.DEFAULT,
            quality);
    WaterfallSplit split =
        new WaterfallSplit(new PolicyBook(List.of(policy)), OWNERS, DATANETS, worths);
    List<AttributionShare> bobs = List.of(attributed("net", "bob", 1_000_000_000));
    // 590 are nobody's: 442.5 to net, all of it alice's, and 147.5 to other, the tie to net.
    assertThat(lines(split.split(fee("stacked", OLGAS), bobs)))
        .filteredOn(line -> line.endsWith("DECLARED_NO_WORTH"))
        .containsExactly(
            "CONTRIBUTOR payee:alice 443 DECLARED_NO_WORTH",
            "CONTRIBUTOR payee:zed 147 DECLARED_NO_WORTH");
    List<AttributionShare> declared =
        List.of(unattributed("declared", 1_000_000, "DECLARED", 1_000_000_000));
    assertThat(lines(split.split(fee("stacked", OLGAS), declared)))
        .contains("CONTRIBUTOR payee:alice 443 DECLARED", "CONTRIBUTOR payee:zed 147 DECLARED")
        .noneMatch(line -> line.contains("payee:bob"));
  }

  @Test
  void aBaseModelIsItsOwnAdapter() {
    assertThat(lines(split(Unattributed.ACCOUNT).split(fee("base", OLGAS), ATTRIBUTION)))
        .contains(
            "MODEL_DEVELOPER payee:dev-b 100",
            "ADAPTER_DEVELOPER payee:dev-b 150",
            "BASE_MODEL_DEVELOPER payee:dev-b 50");
  }

  @Test
  void unitsLeftOfTheAdaptersGoFromTheTopDown() {
    // 7 units: 0.35, 0.7, 1.05, 0.35, 0.21, 0.14, 0.07, 4.13; two are left, for .7 and one .35.
    Income seven = fee("stacked", OLGAS, 7);
    assertThat(lines(split(Unattributed.ACCOUNT).split(seven, ATTRIBUTION)))
        .containsExactly(
            "PLATFORM payee:platform 1",
            "MODEL_DEVELOPER payee:dev-s 1",
            "ADAPTER_DEVELOPER payee:dev-s 1",
            "CONTRIBUTOR payee:alice 3",
            "CONTRIBUTOR payee:bob 1");
  }

  @Test
  void aBrokenChainLosesNothing() {
    assertThat(lines(split(Unattributed.ACCOUNT).split(fee("ring", OLGAS), ATTRIBUTION)))
        .contains(
            "MODEL_DEVELOPER payee:dev-r 100",
            "ADAPTER_DEVELOPER suspense:model-chain 150 MODEL_CHAIN_CYCLE",
            "BASE_MODEL_DEVELOPER suspense:model-chain 50 MODEL_CHAIN_CYCLE");
    Waterfall two = new Waterfall(0, SHARES, 2, Unattributed.ACCOUNT);
    assertThat(lines(split(two).split(fee("stacked", OLGAS), ATTRIBUTION)))
        .contains(
            "ADAPTER_DEVELOPER suspense:model-chain 150 MODEL_CHAIN_TOO_LONG",
            "BASE_MODEL_DEVELOPER suspense:model-chain 50 MODEL_CHAIN_TOO_LONG");
    assertThat(lines(split(two).split(fee("adapter", OLGAS), ATTRIBUTION)))
        .contains("ADAPTER_DEVELOPER payee:dev-a 150", "BASE_MODEL_DEVELOPER payee:dev-b 50");
    assertThatThrownBy(() -> split(Unattributed.ACCOUNT).split(fee("orphan", OLGAS), ATTRIBUTION))
        .isInstanceOf(TributaryException.class)
        .hasMessage(
            "Model nowhere has inferences or adapters, but no row in table models: ingest the"
                + " model.");
  }

  @Test
  void whatIsUnattributedGoesWhereThePolicySays() {
    assertThat(unattributedOf(Unattributed.TREASURY))
        .containsExactly(
            "UNATTRIBUTED suspense:treasury 10 NO_CURATOR",
            "UNATTRIBUTED suspense:treasury 59 NO_SKETCH");
    assertThat(unattributedOf(Unattributed.PAYER))
        .containsExactly(
            "UNATTRIBUTED payer:caller 10 NO_CURATOR", "UNATTRIBUTED payer:caller 59 NO_SKETCH");
    // 10 is 7.5 and 2.5 by declared weight, the tie to net; its 8 are 2.67 and 5.33 by
    // contributions.
    // 59 is 44.25 and 14.75; of the 44, 14.67 and 29.33.
    assertThat(unattributedOf(Unattributed.DECLARED))
        .containsExactly(
            "CONTRIBUTOR payee:alice 3 DECLARED_NO_CURATOR",
            "CONTRIBUTOR payee:bob 5 DECLARED_NO_CURATOR",
            "CONTRIBUTOR payee:zed 2 DECLARED_NO_CURATOR",
            "CONTRIBUTOR payee:alice 15 DECLARED_NO_SKETCH",
            "CONTRIBUTOR payee:bob 29 DECLARED_NO_SKETCH",
            "CONTRIBUTOR payee:zed 15 DECLARED_NO_SKETCH");
  }

  @Test
  void twoDatanetsWithoutACuratorAreOneEntitlementOfEachDeclared() {
    List<AttributionShare> shares =
        List.of(attributed("lost", "alice", 500_000_000), attributed("found", "bob", 500_000_000));
    // 30 is 15 and 15. Each is 11.25 and 3.75 by declared weight: 11 and 4; the 11 are 3.67 and
    // 7.33.
    assertThat(lines(split(Unattributed.DECLARED).split(fee("stacked", OLGAS), shares)))
        .filteredOn(line -> line.contains("NO_CURATOR"))
        .containsExactly(
            "CONTRIBUTOR payee:alice 8 DECLARED_NO_CURATOR",
            "CONTRIBUTOR payee:bob 14 DECLARED_NO_CURATOR",
            "CONTRIBUTOR payee:zed 8 DECLARED_NO_CURATOR");
  }

  @Test
  void whereNobodyIsDeclaredTheAccountGetsIt() {
    assertThat(lines(split(Unattributed.DECLARED).split(fee("base", OLGAS), ATTRIBUTION)))
        .contains("UNATTRIBUTED suspense:unattributed 59 NO_SKETCH");
  }

  @Test
  void aCuratorIsThatOfTheVersionTrainedOn() {
    assertThat(DATANETS.curatorOf("stacked", "net", JUNE_1)).contains("cora");
    assertThat(DATANETS.curatorOf("base", "net", JUNE_1)).as("retrieved only").contains("cleo");
    assertThat(DATANETS.curatorOf("base", "net", JUNE_1.plusDays(1))).contains("carl");
    assertThat(DATANETS.curatorOf("base", "net", JUNE_1.minusDays(10))).isEmpty();
    assertThat(DATANETS.curatorOf("base", "unknown", JUNE_1)).isEmpty();
  }

  @Test
  void curatorsWithoutAttributionShareByDeclaration() {
    List<AttributionShare> nobody =
        List.of(unattributed("influence", 1_000_000, "NO_SKETCH", 1_000_000_000));
    // 30 by 3:1 is 22.5 and 7.5, the tie to net.
    assertThat(lines(split(Unattributed.ACCOUNT).split(fee("stacked", OLGAS), nobody)))
        .contains(
            "DATANET_CURATOR payee:cora 23", "UNATTRIBUTED suspense:unattributed 7 NO_CURATOR");
    assertThat(lines(split(Unattributed.ACCOUNT).split(fee("base", OLGAS), nobody)))
        .contains("UNATTRIBUTED suspense:unattributed 30 NO_DATANET");
  }

  private static List<String> unattributedOf(Unattributed to) {
    return lines(split(to).split(fee("stacked", OLGAS), ATTRIBUTION)).stream()
        .filter(line -> line.contains("NO_"))
        .toList();
  }

  private static WaterfallSplit split(Unattributed to) {
    return split(new Waterfall(0, SHARES, 8, to));
  }

  private static WaterfallSplit split(Waterfall waterfall) {
    return new WaterfallSplit(
        new PolicyBook(List.of(policy(waterfall))), OWNERS, DATANETS, Worths.NONE);
  }

  private static Income fee(String modelId, Optional<Income.Agent> agent) {
    return fee(modelId, agent, 1000);
  }

  private static Income fee(String modelId, Optional<Income.Agent> agent, long amount) {
    return new Income(
        SourceKind.FEE,
        "inf-1",
        JUNE_1,
        "TRIB",
        BigInteger.valueOf(amount),
        "inf-1",
        modelId,
        Optional.of(new Income.Metering("node-1", 0)),
        "caller",
        agent);
  }

  private static AttributionShare attributed(String datanet, String contributor, long share) {
    return new AttributionShare(
        "influence",
        1_000_000,
        Optional.of(datanet),
        Optional.of(contributor),
        share,
        Optional.empty(),
        Optional.empty());
  }
}
