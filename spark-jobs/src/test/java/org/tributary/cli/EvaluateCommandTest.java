package org.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.session.SharedSpark;

/** What {@code evaluate} refuses before anything is computed. */
class EvaluateCommandTest {
  @TempDir private Path folder;

  @Test
  void needsAFolderToWriteTo() {
    assertRefused(2, "evaluate needs --out DIR", "--landing", "l");
    assertRefused(2, "evaluate needs --out DIR", "--landing", "l", "--write-landing", "w");
    assertRefused(2, "evaluate needs --out DIR");
  }

  @Test
  void keepsTheDigitsAndOnesOwnModelApart() {
    assertRefused(2, "name its files with --landing DIR.", "--out", "o", "--truth", "t.csv");
    assertRefused(2, "name its files with --landing DIR.", "--out", "o", "--model", "m");
    assertRefused(2, "name its files with --landing DIR.", "--out", "o", "--policy", "p.conf");
    assertRefused(2, "one after the other.", "--out", "o", "--landing", "l", "--seeds", "3");
    assertRefused(2, "one after the other.", "--out", "o", "--landing", "l", "--write-landing=w");
  }

  @Test
  void needsTruth() {
    SharedSpark.session();
    Path out = folder.resolve("out");
    assertRefused(
        12,
        "There is no table of measured truth at " + folder + "/truth.csv.",
        "--out=" + out,
        "--landing=" + folder);
    assertThat(out).doesNotExist();
  }

  private static void assertRefused(int exitCode, String sentence, String... options) {
    String[] command = new String[options.length + 1];
    command[0] = "evaluate";
    System.arraycopy(options, 0, command, 1, options.length);
    PrintStream real = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code;
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      code = Main.run(command);
    } finally {
      System.setErr(real);
    }
    String said = err.toString(StandardCharsets.UTF_8);
    assertThat(code).as(said).isEqualTo(exitCode);
    assertThat(said).contains(sentence).doesNotContain("\tat ");
  }
}
