/**
 * Who speaks for contributions that are the same or nearly the same, without Spark.
 *
 * <p>The rule, in acceptance order: a contribution whose content an earlier accepted one has is its
 * EXACT_DUPLICATE; of the others, one whose sketch is near that of an earlier leader is its
 * NEAR_DUPLICATE and joins the earliest such leader; what is left leads itself, if it is accepted.
 * {@link org.tributary.influence.groups.Leaders} is this rule in memory, comparing every row with
 * every leader.
 *
 * <p>For training sets of any size only rows that share a bucket are compared ({@link
 * org.tributary.influence.groups.Buckets}, as many as a {@link
 * org.tributary.influence.groups.BandPlan} says), bucket by bucket ({@link
 * org.tributary.influence.groups.BucketScan}), until all is decided ({@link
 * org.tributary.influence.groups.Decisions}). That is the same rule with "near" read as "near, and
 * in a bucket with".
 */
package org.tributary.influence.groups;
