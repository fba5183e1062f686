/** The warehouse's upkeep: compaction, and removal of files that no pinned version needs. */
package org.tributary.maintain;
