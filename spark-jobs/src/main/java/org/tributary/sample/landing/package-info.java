/** How landing files are written: JSON Lines and Parquet, the same bytes for the same rows. */
package org.tributary.sample.landing;
