package org.tributary.reports.approval;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.tributary.reports.settlement.AbiWords;
import org.tributary.schemas.chain.Keccak256;
import org.tributary.schemas.run.CanonicalJson;

/**
 * Structured data to sign, as <a href="https://eips.ethereum.org/EIPS/eip-712">EIP-712</a> has it.
 *
 * <p>Values: texts for string, address and bytes, {@link BigInteger} or {@link Long} for integers,
 * {@link Boolean}, a list for arrays, a map for structs.
 *
 * @param types members of each struct by its name, {@link #DOMAIN} among them
 * @param primaryType the struct that is signed
 * @param domain where the signature holds
 * @param message what is signed
 */
public record TypedData(
    Map<String, List<Member>> types,
    String primaryType,
    Map<String, Object> domain,
    Map<String, Object> message) {
  /** The struct of the domain. */
  public static final String DOMAIN = "EIP712Domain";

  private static final byte[] PREFIX = {0x19, 0x01};

  /** A member of a struct. */
  public record Member(String name, String type) {}

  /** The 32 bytes that are signed. */
  public byte[] digest() {
    return Keccak256.hash(PREFIX, hashStruct(DOMAIN, domain), hashStruct(primaryType, message));
  }

  /** The text that {@code eth_signTypedData_v4} takes. */
  public String json() {
    return CanonicalJson.write(asMap());
  }

  /** The same as a value of {@link CanonicalJson}. */
  public Map<String, Object> asMap() {
    Map<String, Object> members = new LinkedHashMap<>();
    types.forEach(
        (name, list) ->
            members.put(
                name,
                list.stream()
                    .map(member -> Map.<String, Object>of("name", member.name, "type", member.type))
                    .toList()));
    return Map.of(
        "types", members, "primaryType", primaryType, "domain", domain, "message", message);
  }

  byte[] hashStruct(String type, Map<?, ?> value) {
    List<Member> members = types.get(type);
    byte[] words = new byte[(members.size() + 1) * AbiWords.WORD];
    put(words, 0, typeHash(type));
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      Object field = value.get(member.name);
      if (field == null) {
        throw new IllegalArgumentException(type + " lacks " + member.name);
      }
      put(words, i + 1, word(member.type, field));
    }
    return Keccak256.hash(words);
  }

  byte[] typeHash(String type) {
    return Keccak256.hash(encodeType(type));
  }

  /** The struct, then the structs that it refers to, by name. */
  String encodeType(String type) {
    TreeSet<String> others = new TreeSet<>();
    collect(type, others);
    others.remove(type);
    StringBuilder text = new StringBuilder(signature(type));
    others.forEach(other -> text.append(signature(other)));
    return text.toString();
  }

  private void collect(String type, TreeSet<String> found) {
    String element = type.replaceAll("(\\[[0-9]*])+$", "");
    if (types.containsKey(element) && found.add(element)) {
      types.get(element).forEach(member -> collect(member.type, found));
    }
  }

  private String signature(String type) {
    List<String> members =
        types.get(type).stream().map(member -> member.type + " " + member.name).toList();
    return type + "(" + String.join(",", members) + ")";
  }

  private byte[] word(String type, Object value) {
    if (types.containsKey(type)) {
      return hashStruct(type, (Map<?, ?>) value);
    }
    if (type.endsWith("]")) {
      return array(type.substring(0, type.lastIndexOf('[')), (List<?>) value);
    }
    byte[] word = new byte[AbiWords.WORD];
    if (type.equals("string")) {
      return Keccak256.hash(((String) value).getBytes(StandardCharsets.UTF_8));
    } else if (type.equals("address")) {
      AbiWords.putAddress(word, 0, (String) value);
    } else if (type.equals("bool")) {
      word[AbiWords.WORD - 1] = (byte) ((Boolean) value ? 1 : 0);
    } else if (type.startsWith("uint")) {
      AbiWords.putUint256(word, 0, integer(type, value));
    } else if (type.startsWith("bytes")) {
      byte[] bytes = HexFormat.of().parseHex(((String) value).substring(2));
      if (type.equals("bytes")) {
        return Keccak256.hash(bytes);
      }
      if (bytes.length != Integer.parseInt(type.substring(5))) {
        throw new IllegalArgumentException(type + " can't have " + bytes.length + " bytes");
      }
      System.arraycopy(bytes, 0, word, 0, bytes.length);
    } else {
      throw new IllegalArgumentException("No type of EIP-712 that is signed here: " + type);
    }
    return word;
  }

  private byte[] array(String element, List<?> values) {
    ByteBuffer words = ByteBuffer.allocate(values.size() * AbiWords.WORD);
    values.forEach(value -> words.put(word(element, value)));
    return Keccak256.hash(words.array());
  }

  private static BigInteger integer(String type, Object value) {
    BigInteger integer =
        value instanceof Long number ? BigInteger.valueOf(number) : (BigInteger) value;
    if (integer.signum() < 0 || integer.bitLength() > Integer.parseInt(type.substring(4))) {
      throw new IllegalArgumentException(integer + " is no " + type);
    }
    return integer;
  }

  private static void put(byte[] words, int index, byte[] word) {
    System.arraycopy(word, 0, words, index * AbiWords.WORD, AbiWords.WORD);
  }
}
