package org.tributary.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.tributary.ingest.store.Projection;
import org.tributary.ingest.store.StoreLayout;
import org.tributary.ingest.store.StoreProblem;
import org.tributary.ingest.store.StoreReader;
import org.tributary.ingest.store.StoreSpec;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.run.CanonicalJson;

/**
 * Looks through a gradient store before anything is written: its small files on the driver, the
 * bytes of the big ones, for their hash, in tasks.
 */
final class StoreScan {
  /** Part of the hash: another size would give another hash. */
  private static final long HASHED_BYTES = 64L << 20;

  private static final int BUFFER_BYTES = 1 << 16;

  private final SparkSession spark;
  private final Configuration hadoop;

  StoreScan(SparkSession spark) {
    this.spark = spark;
    this.hadoop = spark.sparkContext().hadoopConfiguration();
  }

  /** Bytes that one task hashes. */
  private record Part(String location, long offset, long length) implements Serializable {}

  /**
   * Looks through the store in a folder.
   *
   * @param name path below the landing folder
   * @throws TributaryException with {@link ErrorCode#LANDING_UNREADABLE}, naming store and file
   */
  ScannedFile scan(String name, Path folder) {
    try {
      return scanned(new HadoopStoreFolder(hadoop, name, folder), folder);
    } catch (IOException | UncheckedIOException e) {
      throw new TributaryException(
          ErrorCode.LANDING_UNREADABLE,
          "Gradient store " + name + " can't be read: " + e.getMessage(),
          e);
    }
  }

  private ScannedFile scanned(HadoopStoreFolder own, Path folder) throws IOException {
    StoreSpec spec = StoreSpec.parse(own, text(own, StoreSpec.FILE));
    if (!own.exists(spec.rows())) {
      throw StoreProblem.unreadable(
          own,
          "the file %s is missing, which says which row is whose. See schemas/README.md.",
          spec.rows());
    }
    HadoopStoreFolder tool =
        new HadoopStoreFolder(hadoop, own.name(), folderOf(folder, spec.path()));
    StoreLayout layout = StoreReader.of(spec.format()).layout(tool, spec);
    Map<String, FileStatus> files = new LinkedHashMap<>();
    files.put(StoreSpec.FILE, own.status(StoreSpec.FILE));
    files.put(spec.rows(), own.status(spec.rows()));
    layout.files().forEach(file -> files.put(spec.path() + "/" + file, tool.status(file)));
    String table = GradientStore.tableOf(spec);
    List<LandingFile> members = new ArrayList<>();
    files.forEach((file, status) -> members.add(member(table, own.name() + "/" + file, status)));
    Projection told = spec.projection();
    GradientStore store =
        new GradientStore(
            own.name(),
            spec,
            new Projection(
                told.generator(),
                told.seed(),
                told.scale(),
                told.dtype(),
                layout.blocks(),
                told.matrixSha256()),
            layout,
            tool.path("").toString(),
            own.path(spec.rows()).toString(),
            members);
    LandingFile file = member(table, own.name(), own.status(StoreSpec.FILE));
    return new ScannedFile(file, hash(members), layout.rows(), store);
  }

  private static LandingFile member(String table, String name, FileStatus status) {
    return new LandingFile(
        table, name, status.getPath().toString(), status.getLen(), status.getModificationTime());
  }

  private static Path folderOf(Path folder, String path) {
    return path.equals(".") ? folder : new Path(folder, path);
  }

  private static String text(HadoopStoreFolder folder, String file) throws IOException {
    if (!folder.exists(file)) {
      throw StoreProblem.unreadable(
          folder, "the file %s is missing. See schemas/README.md for what it says.", file);
    }
    try (InputStream in = folder.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** SHA-256 over the names and lengths of the files and the hashes of their parts. */
  private String hash(List<LandingFile> members) {
    List<Part> parts = new ArrayList<>();
    long bytes = 0;
    for (LandingFile file : members) {
      bytes += file.bytes();
      for (long at = 0; at < file.bytes(); at += HASHED_BYTES) {
        parts.add(new Part(file.location(), at, Math.min(HASHED_BYTES, file.bytes() - at)));
      }
    }
    List<String> hashes = bytes <= HASHED_BYTES ? here(parts) : inTasks(parts);
    StringBuilder all = new StringBuilder();
    members.forEach(file -> all.append(file.name()).append('\n').append(file.bytes()).append('\n'));
    hashes.forEach(hash -> all.append(hash).append('\n'));
    return CanonicalJson.sha256(all.toString());
  }

  private List<String> here(List<Part> parts) {
    return parts.stream().map(part -> sha256(hadoop, part)).toList();
  }

  private List<String> inTasks(List<Part> parts) {
    SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(parts, parts.size())
        .map(part -> sha256(configuration.value(), part))
        .collect();
  }

  private static String sha256(Configuration hadoop, Part part) {
    Path path = new Path(part.location());
    byte[] buffer = new byte[BUFFER_BYTES];
    try (FSDataInputStream in = path.getFileSystem(hadoop).open(path)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      in.seek(part.offset());
      for (long left = part.length(); left > 0; ) {
        int count = (int) Math.min(buffer.length, left);
        in.readFully(buffer, 0, count);
        digest.update(buffer, 0, count);
        left -= count;
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
