package org.tributary.evaluate.landing;

import java.time.LocalDate;

/**
 * What the log has of a model.
 *
 * @param modelId model
 * @param inferences rows of the log
 * @param sketched of these, rows with a sketch
 * @param dates log dates that they are on
 * @param firstDate first of these
 * @param lastDate last of these
 */
public record LoggedModel(
    String modelId,
    long inferences,
    long sketched,
    long dates,
    LocalDate firstDate,
    LocalDate lastDate) {}
