/**
 * The arithmetic of influence, without Spark: sketches in int8, curvature, preconditioners,
 * contributor values and how they become shares. Used by prepare, attribute and evaluate.
 */
package org.tributary.influence;
