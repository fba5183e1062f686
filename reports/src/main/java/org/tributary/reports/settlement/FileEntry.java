package org.tributary.reports.settlement;

/**
 * A file of a settlement as its manifest pins it.
 *
 * @param path relative to the settlement's folder, with forward slashes
 * @param bytes its length
 * @param sha256 of its bytes, lower-case hex
 */
public record FileEntry(String path, long bytes, String sha256) {}
