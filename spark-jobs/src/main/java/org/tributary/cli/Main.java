package org.tributary.cli;

/** Placeholder until the commands land. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    throw new IllegalStateException("no commands yet");
  }
}
