package org.tributary.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.table.Tables;
import org.tributary.session.Warehouse;
import org.tributary.session.WarehouseFormat;

/**
 * Brings landing files into the warehouse's input tables: {@code LANDING/TABLE/NAME.parquet} or
 * {@code .jsonl}, and gradient stores {@code LANDING/gradient_stores/NAME}, described in {@code
 * schemas/README.md}.
 *
 * <p>A row that breaks a rule of its table's DDL goes to table {@code quarantine} and stops
 * nothing. A file that can't be read at all stops the stage before anything is written for it. A
 * file that was ingested before, by path and SHA-256, is skipped, so running again changes nothing
 * and commits nothing.
 *
 * <p>Commits per table: its rows, then its quarantined rows; in the end one commit of {@code
 * ingested_files} for all. After a crash anywhere between, running again finds the rows there and
 * adds only what is missing.
 */
public final class Ingest {
  /** A file of a landing folder that is none of ingest's business: evaluate's table of truth. */
  public static final String TRUTH = "truth.csv";

  private final Warehouse warehouse;
  private final String landing;
  private final long pieceBytes;

  private Ingest(Builder builder) {
    this.warehouse = Objects.requireNonNull(builder.warehouse, "Ingest needs a warehouse");
    this.landing = Objects.requireNonNull(builder.landing, "Ingest needs a landing folder");
    this.pieceBytes = builder.pieceBytes;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Options of {@link Ingest}. */
  public static final class Builder {
    private Warehouse warehouse;
    private String landing;
    private long pieceBytes = LandingScan.PIECE_BYTES;

    private Builder() {}

    /** Where the tables are; made where the folder is empty or missing. Required. */
    public Builder warehouse(Warehouse value) {
      this.warehouse = value;
      return this;
    }

    /** Folder of landing files, on any file system that Hadoop knows. Required. */
    public Builder landing(String folder) {
      this.landing = folder;
      return this;
    }

    /** Bytes of a JSON Lines file or a gradient store that one task reads; 64 MiB when not set. */
    public Builder pieceBytes(long bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("A piece has at least one byte, not " + bytes);
      }
      this.pieceBytes = bytes;
      return this;
    }

    public Ingest build() {
      return new Ingest(this);
    }
  }

  /**
   * Reads, judges and writes.
   *
   * @throws TributaryException with {@link ErrorCode#LANDING_UNREADABLE}, {@link
   *     ErrorCode#INPUT_MISSING} (no landing folder), {@link ErrorCode#INPUT_INCONSISTENT}
   *     (gradient stores of two projections) or {@link ErrorCode#WAREHOUSE_VERSION}
   */
  public IngestResult execute() {
    WarehouseFormat.checkBeforeIngest(warehouse);
    Configuration hadoop = warehouse.spark().sparkContext().hadoopConfiguration();
    LandingFolder folder = new LandingFolder(hadoop, landing);
    LandingScan scan = new LandingScan(hadoop, pieceBytes);
    List<ScannedFile> all = new ArrayList<>();
    folder.files().forEach(file -> all.add(scan.scan(file)));
    StoreScan stores = new StoreScan(warehouse.spark());
    folder.stores().forEach((name, store) -> all.add(stores.scan(name, store)));
    WarehouseFormat.create(warehouse);
    Tables.INPUTS.forEach(warehouse::createIfMissing);
    warehouse.createIfMissing(Tables.QUARANTINE);
    warehouse.createIfMissing(Tables.INGESTED_FILES);
    IngestedFiles ingested = new IngestedFiles(warehouse);
    IngestedFiles.Sorted sorted = ingested.sort(all);
    List<ScannedFile> fresh = sorted.fresh();
    List<FileCounts> done = new ArrayList<>();
    new StoreProjections(warehouse).register(fresh);
    try {
      for (String table : Tables.INPUTS) {
        List<ScannedFile> files = ofTable(fresh, table);
        if (!files.isEmpty()) {
          InputTable input = InputTable.of(warehouse, table);
          done.addAll(new TableIngest(warehouse, folder, input, pieceBytes).execute(files));
        }
      }
    } catch (RuntimeException e) {
      recordBeforeFailing(ingested, done, e);
      throw e;
    }
    ingested.record(done);
    return result(all, done, sorted.changedBefore());
  }

  /** Tables before the failing one are complete: their files need not be read again. */
  private static void recordBeforeFailing(
      IngestedFiles ingested, List<FileCounts> done, RuntimeException failure) {
    try {
      ingested.record(done);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private static List<ScannedFile> ofTable(List<ScannedFile> files, String table) {
    return files.stream().filter(file -> file.file().table().equals(table)).toList();
  }

  private static IngestResult result(
      List<ScannedFile> all, List<FileCounts> done, List<String> changedBefore) {
    List<IngestResult.TableCounts> tables = new ArrayList<>();
    for (String table : Tables.INPUTS) {
      List<FileCounts> read =
          done.stream().filter(counts -> counts.file().file().table().equals(table)).toList();
      tables.add(
          new IngestResult.TableCounts(
              table,
              read.size(),
              ofTable(all, table).size() - read.size(),
              read.stream().mapToLong(counts -> counts.file().rows()).sum(),
              read.stream().mapToLong(FileCounts::added).sum(),
              read.stream().mapToLong(FileCounts::updated).sum(),
              read.stream().mapToLong(FileCounts::unchanged).sum(),
              read.stream().mapToLong(FileCounts::quarantined).sum()));
    }
    return new IngestResult(tables, changedBefore);
  }
}
