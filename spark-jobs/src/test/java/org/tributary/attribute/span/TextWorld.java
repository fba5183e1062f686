package org.tributary.attribute.span;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tributary.attribute.InfluenceWorld;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.table.Tables;

/** A small world of texts over few tokens, so that they repeat each other all the time. */
public record TextWorld(List<Text> texts, List<Spoken> log, List<int[]> background) {
  public static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
  private static final int ALPHABET = 4;

  /** A contribution. */
  public record Text(
      String datanet,
      String id,
      String contributor,
      int[] tokens,
      int minute,
      int added,
      Integer removed,
      boolean rejected,
      String tokenizer) {
    String content() {
      return CanonicalJson.sha256(tokenizer + Arrays.toString(tokens));
    }

    Row row() {
      return RowFactory.create(
          datanet,
          id,
          contributor,
          content(),
          "text/plain",
          new Timestamp(micros() / 1_000),
          added,
          removed,
          rejected ? "REJECTED" : "ACCEPTED",
          tokenizer,
          tokens);
    }

    /** When it was accepted. */
    public long micros() {
      return 1_700_000_000_000_000L + minute * 60_000_000L;
    }

    public boolean standsIn(int version) {
      return added <= version && (removed == null || version < removed);
    }
  }

  /** An inference. */
  public record Spoken(
      String id, LocalDate date, String model, String tokenizer, int[] prompt, int[] output) {
    Row row() {
      return RowFactory.create(
          id,
          java.sql.Date.valueOf(date),
          Timestamp.valueOf(date.atTime(12, 0)),
          model,
          "caller",
          "node",
          10L,
          "TRB",
          BigDecimal.TEN,
          tokenizer,
          prompt,
          output,
          null,
          null,
          null);
    }
  }

  public static TextWorld random(long seed) {
    Random random = new Random(seed);
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int[] tokens =
          i > 5 && random.nextInt(5) == 0
              ? texts.get(random.nextInt(i)).tokens()
              : tokens(random, random.nextInt(30));
      texts.add(
          new Text(
              random.nextBoolean() ? "a" : "b",
              "x" + i,
              "c" + random.nextInt(6),
              tokens,
              random.nextInt(12),
              1 + random.nextInt(3),
              random.nextInt(4) == 0 ? 4 : null,
              random.nextInt(10) == 0,
              random.nextInt(8) == 0 ? "other" : "words"));
    }
    // One datanet has lost some by the version that the model was trained on.
    texts.replaceAll(
        text ->
            text.removed() != null && text.datanet().equals("a") && text.added() == 1
                ? new Text(
                    "a",
                    text.id(),
                    text.contributor(),
                    text.tokens(),
                    text.minute(),
                    1,
                    2,
                    text.rejected(),
                    text.tokenizer())
                : text);
    List<Spoken> log = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      int[] output = output(random, texts);
      int[] prompt = random.nextInt(3) == 0 ? tokens(random, 12) : null;
      String tokenizer = i == 3 ? "unknown" : i % 9 == 4 ? "other" : "words";
      log.add(
          new Spoken(
              "z" + i, FIRST.plusDays(i % 2), "m", tokenizer, prompt, i == 5 ? null : output));
    }
    log.add(new Spoken("empty", FIRST, "m", "words", null, new int[0]));
    log.add(new Spoken("untrained", FIRST, "n", "words", null, new int[] {1, 2, 3}));
    return new TextWorld(
        texts, log, IntStream.range(0, 5).mapToObj(i -> tokens(random, 9)).toList());
  }

  private static int[] tokens(Random random, int length) {
    return random.ints(length, 0, ALPHABET).toArray();
  }

  /** Pieces of texts, with something between them. */
  private static int[] output(Random random, List<Text> texts) {
    List<Integer> output = new ArrayList<>();
    for (int piece = 0; piece < 3; piece++) {
      int[] tokens = texts.get(random.nextInt(texts.size())).tokens();
      int from = random.nextInt(tokens.length + 1);
      int to = from + random.nextInt(tokens.length - from + 1);
      Arrays.stream(tokens, from, to).forEach(output::add);
      random.ints(random.nextInt(3), 0, ALPHABET + 1).forEach(output::add);
    }
    return output.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Earliest first, as priority has it. */
  static final Comparator<Text> EARLIEST =
      Comparator.comparingInt(Text::minute).thenComparing(Text::datanet).thenComparing(Text::id);

  /** Lands it, with a model m that is trained on versions of datanets. */
  public void addTo(InfluenceWorld world, Map<String, Integer> trainingSet) {
    world.add(Tables.CONTRIBUTIONS, 3, texts.stream().map(Text::row).toList());
    world.add(
        Tables.MODEL_TRAINING_SETS,
        1,
        trainingSet.entrySet().stream()
            .map(each -> InfluenceWorld.trainingSet("m", each.getKey(), each.getValue()))
            .toList());
    world.add(Tables.INFERENCE_LOG, 2, log.stream().map(Spoken::row).toList());
    List<Row> documents = new ArrayList<>();
    for (int i = 0; i < background.size(); i++) {
      for (String tokenizer : List.of("words", "other")) {
        documents.add(RowFactory.create("sources", "d" + i, tokenizer, background.get(i)));
      }
    }
    world.add(Tables.BACKGROUND_DOCUMENTS, 2, documents);
  }
}
