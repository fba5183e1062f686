package org.tributary.evaluate;

/**
 * A correlation, averaged over queries.
 *
 * @param mean the average, -1 to 1
 * @param standardError of that average: what another draw of queries would change
 */
public record Agreement(double mean, double standardError) {
  /** Averages one correlation per query, in the order of the queries. */
  static Agreement over(double[] correlations) {
    double sum = 0;
    for (double correlation : correlations) {
      sum += correlation;
    }
    double mean = sum / correlations.length;
    double squares = 0;
    for (double correlation : correlations) {
      squares += (correlation - mean) * (correlation - mean);
    }
    int degrees = Math.max(1, correlations.length - 1);
    return new Agreement(mean, Math.sqrt(squares / degrees / correlations.length));
  }
}
