/**
 * What a Safe is given to sign: batches for its Transaction Builder and files for its CSV Airdrop,
 * with the checksum, the gas and the hash that signers compare. Pure: a file is a text, and the
 * same calls give the same text.
 */
package org.tributary.reports.safe;
