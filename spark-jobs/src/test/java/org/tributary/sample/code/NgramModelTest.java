package org.tributary.sample.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tributary.sample.Draws;

class NgramModelTest {
  private static final int A = 1;
  private static final int B = 2;
  private static final int C = 3;

  @Test
  void probabilitiesAreThoseWorkedByHand() {
    // Text: | A B A C, so after A come B and C, once each; vocabulary | A B C.
    NgramModel model = NgramModel.train(List.of(new int[] {A, B, A, C}), 4, 2);
    // Unigrams of 5 positions, 4 of them distinct: (c - 1/2)/5 + (1/2 * 4/5) * 1/4.
    double pA = 1.5 / 5 + 0.4 * 0.25;
    double pB = 0.5 / 5 + 0.4 * 0.25;
    double pEnd = pB;
    // After |: A once. After A: B, C. After B: A.
    double first = 0.5 + 0.5 * pA;
    double second = 0.25 + 0.5 * pB;
    // The last position of the text is C before the boundary that pads it.
    double end = 0.5 / 1 + 0.5 * pEnd;
    double third = 0.5 / 1 + 0.5 * pA;
    double fourth = 0.25 + 0.5 * pB;
    double bits = -(log2(first) + log2(second) + log2(third) + log2(fourth) + log2(end)) / 5;
    assertThat(model.crossEntropyBits(new int[] {A, B, A, C})).isCloseTo(bits, within(1e-12));
  }

  @Test
  void samplesFollowTheProbabilities() {
    NgramModel model = NgramModel.train(List.of(new int[] {A, B, A, C}), 4, 2);
    Draws draws = Draws.of(5, "samples");
    int[] seen = new int[4];
    int all = 40_000;
    for (int i = 0; i < all; i++) {
      int[] next = model.complete(new int[] {A}, 0, 1, draws);
      seen[next.length == 0 ? Vocabulary.BOUNDARY : next[0]]++;
    }
    // p(w|A) = (c(Aw) - 1/2)/2 + 1/2 p(w), with p(A) = 0.4 and 0.2 for each of the others.
    assertThat(seen[B] / (double) all).isCloseTo(0.25 + 0.5 * 0.2, within(0.01));
    assertThat(seen[C] / (double) all).isCloseTo(0.25 + 0.5 * 0.2, within(0.01));
    assertThat(seen[A] / (double) all).isCloseTo(0.5 * 0.4, within(0.01));
    assertThat(seen[Vocabulary.BOUNDARY] / (double) all).isCloseTo(0.5 * 0.2, within(0.01));
  }

  @Test
  void longerContextsPredictUnseenCodeBetter() {
    CodeDatanets datanets =
        CodeDatanets.of(
            Corpus.in(Corpus.standardFolder()),
            name -> name.startsWith("org.apache.commons.lang3."));
    List<int[]> training = new ArrayList<>();
    List<int[]> heldOut = new ArrayList<>();
    List<int[]> all = NgramModel.documents(datanets.in("java-commons-lang", 2));
    for (int i = 0; i < all.size(); i++) {
      (i % 10 == 0 ? heldOut : training).add(all.get(i));
    }
    int size = datanets.vocabulary().size();
    double unigram = bits(NgramModel.train(training, size, 1), heldOut);
    double bigram = bits(NgramModel.train(training, size, 2), heldOut);
    double sixgram = bits(NgramModel.train(training, size, 6), heldOut);
    assertThat(bigram).isLessThan(unigram - 2);
    assertThat(sixgram).isLessThan(bigram - 0.5);
  }

  @Test
  void theSameDrawsGiveTheSameText() {
    NgramModel model = NgramModel.train(List.of(new int[] {A, B, A, C, A, B, B}), 4, 3);
    int[] one = model.complete(new int[] {A}, 10, 30, Draws.of(1, "text"));
    int[] two = model.complete(new int[] {A}, 10, 30, Draws.of(1, "text"));
    assertThat(one).isEqualTo(two).hasSizeBetween(10, 30);
    assertThat(Arrays.stream(one)).doesNotContain(Vocabulary.BOUNDARY);
  }

  @Test
  void aModelNeedsADocument() {
    assertThatThrownBy(() -> NgramModel.train(List.of(), 4, 2))
        .hasMessageContaining("order 2 and 0 documents");
  }

  private static double bits(NgramModel model, List<int[]> documents) {
    double bits = 0;
    long tokens = 0;
    for (int[] document : documents) {
      bits += model.crossEntropyBits(document) * (document.length + 1);
      tokens += document.length + 1;
    }
    return bits / tokens;
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
