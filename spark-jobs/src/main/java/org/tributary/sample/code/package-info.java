/** The Java code of the sample world: corpus, tokens, datanets and the n-gram model. No Spark. */
package org.tributary.sample.code;
