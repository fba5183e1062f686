/**
 * Duplicates of a training set, found in Spark: {@link org.tributary.prepare.groups.GroupSearch}.
 */
package org.tributary.prepare.groups;
