package org.tributary.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tributary.schemas.run.CanonicalJson;

/**
 * Text at random, but the same each time: token frequencies by Zipf's law, and passages that repeat
 * earlier ones, as licences and idioms do in code.
 */
final class MadeText {
  private static final int DOCUMENT = 2_000;
  private static final int CONTRIBUTORS = 500;
  private static final int PASSAGE = 120;
  private static final double REPEATED = 0.01;

  private MadeText() {}

  /** Documents of at least so many tokens. */
  static List<BenchDocument> documents(long tokens) {
    SplittableRandom random = new SplittableRandom(20_260_301);
    List<BenchDocument> documents = new ArrayList<>();
    for (long made = 0; made < tokens; made += DOCUMENT) {
      int[] document = document(random, documents);
      ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * DOCUMENT);
      bytes.asIntBuffer().put(document);
      int number = documents.size();
      documents.add(
          new BenchDocument(
              "made-up",
              "made-up-" + number,
              "contributor-" + number % CONTRIBUTORS,
              CanonicalJson.sha256(bytes.array()),
              document));
    }
    return documents;
  }

  private static int[] document(SplittableRandom random, List<BenchDocument> earlier) {
    int[] document = new int[DOCUMENT];
    int at = 0;
    while (at < DOCUMENT) {
      if (!earlier.isEmpty() && random.nextDouble() < REPEATED) {
        // The square prefers early documents, so that some passages stand in many.
        double place = random.nextDouble() * random.nextDouble();
        int[] source = earlier.get((int) (place * earlier.size())).tokens();
        int length = Math.min(1 + random.nextInt(PASSAGE), DOCUMENT - at);
        System.arraycopy(source, random.nextInt(DOCUMENT - length + 1), document, at, length);
        at += length;
      } else {
        document[at++] = zipf(random);
      }
    }
    return document;
  }

  /** Rank r with a probability of about 1 / r. */
  private static int zipf(SplittableRandom random) {
    return Math.min(
        (int) Math.pow(BenchCorpus.VOCABULARY, random.nextDouble()), BenchCorpus.VOCABULARY - 1);
  }
}
