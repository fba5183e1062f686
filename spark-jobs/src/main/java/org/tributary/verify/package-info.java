/**
 * Stage verify: fetches a run's written files and hands them to the verifier of module reports,
 * which recomputes them. Start at {@link org.tributary.verify.Verify}.
 */
package org.tributary.verify;
