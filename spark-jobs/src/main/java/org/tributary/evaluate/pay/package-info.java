/**
 * Whether pay follows value: contributors with known flaws, models trained again without each of
 * them, attacks on the rule, and what each rule pays. Pure Java, no Spark, but for {@link
 * org.tributary.evaluate.landing}, which uses it. See README.md of the folder above.
 */
package org.tributary.evaluate.pay;
