/**
 * The verifier: recomputes a run's figures from its written files alone and says, in a sentence
 * each, what doesn't agree. Start at {@link org.tributary.reports.verify.RunVerifier}.
 */
package org.tributary.reports.verify;
