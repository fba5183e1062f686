/**
 * Bounds that stop a run before it is published, and who lets one through.
 *
 * <p>Start with {@link org.tributary.safety.SafetyBounds} (pure), then {@link
 * org.tributary.safety.Safety}.
 */
package org.tributary.safety;
