/**
 * Attacks on method span, as code: what each earns who carries it out. Real source code, several
 * honest contributors, a model that copies its training text, and the engine's own arithmetic, in
 * memory. Pure Java, no Spark. What the attacks are and what they earn stands in the README.md of
 * {@code attribute.span}.
 */
package org.tributary.evaluate.span;
