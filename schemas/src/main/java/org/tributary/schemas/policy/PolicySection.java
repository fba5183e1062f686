package org.tributary.schemas.policy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.tributary.schemas.chain.Eip55;

/**
 * One block of a policy file. A value that is missing or wrong is noted and a stand-in returned, so
 * that reading goes on; {@link PolicyProblems#throwIfAny} ends it. {@link #end} notes every key
 * that nobody asked for.
 */
final class PolicySection {
  /** Ids that are safe in file names, accounts and ledgers alike. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private static final Pattern PLAIN_INTEGER = Pattern.compile("0|[1-9][0-9]{0,37}");
  private static final Pattern PLAIN_DECIMAL =
      Pattern.compile("[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?");

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** What a policy writes for nothing. */
  private static final String NONE = "none";

  private static final ConfigObject EMPTY = ConfigFactory.empty().root();

  private final ConfigObject block;
  private final List<String> path;
  private final PolicyProblems problems;
  private final Set<String> known = new HashSet<>();

  PolicySection(ConfigObject block, List<String> path, PolicyProblems problems) {
    this.block = block;
    this.path = List.copyOf(path);
    this.problems = problems;
  }

  /** All keys of the block, sorted; they count as known. */
  List<String> keys() {
    known.addAll(block.keySet());
    return List.copyOf(new TreeSet<>(block.keySet()));
  }

  boolean has(String key) {
    known.add(key);
    return block.containsKey(key);
  }

  /** Notes that the value of {@code key} is wrong. */
  void problem(String key, String format, Object... arguments) {
    ConfigValue value = block.get(key);
    problems.add(value == null ? block.origin() : value.origin(), pathOf(key), format, arguments);
  }

  /** Notes that the block as a whole is wrong. */
  void problemHere(String format, Object... arguments) {
    problems.add(block.origin(), path.isEmpty() ? "policy" : render(path), format, arguments);
  }

  PolicySection section(String key) {
    return value(key, ConfigValueType.OBJECT, "a block { ... }")
        .map(value -> new PolicySection((ConfigObject) value, append(key), problems))
        .orElseGet(() -> new PolicySection(EMPTY, append(key), new PolicyProblems("ignored")));
  }

  /** The block {@code key}, or an empty one where the file has none. */
  PolicySection optionalSection(String key) {
    return has(key) ? section(key) : new PolicySection(EMPTY, append(key), problems);
  }

  /** This block, with the values of {@code defaults} for keys that it doesn't have. */
  PolicySection orElse(ConfigObject defaults) {
    ConfigObject complete = block;
    for (String key : defaults.keySet()) {
      if (!block.containsKey(key)) {
        complete = complete.withValue(key, defaults.get(key));
      }
    }
    return new PolicySection(complete, path, problems);
  }

  List<PolicySection> sections(String key) {
    List<PolicySection> sections = new ArrayList<>();
    Optional<ConfigValue> value = value(key, ConfigValueType.LIST, "a list [ ... ]");
    if (value.isPresent()) {
      ConfigList list = (ConfigList) value.get();
      for (int i = 0; i < list.size(); i++) {
        List<String> place = append(key + "[" + i + "]");
        if (list.get(i) instanceof ConfigObject element) {
          sections.add(new PolicySection(element, place, problems));
        } else {
          problems.add(list.get(i).origin(), render(place), "must be a block { ... }");
        }
      }
    }
    return sections;
  }

  Optional<String> text(String key) {
    return value(key, ConfigValueType.STRING, "a text in quotes")
        .map(value -> (String) value.unwrapped());
  }

  String id(String key) {
    String id = text(key).orElse("missing");
    requireId(key, id);
    return id;
  }

  /** Notes a problem where the name of an entry is no id. */
  void requireId(String key, String id) {
    if (!ID.matcher(id).matches()) {
      problem(
          key,
          "\"%s\" is no id: use 1 to 64 letters, digits, dots, dashes or underscores, the first a"
              + " letter or digit",
          id);
    }
  }

  long integer(String key, long least, long most) {
    Optional<ConfigValue> value = value(key, ConfigValueType.NUMBER, "an integer without quotes");
    if (value.isEmpty()) {
      return least;
    }
    Object number = value.get().unwrapped();
    if (!(number instanceof Integer || number instanceof Long)) {
      problem(key, "%s is no integer", number);
      return least;
    }
    long integer = ((Number) number).longValue();
    if (integer < least || integer > most) {
      problem(key, "%d is out of range: at least %d, at most %d", integer, least, most);
      return least;
    }
    return integer;
  }

  /** Notes a value other than {@code true}: for keys that turn something on. */
  void requireTrue(String key) {
    Optional<ConfigValue> value = value(key, ConfigValueType.BOOLEAN, "true");
    if (value.isPresent() && !((Boolean) value.get().unwrapped())) {
      problem(key, "must be true: leave it out to turn it off");
    }
  }

  int partsPerMillion(String key) {
    return Math.toIntExact(integer(key, 0, 1_000_000));
  }

  BigInteger amount(String key) {
    Optional<String> text = text(key);
    if (text.isPresent() && !PLAIN_INTEGER.matcher(text.get()).matches()) {
      problem(
          key,
          "\"%s\" is no amount: write base units as a plain integer of up to 38 digits",
          text.get());
      return BigInteger.ZERO;
    }
    return text.map(BigInteger::new).orElse(BigInteger.ZERO);
  }

  double positiveDecimal(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return 1;
    }
    if (!PLAIN_DECIMAL.matcher(text.get()).matches()) {
      problem(key, "\"%s\" is no decimal number such as \"1.0\"", text.get());
      return 1;
    }
    double number = Double.parseDouble(text.get());
    if (!(number > 0) || Double.isInfinite(number)) {
      problem(key, "\"%s\" must be above zero and fit a double", text.get());
      return 1;
    }
    return number;
  }

  LocalDate date(String key) {
    return dateIfRight(key).orElse(LocalDate.EPOCH);
  }

  /** The date, or nothing where that is noted as a problem already. */
  Optional<LocalDate> dateIfRight(String key) {
    Optional<String> text = text(key);
    try {
      return text.map(LocalDate::parse);
    } catch (DateTimeParseException e) {
      problem(key, "\"%s\" is no date: write it as \"2026-06-01\"", text.orElseThrow());
      return Optional.empty();
    }
  }

  String address(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Eip55.ZERO;
    }
    String address = text.get();
    if (!Eip55.hasForm(address)) {
      problem(key, "\"%s\" is no address: write 0x and 40 hex digits", address);
    } else if (address.equals(Eip55.ZERO)) {
      problem(key, "is the zero address, which nobody owns");
    } else if (!Eip55.isValid(address)) {
      problem(
          key,
          Eip55.isWithoutChecksum(address)
              ? "%s has no EIP-55 checksum: write it in mixed case, as block explorers show it"
              : "the EIP-55 checksum of %s is wrong: at least one character is mistyped",
          address);
    }
    return address;
  }

  boolean isBlock(String key) {
    return block.get(key) instanceof ConfigObject;
  }

  /** Whether the value is the text that says nothing. */
  boolean isNone(String key) {
    return block.get(key) != null && NONE.equals(block.get(key).unwrapped());
  }

  /** An id, or nothing where the policy says {@code none}. */
  Optional<String> idOrNone(String key) {
    Optional<String> text = text(key).filter(given -> !given.equals(NONE));
    text.ifPresent(id -> requireId(key, id));
    return text;
  }

  /** A SHA-256, or nothing where the policy says {@code none}. */
  Optional<String> sha256OrNone(String key) {
    Optional<String> text = text(key).filter(given -> !given.equals(NONE));
    if (text.isPresent() && !SHA256.matcher(text.get()).matches()) {
      problem(key, "\"%s\" is no SHA-256: write 64 lower-case hex digits, or none", text.get());
    }
    return text;
  }

  /** The constant that is written in lower case with dashes. */
  <E extends Enum<E>> Optional<E> constant(String key, Class<E> type) {
    Optional<String> text = text(key);
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (text.isPresent() && name.equals(text.get())) {
        return Optional.of(constant);
      }
      names.add(name);
    }
    text.ifPresent(
        unknown ->
            problem(key, "\"%s\" is unknown: write one of %s", unknown, String.join(", ", names)));
    return Optional.empty();
  }

  /** Notes the keys that nobody asked for. */
  void end() {
    for (String key : new TreeSet<>(block.keySet())) {
      if (!known.contains(key)) {
        problem(key, "is unknown: known here are %s", String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  private Optional<ConfigValue> value(String key, ConfigValueType type, String expected) {
    known.add(key);
    ConfigValue value = block.get(key);
    if (value == null) {
      problem(key, "is missing: it must be %s", expected);
      return Optional.empty();
    }
    if (value.valueType() != type) {
      problem(
          key,
          "must be %s, but is of type %s",
          expected,
          value.valueType().name().toLowerCase(Locale.ROOT));
      return Optional.empty();
    }
    return Optional.of(value);
  }

  private List<String> append(String key) {
    List<String> longer = new ArrayList<>(path);
    longer.add(key);
    return longer;
  }

  private String pathOf(String key) {
    return render(append(key));
  }

  /** Quotes what HOCON would, but leaves the index of a list element as it is. */
  private static String render(List<String> path) {
    List<String> parts = new ArrayList<>();
    for (String key : path) {
      parts.add(key.endsWith("]") ? key : ConfigUtil.joinPath(key));
    }
    return String.join(".", parts);
  }
}
