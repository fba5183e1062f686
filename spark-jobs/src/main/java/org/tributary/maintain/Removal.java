package org.tributary.maintain;

import java.time.Instant;

/**
 * A commit that took files out of a table: they are still there for versions before it.
 *
 * @param version of the commit
 * @param at when its first file went out of use
 */
record Removal(long version, Instant at) {}
