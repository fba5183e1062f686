package org.tributary.settle;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tributary.schemas.table.Tables;

/**
 * A row of evidence of a method that looks at text, of which settle reads who and what it names.
 *
 * @param method span or lexical
 * @param place of the row in the inference
 */
record TextEvidence(
    String method,
    LocalDate date,
    String inference,
    String datanet,
    String payee,
    String contribution,
    int place) {
  void putInto(PayWorld world) {
    Map<String, Object> row = new HashMap<>();
    row.put("log_date", Date.valueOf(date));
    row.put("model_id", "model");
    row.put("inference_id", inference);
    row.put("datanet_id", datanet);
    row.put("contributor_id", payee);
    row.put("contribution_id", contribution);
    row.put("datanet_version", 2);
    row.put("weight", 5L);
    row.put("fingerprint", "f");
    Timestamp accepted = Timestamp.valueOf(date.atStartOfDay());
    if (method.equals("span")) {
      row.put("output_start", place);
      row.put("tokens", 9);
      row.put("occurrences", 1L);
      row.put("contribution_start", 0);
      row.put("claimed_at", accepted);
      world.put(Tables.SPAN_EVIDENCE, row);
    } else {
      row.put("place", place);
      row.put("accepted_at", accepted);
      row.put("score", 5L);
      row.put("half_count", 5L);
      row.put("terms", new Row[] {RowFactory.create(1, 1, 5L, 5L)});
      world.put(Tables.LEXICAL_EVIDENCE, row);
    }
  }
}
