/**
 * What spans are worth and whose they are, without Spark: integers throughout, so that a payout can
 * be recomputed to the last unit.
 *
 * <p>Every token of an output weighs what it tells: its information in the {@link
 * org.tributary.span.credit.Background}, a corpus that contributors can't move. {@link
 * org.tributary.span.credit.OutputCredit} says for each token whether it repeats the prompt,
 * belongs to a span, or to none; and how much of a span's weight is common text. {@link
 * org.tributary.span.credit.ClaimSplit} divides a span's weight among those who hold it, mostly or
 * wholly for the earliest. The weights of an output always sum to the weight of its tokens.
 */
package org.tributary.span.credit;
