/**
 * What goes on chain: cumulative claims as a Merkle tree in OpenZeppelin's format {@code
 * standard-v1}, its proofs, and a manifest that pins every byte. Start with {@link
 * org.tributary.reports.settlement.SettlementWriter}; the folder is described in {@code
 * SETTLEMENT.md}.
 */
package org.tributary.reports.settlement;
