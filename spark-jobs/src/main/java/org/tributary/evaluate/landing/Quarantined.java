package org.tributary.evaluate.landing;

/**
 * Rows that ingest didn't take for one reason.
 *
 * @param table that they were meant for
 * @param reasonCode see schemas/README.md
 * @param rows how many
 * @param place file, below the landing folder, and row of the first of them
 * @param detail what is wrong with the first, and how to mend it
 */
public record Quarantined(
    String table, String reasonCode, long rows, String place, String detail) {}
