/**
 * How a settlement leaves the house: the gates that it must pass, the folder that a treasury
 * submits, the journal of what became of each settlement, the check of all of it, and the
 * certificate of one contributor. Start with {@link org.tributary.reports.export.Export}; the way
 * from computed to confirmed is described in {@code APPROVAL.md}.
 */
package org.tributary.reports.export;
