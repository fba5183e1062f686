/**
 * Stage publish: the entries of a verified run go into the ledger, and the run into table runs.
 *
 * <p>Start with {@link org.tributary.publish.Publish}.
 */
package org.tributary.publish;
