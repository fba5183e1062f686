/**
 * What became of a settlement on chain: roots and claimed events, from a node or from a file, and
 * what they say beside the settlement. Start with {@link org.tributary.reports.confirm.Confirm}.
 */
package org.tributary.reports.confirm;
