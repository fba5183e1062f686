package org.tributary.cli;

import picocli.CommandLine.Option;

/** How attribution is computed; none of it changes a result. */
final class AttributeOptions {
  @Option(
      names = "--kernel",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "auto, reference, openblas, onednn or cublas (default: ${DEFAULT-VALUE}). All give the same"
              + " integers.")
  String kernel;

  @Option(
      names = "--full",
      description = "Recompute every partition, also those whose inputs didn't change.")
  boolean full;

  @Option(
      names = "--span-seeds",
      description =
          "Look up by their seeds which contributions can hold a span, instead of reading all: for"
              + " training sets much larger than what outputs repeat.")
  boolean spanSeeds;
}
