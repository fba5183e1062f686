/**
 * Who speaks for contributions that are the same or nearly the same, without Spark.
 *
 * <p>The rule, in acceptance order: a contribution whose content an earlier accepted one has is its
 * EXACT_DUPLICATE; of the others, one whose sketch is near that of an earlier leader is its
 * NEAR_DUPLICATE and joins the earliest such leader; what is left leads itself, if it is accepted.
 * {@link org.tributary.influence.groups.Leaders} is this rule in memory, comparing every row with
 * every leader.
 */
package org.tributary.influence.groups;
