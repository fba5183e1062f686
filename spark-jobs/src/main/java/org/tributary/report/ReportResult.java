package org.tributary.report;

import org.tributary.reports.payout.NightSummary;

/**
 * What was reported.
 *
 * @param location folder of the files
 * @param payoutRows rows of {@code payouts.csv}
 * @param night the figures, for a summary on the screen
 */
public record ReportResult(String location, long payoutRows, NightSummary night) {}
