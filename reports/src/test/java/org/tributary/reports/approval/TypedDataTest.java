package org.tributary.reports.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.esaulpaugh.headlong.abi.Address;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.reports.settlement.SettlementManifest;
import org.tributary.reports.settlement.TokenTotals;
import org.tributary.schemas.chain.Keccak256;
import org.tributary.schemas.policy.Policy;
import org.tributary.schemas.run.CanonicalJson;

class TypedDataTest {
  @TempDir Path temp;

  /** The example of EIP-712 itself. */
  static TypedData mail() {
    return new TypedData(
        Map.of(
            "EIP712Domain",
            List.of(
                new TypedData.Member("name", "string"),
                new TypedData.Member("version", "string"),
                new TypedData.Member("chainId", "uint256"),
                new TypedData.Member("verifyingContract", "address")),
            "Person",
            List.of(
                new TypedData.Member("name", "string"), new TypedData.Member("wallet", "address")),
            "Mail",
            List.of(
                new TypedData.Member("from", "Person"),
                new TypedData.Member("to", "Person"),
                new TypedData.Member("contents", "string"))),
        "Mail",
        Map.of(
            "name",
            "Ether Mail",
            "version",
            "1",
            "chainId",
            1L,
            "verifyingContract",
            "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"),
        Map.of(
            "from",
            Map.of("name", "Cow", "wallet", "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"),
            "to",
            Map.of("name", "Bob", "wallet", "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"),
            "contents",
            "Hello, Bob!"));
  }

  @Test
  void theMailOfEip712() {
    TypedData mail = mail();
    assertThat(mail.encodeType("Mail"))
        .isEqualTo("Mail(Person from,Person to,string contents)Person(string name,address wallet)");
    assertThat(hex(mail.typeHash("Mail")))
        .isEqualTo("a0cedeb2dc280ba39b857546d74f5549c3a1d7bdc2dd96bf881f76108e23dac2");
    assertThat(hex(mail.typeHash("EIP712Domain")))
        .isEqualTo("8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f");
    assertThat(hex(mail.hashStruct("Mail", mail.message())))
        .isEqualTo("c52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e");
    assertThat(hex(mail.hashStruct("EIP712Domain", mail.domain())))
        .isEqualTo("f2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f");
    assertThat(hex(mail.digest()))
        .isEqualTo("be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2");
    BigInteger cow = new BigInteger(1, Keccak256.hash("cow"));
    assertThat(Secp256k1.address(cow)).isEqualTo("0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826");
    assertThat(Secp256k1.sign(cow, mail.digest()).hex())
        .isEqualTo(
            "0x4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d"
                + "07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b915621c");
  }

  @Test
  void anArrayIsTheHashOfItsWords() {
    TypedData list =
        new TypedData(
            Map.of("List", List.of(new TypedData.Member("numbers", "uint8[]"))),
            "List",
            Map.of(),
            Map.of());
    byte[] words = new byte[64];
    words[31] = 7;
    words[63] = 9;
    assertThat(hex(list.hashStruct("List", Map.of("numbers", List.of(7L, 9L)))))
        .isEqualTo(
            hex(Keccak256.hash(Keccak256.hash("List(uint8[] numbers)"), Keccak256.hash(words))));
  }

  /** headlong encodes the struct's words, the type's hash among them. */
  @Property(tries = 50)
  void headlongEncodesTheSameStruct(
      @ForAll @LongRange(min = 0) long periodEnd,
      @ForAll @BigRange(min = "0", max = "99999999999999999999999999999999999999")
          BigInteger total) {
    String root = "0x" + CanonicalJson.sha256("root" + periodEnd);
    String manifest = "0x" + CanonicalJson.sha256("manifest" + total);
    Map<String, Object> message = new TreeMap<>();
    message.put("root", root);
    message.put("manifestHash", manifest);
    message.put("periodEnd", periodEnd);
    message.put("token", Treasury.COIN.address());
    message.put("total", total);
    TypedData data = attestations(List.of(Treasury.COIN)).get(0).typedData();
    byte[] encoded =
        TupleType.parse("(bytes32,bytes32,bytes32,uint64,address,uint256)")
            .encode(
                Tuple.of(
                    Keccak256.hash(
                        "Settlement(bytes32 root,bytes32 manifestHash,uint64 periodEnd,address"
                            + " token,uint256 total)"),
                    bytes(root),
                    bytes(manifest),
                    BigInteger.valueOf(periodEnd),
                    Address.wrap(Treasury.COIN.address()),
                    total))
            .array();
    assertThat(hex(data.hashStruct("Settlement", message))).isEqualTo(hex(Keccak256.hash(encoded)));
  }

  /** By hand: what a person compares stands in the message, and where it holds in the domain. */
  @Test
  void anAttestationSaysWhatAPersonCompares() {
    Policy policy = Treasury.policy("");
    SettlementManifest manifest =
        Treasury.write(
            temp.resolve("s"),
            Treasury.header(policy, Treasury.DATE, Optional.empty()),
            Treasury.leaves(3));
    TypedData data = Attestation.of(manifest).get(0).typedData();
    assertThat(data.domain())
        .isEqualTo(
            Map.of(
                "name",
                "Tributary",
                "version",
                "1",
                "chainId",
                31337L,
                "verifyingContract",
                Treasury.DISTRIBUTOR));
    // 2026-04-01T00:00:00Z, and 1000 + 1001 + 1002.
    assertThat(data.message())
        .isEqualTo(
            Map.of(
                "root",
                manifest.root().orElseThrow(),
                "manifestHash",
                "0x" + CanonicalJson.sha256(manifest.text()),
                "periodEnd",
                BigInteger.valueOf(1_775_001_600L),
                "token",
                Treasury.COIN.address(),
                "total",
                BigInteger.valueOf(3003)));
    assertThat(data.json()).contains("\"total\":\"3003\"", "\"chainId\":31337");
  }

  @Test
  void everyTokenHasItsOwn() {
    assertThat(attestations(List.of(Treasury.COIN, Treasury.GRAIN)))
        .extracting(Attestation::tokenId)
        .containsExactly("COIN", "GRAIN");
  }

  private static List<Attestation> attestations(
      List<org.tributary.reports.settlement.SettlementToken> tokens) {
    List<TokenTotals> totals =
        tokens.stream()
            .map(
                token ->
                    new TokenTotals(
                        token, BigInteger.TEN, BigInteger.ONE, BigInteger.ZERO, BigInteger.ZERO))
            .toList();
    return Attestation.of(
        new SettlementManifest(
            Treasury.header(
                Treasury.policy(""),
                Treasury.DATE,
                Optional.empty(),
                tokens,
                31337,
                Treasury.DISTRIBUTOR),
            Optional.of("0x" + "ab".repeat(32)),
            1,
            totals,
            List.of()));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.substring(2));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
