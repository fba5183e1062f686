package org.tributary.ingest.store;

import java.io.Serializable;

/**
 * The part of a gradient that belongs to one layer.
 *
 * @param name as the tool names the layer
 * @param dimension numbers
 */
public record Block(String name, int dimension) implements Serializable {
  @Override
  public String toString() {
    return name + " (" + dimension + ")";
  }
}
