/**
 * Finds the token runs that outputs share with documents, exactly and without Spark.
 *
 * <p>The queries are indexed, not the corpus: {@link org.tributary.span.QueryIndex} is a suffix
 * array over a batch of outputs, {@link org.tributary.span.CorpusScan} reads documents once and
 * notes where each of their positions falls among the sorted suffixes, and {@link
 * org.tributary.span.Spans} turns the notes of all documents into the query-maximal spans with
 * exact counts. A second, cheaper pass, {@link org.tributary.span.HolderScan}, tells which
 * documents hold the spans.
 *
 * <p><b>Why it is exact.</b> Let a document's suffix fall between two neighbours of the sorted
 * query suffixes. What it shares with any query suffix is the lesser of what it shares with the
 * nearer neighbour and the least LCP on the way. So the neighbour with the longer match and that
 * match's length, a note, say all there is to know about a corpus position, and two min-sweeps over
 * the LCP array give every longest match. A note counts for a text when its neighbour is one of the
 * suffixes that start with the text and its match is as long as the text.
 *
 * <p><b>Why it can't be slowed down.</b> A position of a document costs O(L + log Q) for an index
 * of Q tokens, averaged over the document, whatever the texts are: a match of m tokens at one
 * position is a match of m - 1 at the next, so what lies beyond L tokens is compared once, not once
 * a position (the idea of matching statistics, Chang and Lawler, Sublinear approximate string
 * matching, 1994). What remains are hash collisions, and the hash is keyed by the whole batch.
 */
package org.tributary.span;
