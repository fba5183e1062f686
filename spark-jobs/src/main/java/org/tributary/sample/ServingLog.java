package org.tributary.sample;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tributary.sample.Inference.Call;
import org.tributary.sample.Inference.Retrieval;
import org.tributary.sample.Inference.Text;
import org.tributary.sample.code.CodeContribution;

/** What the models answered on a date: each date draws from streams of its own. */
final class ServingLog {
  private static final int MS_PER_DAY = 86_400_000;
  private static final int WHOLE_PPM = 1_000_000;

  /** Fee of a picture, and of a token of text, in millionths of a TRIB. */
  private static final long DIGIT_PRICE = 10_000;

  private static final long TOKEN_PRICE = 9_000;
  private static final int LEAST_OUTPUT = 40;
  private static final int HEAD_PERCENT = 20;
  private static final int RETRIEVAL_PERCENT = 25;
  private static final int ADAPTER_PERCENT = 30;

  private final World world;
  private final DigitsModel digits;
  private final int[] heldOut;
  private final CodeModels code;

  ServingLog(World world, DigitsModel digits, int[] heldOut, CodeModels code) {
    this.world = world;
    this.digits = digits;
    this.heldOut = heldOut.clone();
    this.code = code;
  }

  /** The digits model's answers, by time. */
  List<Inference> digitsOf(LocalDate date) {
    Draws draws = world.draws("log/digits/" + date);
    List<Inference> rows = new ArrayList<>();
    for (Instant servedAt : times(date, world.digitsPerDay(), draws)) {
      String token = Fees.token(draws);
      Call call =
          new Call(
              id(date, "d", rows.size()),
              servedAt,
              DigitsModel.ID,
              draws.pick(Parties.CALLERS),
              draws.pick(Parties.NODES),
              draws.between(4, 20),
              token,
              Fees.fee(token, DIGIT_PRICE, draws));
      int image = heldOut[draws.below(heldOut.length)];
      rows.add(new Inference(call, null, digits.servedSketches(image), null));
    }
    return rows;
  }

  /** The Java models' answers, by time. */
  List<Inference> codeOf(LocalDate date) {
    Draws draws = world.draws("log/code/" + date);
    List<Inference> rows = new ArrayList<>();
    for (Instant servedAt : times(date, world.codePerDay(), draws)) {
      String model = draws.chance(ADAPTER_PERCENT) ? CodeModels.ADAPTER : CodeModels.BASE;
      int[] prompt = prompt(draws);
      int[] output =
          code.model(model).complete(prompt, LEAST_OUTPUT, draws.between(LEAST_OUTPUT, 120), draws);
      String token = Fees.token(draws);
      Call call =
          new Call(
              id(date, "j", rows.size()),
              servedAt,
              model,
              draws.pick(Parties.CALLERS),
              draws.pick(Parties.NODES),
              (output.length + 5L) * draws.between(10, 18),
              token,
              Fees.fee(token, (output.length + 5L) * TOKEN_PRICE, draws));
      Text text = new Text(code.tokenizerId(), prompt, output, retrievals(model, draws));
      rows.add(new Inference(call, text, null, null));
    }
    return rows;
  }

  /** A piece of a real file: some prompts are its head, most start inside. */
  private int[] prompt(Draws draws) {
    int[] file = draws.pick(code.prompts()).tokens();
    int length = Math.min(draws.between(20, 60), file.length);
    int from = draws.chance(HEAD_PERCENT) ? 0 : draws.below(file.length - length + 1);
    return Arrays.copyOfRange(file, from, from + length);
  }

  private List<Retrieval> retrievals(String model, Draws draws) {
    List<Retrieval> retrievals = new ArrayList<>();
    if (!draws.chance(RETRIEVAL_PERCENT)) {
      return retrievals;
    }
    List<CodeContribution> documents = code.training(model);
    int count = draws.between(1, 3);
    int first = draws.below(documents.size());
    int left = WHOLE_PPM;
    for (int i = 0; i < count; i++) {
      CodeContribution document = documents.get((first + 7 * i) % documents.size());
      int weight = i == count - 1 ? left : left / 2 + draws.below(left / 4);
      retrievals.add(new Retrieval(document.datanetId(), document.contributionId(), weight));
      left -= weight;
    }
    return retrievals;
  }

  private static List<Instant> times(LocalDate date, int average, Draws draws) {
    int count = Math.max(6, Math.toIntExact((long) average * percent(date, draws) / 100));
    Instant midnight = date.atStartOfDay(ZoneOffset.UTC).toInstant();
    return draws.sortedBelow(MS_PER_DAY, count).stream().map(midnight::plusMillis).toList();
  }

  /** Work days are busy, Wednesdays most; the weekend is not. */
  private static int percent(LocalDate date, Draws draws) {
    DayOfWeek day = date.getDayOfWeek();
    int usual =
        switch (day) {
          case MONDAY, FRIDAY -> 102;
          case TUESDAY, THURSDAY -> 112;
          case WEDNESDAY -> 118;
          case SATURDAY -> 62;
          case SUNDAY -> 55;
        };
    return usual + draws.between(-7, 7);
  }

  private static String id(LocalDate date, String family, int number) {
    return String.format(
        Locale.ROOT, "%s-%s-%06d", DateTimeFormatter.BASIC_ISO_DATE.format(date), family, number);
  }
}
