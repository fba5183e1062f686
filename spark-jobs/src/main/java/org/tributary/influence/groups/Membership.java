package org.tributary.influence.groups;

import java.util.OptionalInt;

/**
 * A duplicate and the contribution that speaks for it.
 *
 * @param member the duplicate
 * @param leader the earliest accepted contribution of the group
 * @param reason why they are a group
 * @param cosinePpm cosine of the sketches in parts per million, rounded down; none where the reason
 *     is the content. For a copy of a near-duplicate it is the cosine of the first that has the
 *     content.
 */
public record Membership(
    GroupRow member, GroupRow leader, GroupReason reason, OptionalInt cosinePpm) {}
