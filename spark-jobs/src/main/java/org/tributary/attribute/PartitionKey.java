package org.tributary.attribute;

import java.io.Serializable;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * The unit of reuse.
 *
 * @param logDate ISO date
 * @param modelId model
 */
public record PartitionKey(String logDate, String modelId) implements Serializable {
  public static final Comparator<PartitionKey> ORDER =
      Comparator.comparing(PartitionKey::logDate).thenComparing(PartitionKey::modelId);

  /** Of a row with {@code log_date} as text. */
  public static PartitionKey of(Row row) {
    return new PartitionKey(row.getAs("log_date"), row.getAs("model_id"));
  }

  /** SQL for exactly the given partitions; dates with the same models share a term. */
  public static String predicate(Collection<PartitionKey> keys) {
    TreeMap<String, TreeSet<String>> modelsByDate = new TreeMap<>();
    for (PartitionKey key : keys) {
      modelsByDate.computeIfAbsent(key.logDate(), date -> new TreeSet<>()).add(key.modelId());
    }
    Map<Set<String>, List<String>> datesByModels =
        modelsByDate.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getValue,
                    LinkedHashMap::new,
                    Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    return datesByModels.entrySet().stream()
        .map(
            each ->
                "(log_date IN ("
                    + each.getValue().stream()
                        .map(date -> "DATE'" + date + "'")
                        .collect(Collectors.joining(", "))
                    + ") AND model_id IN ("
                    + each.getKey().stream()
                        .map(PartitionKey::literal)
                        .collect(Collectors.joining(", "))
                    + "))")
        .collect(Collectors.joining(" OR "));
  }

  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
