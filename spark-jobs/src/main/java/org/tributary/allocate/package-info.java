/**
 * Stage allocate: fees and rewards become entitlements, and the difference to what is posted
 * becomes the ledger entries that the run proposes.
 *
 * <p>Start with {@link org.tributary.allocate.Allocate}, the stage. Its pure core is {@link
 * org.tributary.allocate.WaterfallSplit} (one fee), {@link org.tributary.allocate.RewardSplit} (one
 * agent run) and {@link org.tributary.allocate.Balances} (one log date and token).
 */
package org.tributary.allocate;
