/**
 * What spans are worth and whose they are, without Spark: integers throughout, so that a payout can
 * be recomputed to the last unit.
 *
 * <p>Every token of an output weighs what it tells: its information in the {@link
 * org.tributary.span.credit.Background}, a corpus that contributors can't move. {@link
 * org.tributary.span.credit.OutputCredit} says for each token whether it repeats the prompt,
 * belongs to a span, or to none; and how much of a span's weight is common text. {@link
 * org.tributary.span.credit.FirstClaims} says who first had the text at each token, and {@link
 * org.tributary.span.credit.ClaimSplit} gives him most of its weight, or all, and the rest to
 * others who hold the span. The weights of an output always sum to the weight of its tokens.
 */
package org.tributary.span.credit;
