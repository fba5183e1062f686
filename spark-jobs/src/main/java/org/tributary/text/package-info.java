/**
 * What the methods that look at text have in common, without Spark: information in integers, and
 * how the weights of an output become shares.
 */
package org.tributary.text;
