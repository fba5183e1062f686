/** Programs that measure: time and memory of the heavy stages on data at random. */
package org.tributary.bench;
