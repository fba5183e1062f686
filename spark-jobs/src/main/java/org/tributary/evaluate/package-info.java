/**
 * Measures attribution against the truth: how well the engine's scores predict what retraining the
 * model really does. See README.md in this folder. Pure Java, no Spark.
 */
package org.tributary.evaluate;
