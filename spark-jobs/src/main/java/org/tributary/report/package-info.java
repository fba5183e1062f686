/**
 * Stage report: what the tables of a run say, as files that people read. Start at {@link
 * org.tributary.report.Report}; the writers themselves know no Spark and stand in module reports.
 */
package org.tributary.report;
