package org.tributary.reports.safe;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.chain.Keccak256;
import org.tributary.schemas.run.CanonicalJson;

/**
 * A value of the <a href="https://docs.soliditylang.org/en/latest/abi-spec.html">contract ABI</a>,
 * as far as distributors' functions need it.
 */
public sealed interface AbiValue {
  /** Bytes of a word. */
  int WORD = 32;

  /** Its type, as a function's signature has it. */
  String type();

  /** As the Transaction Builder reads it. */
  String text();

  /** Whether its length isn't fixed, so that it stands behind the other values. */
  boolean dynamic();

  /** Its encoding by itself. */
  byte[] encoded();

  /** A value of one word. */
  record Word(String type, byte[] encoded, String text) implements AbiValue {
    @Override
    public boolean dynamic() {
      return false;
    }
  }

  /** An array of any length. */
  record Sequence(String elementType, List<AbiValue> elements) implements AbiValue {
    public Sequence {
      elements = List.copyOf(elements);
    }

    @Override
    public String type() {
      return elementType + "[]";
    }

    @Override
    public String text() {
      return elements.stream().map(AbiValue::text).collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public boolean dynamic() {
      return true;
    }

    @Override
    public byte[] encoded() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(word(BigInteger.valueOf(elements.size())));
      out.writeBytes(encode(elements));
      return out.toByteArray();
    }
  }

  /** A struct of words. */
  record Struct(List<Word> fields) implements AbiValue {
    public Struct {
      fields = List.copyOf(fields);
    }

    @Override
    public String type() {
      return fields.stream().map(Word::type).collect(Collectors.joining(",", "(", ")"));
    }

    /** The Transaction Builder reads tuples as JSON. */
    @Override
    public String text() {
      return CanonicalJson.write(fields.stream().map(Word::text).toList());
    }

    @Override
    public boolean dynamic() {
      return false;
    }

    @Override
    public byte[] encoded() {
      return encode(List.copyOf(fields));
    }
  }

  static Word address(String address) {
    byte[] word = new byte[WORD];
    byte[] bytes = Eip55.bytes(address);
    System.arraycopy(bytes, 0, word, WORD - bytes.length, bytes.length);
    return new Word("address", word, address);
  }

  static Word uint256(BigInteger value) {
    return new Word("uint256", word(value), value.toString());
  }

  static Word bytes32(byte[] value) {
    if (value.length != WORD) {
      throw new IllegalArgumentException("bytes32 has 32 bytes, not " + value.length);
    }
    return new Word("bytes32", value.clone(), "0x" + HexFormat.of().formatHex(value));
  }

  /** An array of hashes. */
  static Sequence hashes(List<byte[]> hashes) {
    return new Sequence("bytes32", hashes.stream().<AbiValue>map(AbiValue::bytes32).toList());
  }

  /** An array of one value. */
  static Sequence only(AbiValue value) {
    return new Sequence(value.type(), List.of(value));
  }

  /** Several values, one after the other: heads, then what is behind them. */
  static byte[] encode(List<? extends AbiValue> values) {
    int heads = 0;
    for (AbiValue value : values) {
      heads += value.dynamic() ? WORD : value.encoded().length;
    }
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    ByteArrayOutputStream tail = new ByteArrayOutputStream();
    for (AbiValue value : values) {
      if (value.dynamic()) {
        head.writeBytes(word(BigInteger.valueOf(heads + tail.size())));
        tail.writeBytes(value.encoded());
      } else {
        head.writeBytes(value.encoded());
      }
    }
    head.writeBytes(tail.toByteArray());
    return head.toByteArray();
  }

  /** An unsigned integer as a word. */
  static byte[] word(BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > WORD * Byte.SIZE) {
      throw new IllegalArgumentException("Not a uint256: " + value);
    }
    byte[] bytes = value.toByteArray();
    byte[] word = new byte[WORD];
    int length = Math.min(bytes.length, WORD);
    System.arraycopy(bytes, bytes.length - length, word, WORD - length, length);
    return word;
  }

  /** The first four bytes of a function's hash. */
  static byte[] selector(String signature) {
    return Arrays.copyOf(Keccak256.hash(signature), 4);
  }
}
