package org.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.sample.Draws;
import org.tributary.sample.code.CodeContribution;
import org.tributary.sample.code.CodeDatanets;
import org.tributary.sample.code.Corpus;
import org.tributary.sample.code.NgramModel;
import org.tributary.session.OutsideTools;

/** The spans of outputs against infini-gram's, on real code and where everything repeats. */
class InfiniGramTest {
  private static final int MODEL_OUTPUTS = 40;
  private static final int CUT_OUTPUTS = 160;

  private static final int TWENTY_MILLION = 20_000_000;

  /** A token of no document. */
  private static final int UNKNOWN = 65_000;

  @TempDir Path folder;

  @Test
  void spansOfTheSampleAreThoseOfInfiniGram() throws IOException, InterruptedException {
    CodeDatanets code = CodeDatanets.of(Corpus.in(Corpus.standardFolder()), name -> true);
    List<int[]> documents = code.contributions().stream().map(CodeContribution::tokens).toList();
    NgramModel model = NgramModel.train(documents, code.vocabulary().size(), 6);
    List<int[]> outputs = new ArrayList<>(edges(documents));
    Draws draws = Draws.of(1, "infini-gram");
    for (int i = 0; i < MODEL_OUTPUTS; i++) {
      outputs.add(model.complete(new int[0], 50, 200, draws));
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < CUT_OUTPUTS; i++) {
      outputs.add(cuts(random, documents));
    }
    assertSame("code", documents, outputs, 16);
  }

  /** The corpus of the benchmark; without its jars more of it is made up. */
  @Test
  void spansOfTwentyMillionTokensAreThoseOfInfiniGram() throws IOException, InterruptedException {
    BenchCorpus corpus =
        BenchCorpus.of(
            List.of(Corpus.standardFolder(), Path.of("target", "bench-corpus")), TWENTY_MILLION);
    assertThat(corpus.tokens()).isGreaterThanOrEqualTo(TWENTY_MILLION);
    List<int[]> documents = corpus.documents().stream().map(BenchDocument::tokens).toList();
    List<int[]> outputs = new ArrayList<>(edges(documents));
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < CUT_OUTPUTS; i++) {
      outputs.add(cuts(random, documents));
    }
    assertSame("twenty-million", documents, outputs, 16);
  }

  @Test
  void spansOfTextThatRepeatsAreThoseOfInfiniGram() throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(2);
    List<int[]> documents = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      int period = 1 + random.nextInt(40);
      int[] document = new int[random.nextInt(60)];
      for (int at = 0; at < document.length; at++) {
        document[at] = at < period ? random.nextInt(3) : document[at - period];
      }
      documents.add(document);
    }
    List<int[]> outputs = new ArrayList<>(edges(documents));
    for (int i = 0; i < 100; i++) {
      outputs.add(cuts(random, documents));
    }
    assertSame("repeats", documents, outputs, 8);
  }

  private void assertSame(String name, List<int[]> documents, List<int[]> outputs, int least)
      throws IOException, InterruptedException {
    String python = OutsideTools.python("spans against infini-gram").toString();
    Path own = Files.createDirectory(folder.resolve(name));
    InfiniGram.Result other =
        new InfiniGram(python, own)
            .search(documents, outputs, outputs.size(), least)
            .orElseThrow(() -> new AssertionError(python + " can't import infini_gram"));
    assertThat(FoundSpan.of(outputs, documents, least))
        .isEqualTo(other.spans())
        .hasSizeGreaterThan(100);
  }

  /** Whole documents, and none at all. */
  private static List<int[]> edges(List<int[]> documents) {
    return List.of(
        new int[0],
        documents.get(0),
        documents.get(documents.size() - 1),
        new int[] {1},
        documents.get(documents.size() / 2));
  }

  /** Pieces of documents of any length, with a token of no document now and then. */
  private static int[] cuts(SplittableRandom random, List<int[]> documents) {
    int[] output = new int[256];
    int at = 0;
    while (at < output.length) {
      int[] source = documents.get(random.nextInt(documents.size()));
      int taken = Math.min(Math.min(1 + random.nextInt(60), source.length), output.length - at);
      System.arraycopy(source, random.nextInt(source.length - taken + 1), output, at, taken);
      at += taken;
      if (random.nextInt(4) == 0 && at < output.length) {
        output[at++] = UNKNOWN;
      }
    }
    return output;
  }
}
