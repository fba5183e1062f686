package org.tributary.attribute.text;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * What is written of one output.
 *
 * @param shares rows of {@code text_shares}
 * @param evidence rows of the method's table of evidence
 */
public record TextRows(List<Row> shares, List<Row> evidence) implements Serializable {}
