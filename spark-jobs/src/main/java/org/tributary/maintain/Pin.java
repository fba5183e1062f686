package org.tributary.maintain;

import java.time.LocalDate;

/**
 * A table's version that a run pins: it can be computed again as long as the version is readable.
 *
 * @param version Delta version of the table
 * @param runId the run
 * @param closeDate its close date
 */
record Pin(long version, String runId, LocalDate closeDate) {}
