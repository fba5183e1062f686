/**
 * Gradient stores of attribution tools as they lie on disk: bergson, LogIX, TRAK, dattri. Plain
 * Java: which bytes are which row, and what their numbers are. The stage beside it reads the bytes
 * in tasks. Start at {@link org.tributary.ingest.store.StoreLayout}.
 */
package org.tributary.ingest.store;
