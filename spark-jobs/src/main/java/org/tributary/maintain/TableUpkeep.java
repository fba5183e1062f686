package org.tributary.maintain;

import java.util.Optional;

/**
 * What was done for a table.
 *
 * @param filesBefore data files that its newest version had
 * @param filesAfter that it has now
 * @param deleted files that were deleted because nothing needs them
 * @param left why its unused files were left alone
 */
public record TableUpkeep(
    String table, long filesBefore, long filesAfter, long deleted, Optional<String> left) {}
