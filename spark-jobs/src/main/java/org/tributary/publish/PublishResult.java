package org.tributary.publish;

/**
 * What stage publish did.
 *
 * @param runId the run
 * @param entriesPosted entries that the ledger has of the run
 * @param alreadyPublished whether an earlier execution had published it: then nothing was posted
 */
public record PublishResult(String runId, long entriesPosted, boolean alreadyPublished) {}
