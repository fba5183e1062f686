package org.tributary.books;

import java.time.LocalDate;

/** A published run. */
public record PublishedRun(String runId, LocalDate closeDate) {}
