package org.tributary.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.tributary.sample.code.CodeDatanets;
import org.tributary.sample.code.Corpus;
import org.tributary.sample.code.Vocabulary;
import org.tributary.sample.digits.DigitsData;
import org.tributary.sample.landing.LandingFolder;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.table.Tables;

/**
 * Makes the sample world: landing files of real data and real models, as a trainer and a serving
 * stack would write them, and the policy that settles them. The same world has the same bytes on
 * every machine. See README.md beside this class.
 *
 * <pre>Sample.builder().out(folder).seed(1).scale(10).build().execute()</pre>
 */
public final class Sample {
  /** Seed of the world that the documentation shows. */
  public static final long STANDARD_SEED = 20_260_630;

  private static final String MARKER = "sample.json";
  private static final String POLICY = "sample.conf";

  private final Path out;
  private final Path corpus;
  private final World world;

  private Sample(Path out, Path corpus, World world) {
    this.out = out;
    this.corpus = corpus;
    this.world = world;
  }

  /** Options; {@link Builder#out} is required. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Writes {@code OUT/landing/}, {@code OUT/policy/sample.conf}, the vocabulary {@code
   * OUT/tokenizers/ID.json} and {@code OUT/sample.json}, which says what world it is.
   *
   * @throws TributaryException INPUT_MISSING or INPUT_INCONSISTENT where the corpus isn't as
   *     pinned, USAGE where the folder holds another world
   */
  public Result execute() {
    Predicate<String> packages = Pattern.compile(world.packages()).asMatchPredicate();
    CodeDatanets code = CodeDatanets.of(Corpus.in(corpus), packages);
    claimFolder();
    DigitsData data = DigitsData.load();
    DigitsDatanet digits = DigitsDatanet.of(world, data);
    DigitsModel digitsModel = DigitsModel.train(data, digits);
    LandingFolder landing = new LandingFolder(out.resolve("landing"));
    Registries registries = new Registries(world, landing);
    registries.writePeople(code);
    registries.writeDatanets(digits, code);
    registries.writeModels(digitsModel);
    LogFiles log = new LogFiles(world, landing);
    log.write(new ServingLog(world, digitsModel, digits.heldOut(), CodeModels.train(code)));
    writeVocabulary(code.vocabulary());
    writePolicy();
    return result(landing, log);
  }

  private Result result(LandingFolder landing, LogFiles log) {
    Map<Flaw, Integer> flawed = new EnumMap<>(log.flawed());
    flawed.put(Flaw.BAD_ADDRESS_CHECKSUM, 1);
    Map<String, Long> kept = new TreeMap<>(landing.rows());
    kept.put(Tables.INFERENCE_LOG, (long) log.goodRows());
    kept.merge(Tables.PAYOUT_ADDRESSES, -1L, Long::sum);
    return new Result(
        out.resolve("landing"),
        out.resolve("policy").resolve(POLICY),
        world.firstDate(),
        world.lastDate(),
        landing.files(),
        landing.rows(),
        kept,
        flawed,
        log.lateRows(),
        log.duplicates());
  }

  /** Refuses to mix two worlds in one folder; making the same one again replaces its files. */
  private void claimFolder() {
    try {
      Path marker = out.resolve(MARKER);
      String mine = world.describe() + "\n";
      if (Files.exists(marker)) {
        String there = Files.readString(marker, StandardCharsets.UTF_8);
        if (!there.equals(mine)) {
          throw TributaryException.of(
              ErrorCode.USAGE,
              "%s holds another sample world, %s; asked for is %s. Name an empty folder, or"
                  + " delete that one.",
              out,
              there.strip(),
              mine.strip());
        }
      } else if (Files.exists(out.resolve("landing"))) {
        throw TributaryException.of(
            ErrorCode.USAGE,
            "%s has a landing folder that no sample world wrote (there is no %s). Name an empty"
                + " folder.",
            out,
            MARKER);
      }
      Files.createDirectories(out);
      Files.writeString(marker, mine, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write to " + out, e);
    }
  }

  private void writePolicy() {
    try (InputStream in = Sample.class.getResourceAsStream(POLICY)) {
      Path folder = Files.createDirectories(out.resolve("policy"));
      Files.write(folder.resolve(POLICY), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeVocabulary(Vocabulary vocabulary) {
    try {
      Path folder = Files.createDirectories(out.resolve("tokenizers"));
      Files.writeString(
          folder.resolve(vocabulary.tokenizerId() + ".json"),
          CanonicalJson.write(vocabulary.pieces()) + "\n",
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What was written.
   *
   * @param landing folder that ingest reads
   * @param policy policy file
   * @param firstDate first log date
   * @param lastDate last log date
   * @param files landing files below {@code landing}, sorted
   * @param rows landing rows by table, as written
   * @param keptRows rows by table that ingest should keep: without repeated and flawed ones
   * @param flawedRows rows that ingest should quarantine, by flaw
   * @param lateRows rows of the inference log that stand in the file of a later date
   * @param duplicateRows rows of the inference log that repeat another, to be kept once
   */
  public record Result(
      Path landing,
      Path policy,
      LocalDate firstDate,
      LocalDate lastDate,
      List<String> files,
      Map<String, Long> rows,
      Map<String, Long> keptRows,
      Map<Flaw, Integer> flawedRows,
      int lateRows,
      int duplicateRows) {
    public Result {
      files = List.copyOf(files);
      rows = Map.copyOf(rows);
      keptRows = Map.copyOf(keptRows);
      flawedRows = Map.copyOf(flawedRows);
    }

    /** How many rows ingest should quarantine, by reason code. */
    public Map<String, Long> expectedQuarantine() {
      Map<String, Long> byReason = new TreeMap<>();
      flawedRows.forEach(
          (flaw, count) -> byReason.merge(flaw.reasonCode(), (long) count, Long::sum));
      return byReason;
    }
  }

  /** Options of a sample world. */
  public static final class Builder {
    private Path out;
    private Path corpus = Corpus.standardFolder();
    private long seed = STANDARD_SEED;
    private int scale = 1;
    private boolean tiny;
    private Integer days;

    private Builder() {}

    /** Folder to write to: new, empty, or with the same world. */
    public Builder out(Path folder) {
      this.out = folder;
      return this;
    }

    /** Folder with the sources jars; where the build puts them by default. */
    public Builder corpus(Path folder) {
      this.corpus = folder;
      return this;
    }

    /** Seed of all draws. */
    public Builder seed(long value) {
      this.seed = value;
      return this;
    }

    /** How many times as many inferences; 1 by default. */
    public Builder scale(int times) {
      if (times < 1) {
        throw TributaryException.of(
            ErrorCode.USAGE, "The scale must be at least 1, it is %d.", times);
      }
      this.scale = times;
      return this;
    }

    /** A few days, few contributors, a part of the code: everything is there, in little. */
    public Builder tiny() {
      this.tiny = true;
      return this;
    }

    /** Number of log dates, all up to 30 June 2026; 30 by default, 4 in a tiny world. */
    public Builder days(int dates) {
      this.days = dates;
      return this;
    }

    /** The generator. */
    public Sample build() {
      if (out == null) {
        throw new TributaryException(ErrorCode.USAGE, "A sample world needs a folder: --out DIR.");
      }
      World world = tiny ? World.tiny(seed) : World.full(seed);
      World scaled = world.times(scale);
      return new Sample(out, corpus, days == null ? scaled : scaled.lasting(days));
    }
  }
}
