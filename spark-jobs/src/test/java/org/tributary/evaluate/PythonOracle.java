package org.tributary.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tributary.session.OutsideTools;

/** Runs a script of {@code src/test/python}. */
final class PythonOracle {
  private static final Path SCRIPTS = Path.of("src/test/python");

  private PythonOracle() {}

  static void run(String what, String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(OutsideTools.python(what).toString()));
    command.add(SCRIPTS.resolve(script).toString());
    command.addAll(List.of(arguments));
    OutsideTools.run(command);
  }
}
