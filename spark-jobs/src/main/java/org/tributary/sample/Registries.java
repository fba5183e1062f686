package org.tributary.sample;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tributary.sample.code.CodeContribution;
import org.tributary.sample.code.CodeDatanets;
import org.tributary.sample.code.Release;
import org.tributary.sample.landing.Fields;
import org.tributary.sample.landing.LandingFolder;
import org.tributary.schemas.table.Tables;

/** Writes everything but the log: who there is, what they contributed, and what was trained. */
final class Registries {
  private static final LocalDate START = LocalDate.of(2026, 1, 1);
  private static final LocalDate TRAINED = LocalDate.of(2026, 5, 20);
  private static final long CHAIN_ID = 8453;
  private static final String NAME = "registry";
  private static final int WHOLE_PPM = 1_000_000;

  private final World world;
  private final LandingFolder landing;

  Registries(World world, LandingFolder landing) {
    this.world = world;
    this.landing = landing;
  }

  void writePeople(CodeDatanets code) {
    Stream<Map<String, Object>> people =
        People.names(world.digitContributors()).stream()
            .map(name -> contributor(People.id(name), name));
    Stream<Map<String, Object>> packages =
        packages(code).stream()
            .map(id -> contributor(id, "Authors of " + id.substring(id.indexOf(':') + 1)));
    landing.writeJson(Tables.CONTRIBUTORS, NAME, Stream.concat(people, packages));
    landing.writeJson(Tables.PAYOUT_ADDRESSES, NAME, addresses(code).stream());
    landing.writeJson(
        Tables.HOLDS,
        NAME,
        Stream.of(
            Fields.of("hold_id", "hold-1")
                .and("account_id", People.held())
                .and("valid_from", world.firstDate())
                .and("reason", "Identity check is open")
                .row()));
    landing.writeJson(
        Tables.BLOCK_LIST,
        NAME,
        Stream.of(
            Fields.of("account_id", People.blocked())
                .and("valid_from", world.firstDate())
                .and("reason", "On the list of payees that must not be paid")
                .row()));
  }

  void writeDatanets(DigitsDatanet digits, CodeDatanets code) {
    List<Map<String, Object>> datanets = new ArrayList<>();
    for (int version = 1; version <= DigitsDatanet.LAST_VERSION; version++) {
      datanets.add(
          Fields.of("datanet_id", DigitsDatanet.ID)
              .and("datanet_version", version)
              .and("released_date", DigitsDatanet.released(version))
              .and("title", "Handwritten digits, 8 x 8")
              .and("license", "CC-BY-4.0")
              .and("curator_id", People.DIGITS_CURATOR)
              .row());
    }
    code.releases().forEach(release -> datanets.add(datanet(release)));
    landing.writeJson(Tables.DATANETS, NAME, datanets.stream());
    landing.writeJson(
        Tables.CONTRIBUTIONS,
        DigitsDatanet.ID,
        digits.contributions().stream().map(Registries::contribution));
    landing.writeParquet(
        Tables.CONTRIBUTIONS,
        "java",
        code.contributions().stream()
            .map(contribution -> contribution(contribution, code.vocabulary().tokenizerId())));
    landing.writeParquet(
        Tables.BACKGROUND_DOCUMENTS,
        "java",
        code.background().stream()
            .map(
                file ->
                    Fields.of("background_id", file.backgroundId())
                        .and("document_id", file.documentId())
                        .and("tokenizer_id", code.vocabulary().tokenizerId())
                        .and("tokens", file.tokens())
                        .row()));
  }

  void writeModels(DigitsModel digits) {
    landing.writeJson(
        Tables.MODELS,
        NAME,
        Stream.of(
            model(DigitsModel.ID, null, Parties.DIGITS_DEVELOPER, "Digits, logistic regression"),
            model(CodeModels.BASE, null, Parties.CODE_DEVELOPER, "Java, 6-gram model"),
            model(
                CodeModels.ADAPTER,
                CodeModels.BASE,
                Parties.ADAPTER_DEVELOPER,
                "Java, 6-gram model trained on Commons Text as well")));
    List<Map<String, Object>> sets = new ArrayList<>();
    sets.add(trainingSet(DigitsModel.ID, DigitsDatanet.ID, DigitsDatanet.LAST_VERSION, WHOLE_PPM));
    for (String model : List.of(CodeModels.BASE, CodeModels.ADAPTER)) {
      CodeModels.trainingSets(model)
          .forEach(
              set ->
                  sets.add(
                      trainingSet(model, set.datanetId(), set.version(), set.declaredWeightPpm())));
    }
    landing.writeJson(Tables.MODEL_TRAINING_SETS, NAME, sets.stream());
    landing.writeParquet(
        Tables.TRAINING_SKETCHES,
        DigitsModel.ID,
        IntStream.range(0, digits.training().size()).boxed().flatMap(row -> sketches(digits, row)));
  }

  private static Stream<Map<String, Object>> sketches(DigitsModel model, int row) {
    return model.trainingSketches(row).stream()
        .map(
            sketch ->
                Fields.of("model_id", DigitsModel.ID)
                    .and("checkpoint", sketch.checkpoint())
                    .and("datanet_id", DigitsDatanet.ID)
                    .and("contribution_id", model.training().get(row).contributionId())
                    .and("gradient", sketch.gradient())
                    .row());
  }

  /** One address for everybody who can earn but one, a second for who moves, and a wrong one. */
  private List<Map<String, Object>> addresses(CodeDatanets code) {
    LocalDate middle = world.firstDate().plusDays(world.days() / 2);
    List<Map<String, Object>> rows = new ArrayList<>();
    Stream.of(
            Parties.earners().stream(),
            People.names(world.digitContributors()).stream().map(People::id),
            packages(code).stream())
        .flatMap(ids -> ids)
        .filter(id -> !id.equals(People.withoutAddress()))
        .forEach(id -> rows.add(address(id, Addresses.of(id), START)));
    rows.add(address(People.mover(), Addresses.of(People.mover() + "/moved"), middle));
    String mistyped = Addresses.mistyped(Addresses.of(People.contributingCaller() + "/moved"));
    rows.add(address(People.contributingCaller(), mistyped, middle));
    return rows;
  }

  private static TreeSet<String> packages(CodeDatanets code) {
    TreeSet<String> packages = new TreeSet<>();
    code.contributions().forEach(contribution -> packages.add(contribution.contributorId()));
    return packages;
  }

  private static Map<String, Object> contributor(String id, String name) {
    return Fields.of("contributor_id", id)
        .and("display_name", name)
        .and("registered_date", START)
        .row();
  }

  private static Map<String, Object> address(String account, String address, LocalDate from) {
    return Fields.of("account_id", account)
        .and("chain_id", CHAIN_ID)
        .and("address", address)
        .and("valid_from", from)
        .row();
  }

  private static Map<String, Object> datanet(Release release) {
    return Fields.of("datanet_id", release.datanetId())
        .and("datanet_version", release.datanetVersion())
        .and("released_date", release.released())
        .and("title", release.title())
        .and("license", "Apache-2.0")
        .and("curator_id", People.CODE_CURATOR)
        .row();
  }

  private static Map<String, Object> contribution(DigitContribution digit) {
    return Fields.of("datanet_id", DigitsDatanet.ID)
        .and("contribution_id", digit.contributionId())
        .and("contributor_id", digit.contributorId())
        .and("content_sha256", digit.sha256())
        .and("media_type", "text/csv")
        .and("accepted_at", digit.acceptedAt())
        .and("added_in_version", digit.addedInVersion())
        .and("removed_in_version", digit.removedInVersion())
        .and("status", "ACCEPTED")
        .row();
  }

  private static Map<String, Object> contribution(CodeContribution file, String tokenizerId) {
    return Fields.of("datanet_id", file.datanetId())
        .and("contribution_id", file.contributionId())
        .and("contributor_id", file.contributorId())
        .and("content_sha256", file.sha256())
        .and("media_type", "text/x-java-source")
        .and(
            "accepted_at",
            file.addedIn().released().atTime(LocalTime.MIDNIGHT).toInstant(ZoneOffset.UTC))
        .and("added_in_version", file.addedIn().datanetVersion())
        .and("removed_in_version", file.removedInVersion())
        .and("status", "ACCEPTED")
        .and("tokenizer_id", tokenizerId)
        .and("tokens", file.tokens())
        .row();
  }

  private static Map<String, Object> model(String id, String base, String developer, String title) {
    return Fields.of("model_id", id)
        .and("base_model_id", base)
        .and("developer_id", developer)
        .and("title", title)
        .and("trained_date", TRAINED)
        .row();
  }

  private static Map<String, Object> trainingSet(
      String model, String datanet, int version, int declaredWeightPpm) {
    return Fields.of("model_id", model)
        .and("datanet_id", datanet)
        .and("datanet_version", version)
        .and("declared_weight_ppm", declaredWeightPpm)
        .row();
  }
}
