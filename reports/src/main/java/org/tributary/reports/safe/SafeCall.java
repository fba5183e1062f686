package org.tributary.reports.safe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A call that a Safe makes; it sends no coins of the chain.
 *
 * @param to EIP-55 address of the contract
 * @param method name of its function
 * @param arguments in order
 * @param gas what the call takes at most, in a batch; see {@link SafeGas}
 */
public record SafeCall(String to, String method, List<Argument> arguments, long gas) {
  public SafeCall {
    arguments = List.copyOf(arguments);
  }

  /**
   * An argument.
   *
   * @param name as the contract's source has it
   * @param value its value
   * @param structName name of the struct, empty for other values
   * @param fields names of the struct's fields
   */
  public record Argument(String name, AbiValue value, String structName, List<String> fields) {
    public static Argument of(String name, AbiValue value) {
      return new Argument(name, value, "", List.of());
    }

    private Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", name);
      if (value instanceof AbiValue.Struct struct) {
        json.put("type", "tuple");
        json.put("internalType", "struct " + structName);
        List<Object> components = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
          components.add(json(fields.get(i), struct.fields().get(i).type()));
        }
        json.put("components", components);
        return json;
      }
      return json(name, value.type());
    }

    private static Map<String, Object> json(String name, String type) {
      return Map.of("name", name, "type", type, "internalType", type);
    }
  }

  /** Name and types, as the function's hash is made of. */
  public String signature() {
    return arguments.stream()
        .map(argument -> argument.value().type())
        .collect(Collectors.joining(",", method + "(", ")"));
  }

  /** What the contract is sent. */
  public byte[] data() {
    byte[] selector = AbiValue.selector(signature());
    byte[] values = AbiValue.encode(arguments.stream().map(Argument::value).toList());
    byte[] data = new byte[selector.length + values.length];
    System.arraycopy(selector, 0, data, 0, selector.length);
    System.arraycopy(values, 0, data, selector.length, values.length);
    return data;
  }

  /**
   * As the Transaction Builder takes it. With {@code data} it would show hex digits only, so that
   * signers could not read what they sign.
   */
  Map<String, Object> json() {
    Map<String, Object> values = new LinkedHashMap<>();
    arguments.forEach(argument -> values.put(argument.name(), argument.value().text()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("to", to);
    json.put("value", "0");
    json.put("data", null);
    json.put(
        "contractMethod",
        Map.of(
            "name",
            method,
            "payable",
            false,
            "inputs",
            arguments.stream().map(Argument::json).toList()));
    json.put("contractInputsValues", values);
    return json;
  }
}
