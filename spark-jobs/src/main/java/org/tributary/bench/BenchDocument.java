package org.tributary.bench;

import java.io.Serializable;

/**
 * A document that outputs are searched for.
 *
 * @param datanetId datanet
 * @param contributionId unique in the datanet
 * @param contributorId whose it is
 * @param sha256 of the content
 * @param tokens of the content, each below {@link BenchCorpus#VOCABULARY}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read only
record BenchDocument(
    String datanetId, String contributionId, String contributorId, String sha256, int[] tokens)
    implements Serializable {}
