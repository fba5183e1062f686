package org.tributary.sample.code;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.tributary.schemas.run.CanonicalJson;

/** Reads {@code -sources} jars. */
public final class SourceJar {
  private SourceJar() {}

  /**
   * The files of a jar, by path.
   *
   * @param jar its bytes
   * @param paths which files are wanted
   */
  public static List<SourceFile> files(byte[] jar, Predicate<String> paths) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    // Files of one jar repeat their words: one String for each word keeps the corpus small.
    Map<String, String> words = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (paths.test(entry.getName())) {
          byte[] bytes = zip.readAllBytes();
          List<String> pieces =
              SourcePieces.of(new String(bytes, StandardCharsets.UTF_8)).stream()
                  .map(piece -> words.computeIfAbsent(piece, word -> word))
                  .toList();
          files.add(new SourceFile(entry.getName(), CanonicalJson.sha256(bytes), pieces));
        }
      }
    }
    files.sort(Comparator.comparing(SourceFile::path));
    return files;
  }
}
