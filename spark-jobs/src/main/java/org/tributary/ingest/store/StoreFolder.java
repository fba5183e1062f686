package org.tributary.ingest.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The files of a store. Names are paths below the store's folder, with {@code /} between. */
public interface StoreFolder {
  /** Name for messages. */
  String name();

  boolean exists(String file);

  /** Length in bytes of a file that exists. */
  long length(String file);

  /** Opens a file that exists; the caller closes it. */
  InputStream open(String file) throws IOException;

  /** Names in a folder ({@code ""} is the store's own), in the order of their UTF-8 bytes. */
  List<String> names(String folder);
}
