package org.tributary.sample.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;

/**
 * The folder of {@code -sources} jars that the build puts together, each held to the SHA-256 that
 * {@code corpus.tsv} pins. Nothing of their text is in this project.
 */
public final class Corpus {
  private static final String LIST = "/org/tributary/sample/corpus.tsv";
  private static final String BACKGROUND = "/org/tributary/sample/background.tsv";
  private static final String FOLDER_PROPERTY = "tributary.corpus";
  private static final int COLUMNS = 7;

  private final Path folder;
  private final List<Release> releases;
  private final List<Release> background;

  Corpus(Path folder, List<Release> releases, List<Release> background) {
    this.folder = folder;
    this.releases = List.copyOf(releases);
    this.background = List.copyOf(background);
  }

  /** The pinned releases in {@code folder}. */
  public static Corpus in(Path folder) {
    return new Corpus(folder, pinned(LIST), pinned(BACKGROUND));
  }

  /**
   * The folder that the system property {@code tributary.corpus} names; without it {@code corpus}
   * beside the jar or classes folder that this class comes from, where the build puts it.
   */
  public static Path standardFolder() {
    String configured = System.getProperty(FOLDER_PROPERTY);
    if (configured != null) {
      return Path.of(configured);
    }
    try {
      Path code = Path.of(Corpus.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return code.resolveSibling("corpus");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The releases, a datanet's versions in order. */
  public List<Release> releases() {
    return releases;
  }

  /** Releases that stand in no datanet: they say what is common in Java code. */
  public List<Release> background() {
    return background;
  }

  /**
   * The Java files of a release, by path.
   *
   * @param packages which packages' files
   * @throws TributaryException INPUT_MISSING where the jar isn't there, INPUT_INCONSISTENT where it
   *     is another one than the pinned
   */
  public List<SourceFile> files(Release release, Predicate<String> packages) {
    byte[] jar = verified(release);
    try {
      return SourceJar.files(
          jar, path -> path.endsWith(".java") && packages.test(SourceFile.packageOf(path)));
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + folder.resolve(release.file()), e);
    }
  }

  private byte[] verified(Release release) {
    Path file = folder.resolve(release.file());
    if (!Files.isRegularFile(file)) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "The sample world needs %s, and there is no such file. Build once with './mvnw package',"
              + " or put the sources jar %s:%s:sources there, or name another folder with"
              + " --corpus.",
          file,
          release.coordinates(),
          release.release());
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      String found = CanonicalJson.sha256(bytes);
      if (!found.equals(release.sha256())) {
        throw TributaryException.of(
            ErrorCode.INPUT_INCONSISTENT,
            "%s is not the pinned file: its SHA-256 should be %s and is %s. Delete it and build"
                + " again with './mvnw package', which fetches the sources jar %s:%s:sources.",
            file,
            release.sha256(),
            found,
            release.coordinates(),
            release.release());
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    }
  }

  static List<Release> pinned() {
    return pinned(LIST);
  }

  private static List<Release> pinned(String list) {
    try (InputStream in = Corpus.class.getResourceAsStream(list)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> release(list, line))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Release release(String list, String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalStateException(list + " needs " + COLUMNS + " columns: " + line);
    }
    return new Release(
        columns[0],
        Integer.parseInt(columns[1]),
        columns[2],
        LocalDate.parse(columns[3]),
        columns[4],
        columns[5],
        columns[6]);
  }
}
