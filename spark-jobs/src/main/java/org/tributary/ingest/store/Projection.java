package org.tributary.ingest.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tributary.schemas.run.CanonicalJson;

/**
 * What made the vectors of a store out of gradients: two vectors can be compared only when all of
 * this is the same.
 *
 * @param generator what drew the matrix, e.g. {@code trak-rademacher}
 * @param seed as the tool writes it; null where there is none
 * @param scale factor on the projected vector; null where it isn't told
 * @param dtype element type of the projection
 * @param blocks layer blocks of the vector, in order
 * @param matrixSha256 hash of the stored matrix, lower-case hex; null where there is none
 */
public record Projection(
    String generator,
    String seed,
    Double scale,
    String dtype,
    List<Block> blocks,
    String matrixSha256) {
  public Projection {
    blocks = List.copyOf(blocks);
  }

  /** Length of a vector. */
  public int dimension() {
    return blocks.stream().mapToInt(Block::dimension).reduce(0, Math::addExact);
  }

  /** Lower-case hex SHA-256 of all fields. */
  public String id() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("generator", generator);
    fields.put("seed", seed);
    fields.put("scale", scale == null ? null : scale.toString());
    fields.put("dtype", dtype);
    fields.put(
        "blocks",
        blocks.stream()
            .map(block -> Map.of("name", block.name(), "dimension", block.dimension()))
            .toList());
    fields.put("matrix_sha256", matrixSha256);
    return CanonicalJson.sha256(CanonicalJson.write(fields));
  }

  /** What differs, field by field, as {@code FIELD VALUE here, VALUE there}. */
  public List<String> differences(Projection there) {
    List<String> found = new ArrayList<>();
    compare(found, "generator", generator, there.generator);
    compare(found, "seed", seed, there.seed);
    compare(found, "scale", scale, there.scale);
    compare(found, "dtype", dtype, there.dtype);
    compare(found, "dimension", dimension(), there.dimension());
    compare(found, "matrix_sha256", matrixSha256, there.matrixSha256);
    if (blocks.size() != there.blocks.size()) {
      compare(found, "number of blocks", blocks.size(), there.blocks.size());
    } else {
      for (int i = 0; i < blocks.size(); i++) {
        compare(found, "block " + i, blocks.get(i), there.blocks.get(i));
      }
    }
    return found;
  }

  private static void compare(List<String> found, String field, Object here, Object there) {
    if (!Objects.equals(here, there)) {
      found.add(field + " " + shown(here) + " here, " + shown(there) + " there");
    }
  }

  private static Object shown(Object value) {
    return value == null ? "not told" : value;
  }
}
