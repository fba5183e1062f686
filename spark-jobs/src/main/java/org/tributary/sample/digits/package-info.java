/**
 * The model behind the sample world's pictures: the UCI handwritten digits, a multinomial logistic
 * regression with exact per-example gradients, and NumPy's legacy random generator so that
 * published protocols can be repeated row for row. Pure Java, no Spark.
 */
package org.tributary.sample.digits;
