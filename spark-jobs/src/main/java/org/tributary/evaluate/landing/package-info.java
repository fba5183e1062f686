/**
 * Whether pay follows value for a model of one's own: a landing folder goes through the stages of
 * the night, and what contributors would be paid is held against a table of measured truth. {@link
 * org.tributary.evaluate.landing.TruthFile} and {@link org.tributary.evaluate.landing.RulePolicy}
 * know no Spark. See README.md of the folder above.
 */
package org.tributary.evaluate.landing;
