/** The payout files of a run: what contributors, operators and auditors read. No Spark in here. */
package org.tributary.reports.payout;
