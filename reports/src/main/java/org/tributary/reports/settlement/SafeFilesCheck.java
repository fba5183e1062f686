package org.tributary.reports.settlement;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.tributary.reports.safe.SafeChecksum;

/** Whether a batch file has the checksum that the Transaction Builder will look for. */
final class SafeFilesCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SafeFilesCheck() {}

  /**
   * Compares the checksum of one file.
   *
   * @throws IllegalArgumentException if it is another
   */
  static void checksum(Path folder, String path) throws IOException {
    Map<?, ?> file = JSON.readValue(folder.resolve(path).toFile(), Map.class);
    if (!SafeChecksum.isRight(file)) {
      throw new IllegalArgumentException(
          "its checksum must be " + SafeChecksum.of(file) + ", as the Transaction Builder has it");
    }
  }
}
