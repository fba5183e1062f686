/**
 * Method lexical without Spark: which contributions are about what an output says, by BM25 over the
 * tokens that they were first to have, and what each of them earns.
 *
 * <ol>
 *   <li>{@link org.tributary.lexical.OwnText}: what of a contribution was nobody's before.
 *   <li>{@link org.tributary.lexical.Bm25}: what a term tells and how much of that a contribution
 *       has. {@link org.tributary.lexical.LexicalQuery}: the terms of an output.
 *   <li>{@link org.tributary.lexical.LexicalScan}: reads contributions once for all outputs of a
 *       batch and keeps the {@link org.tributary.lexical.Candidates} of each.
 *   <li>{@link org.tributary.lexical.LexicalShares}: the candidates divide the output.
 * </ol>
 *
 * <p>Terms are tokens of the model's tokenizer. Everything is integers, so the result doesn't
 * depend on the order in which contributions are read.
 */
package org.tributary.lexical;
