package org.tributary.reports.safe;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.tributary.schemas.chain.Keccak256;
import org.tributary.schemas.run.CanonicalJson;

/**
 * The checksum by which the Transaction Builder sees whether a batch file was changed: Keccak-256
 * of the file in a form of its own, without the checksum and without the name.
 */
public final class SafeChecksum {
  private static final String META = "meta";
  private static final String CHECKSUM = "checksum";
  private static final String NAME = "name";

  private SafeChecksum() {}

  /** The checksum that {@code file}, the file's JSON as maps and lists, must have. */
  public static String of(Map<?, ?> file) {
    return "0x" + HexFormat.of().formatHex(Keccak256.hash(serialized(file)));
  }

  /** Whether {@code file} has the checksum that it must have. */
  public static boolean isRight(Map<?, ?> file) {
    return file.get(META) instanceof Map<?, ?> meta && of(file).equals(meta.get(CHECKSUM));
  }

  static String serialized(Map<?, ?> file) {
    Map<Object, Object> unnamed = new HashMap<>(file);
    if (file.get(META) instanceof Map<?, ?> given) {
      Map<Object, Object> meta = new HashMap<>(given);
      meta.remove(CHECKSUM);
      meta.put(NAME, null);
      unnamed.put(META, meta);
    }
    StringBuilder out = new StringBuilder();
    append(out, unnamed);
    return out.toString();
  }

  /** Keys stand in front, sorted, and a comma behind each value: so the app has it. */
  private static void append(StringBuilder out, Object value) {
    if (value instanceof Map<?, ?> map) {
      TreeSet<String> keys = new TreeSet<>();
      map.keySet().forEach(key -> keys.add((String) key));
      out.append('{').append(CanonicalJson.write(List.copyOf(keys)));
      for (String key : keys) {
        append(out, map.get(key));
        out.append(',');
      }
      out.append('}');
    } else if (value instanceof List<?> list) {
      out.append('[');
      for (int i = 0; i < list.size(); i++) {
        if (i > 0) {
          out.append(',');
        }
        append(out, list.get(i));
      }
      out.append(']');
    } else {
      out.append(CanonicalJson.write(value));
    }
  }
}
