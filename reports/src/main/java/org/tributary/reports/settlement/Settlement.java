package org.tributary.reports.settlement;

import java.util.Iterator;

/**
 * One settlement to write. The iterators are read once, so nothing needs to be in memory at once.
 *
 * @param header what it is about
 * @param leaves in {@link Leaf#ORDER}, no two of the same account and token
 * @param held in {@link HeldAmount#ORDER}, no two of the same account and token
 */
public record Settlement(
    SettlementHeader header, Iterator<SettlementLeaf> leaves, Iterator<HeldAmount> held) {}
