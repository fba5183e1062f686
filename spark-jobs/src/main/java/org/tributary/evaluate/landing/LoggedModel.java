package org.tributary.evaluate.landing;

import java.time.LocalDate;

/**
 * What the log has of a model.
 *
 * @param modelId model
 * @param inferences rows of the log
 * @param sketched of these, rows with a sketch
 * @param firstDate first log date that they are on
 * @param lastDate last of them
 */
public record LoggedModel(
    String modelId, long inferences, long sketched, LocalDate firstDate, LocalDate lastDate) {}
