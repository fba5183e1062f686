package org.tributary.reports.safe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esaulpaugh.headlong.abi.Address;
import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.Tuple;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tributary.reports.safe.SafeCall.Argument;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.chain.Keccak256;

class SafeFormatsTest {
  private static final String TOKEN = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48";
  private static final String SAFE = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The vector was made with the Transaction Builder's own code, version 1.18.3. */
  @Test
  void theChecksumIsTheTransactionBuilders() {
    Map<String, Object> transaction = new LinkedHashMap<>();
    transaction.put("to", "0x51A099ac1BF46D471110AA8974024Bfe518Fd6C4");
    transaction.put("value", "0");
    transaction.put("data", "0xa9059cbb");
    transaction.put("contractMethod", null);
    transaction.put("contractInputsValues", null);
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("version", "1.0");
    file.put("chainId", "1");
    file.put("createdAt", 1L);
    file.put(
        "meta",
        Map.of(
            "name",
            "n",
            "description",
            "",
            "txBuilderVersion",
            "1.18.3",
            "createdFromSafeAddress",
            "",
            "createdFromOwnerAddress",
            "",
            "checksum",
            "whatever it is"));
    file.put("transactions", List.of(transaction));
    assertThat(SafeChecksum.serialized(file))
        .isEqualTo(
            "{[\"chainId\",\"createdAt\",\"meta\",\"transactions\",\"version\"]\"1\",1,"
                + "{[\"createdFromOwnerAddress\",\"createdFromSafeAddress\",\"description\","
                + "\"name\",\"txBuilderVersion\"]\"\",\"\",\"\",null,\"1.18.3\",},"
                + "[{[\"contractInputsValues\",\"contractMethod\",\"data\",\"to\",\"value\"]"
                + "null,null,\"0xa9059cbb\",\"0x51A099ac1BF46D471110AA8974024Bfe518Fd6C4\","
                + "\"0\",}],\"1.0\",}");
    assertThat(SafeChecksum.of(file))
        .isEqualTo("0xa63997d875c9f2000d34d60cedaa11df79d20c1fe6631944568419b713c7add6");
  }

  @Test
  void selectorsAreThoseOfTheContracts() {
    AbiValue.Word hash = AbiValue.bytes32(new byte[32]);
    AbiValue.Word one = AbiValue.uint256(BigInteger.ONE);
    AbiValue.Word account = AbiValue.address(SAFE);
    AbiValue.Sequence proof = AbiValue.hashes(List.of());
    assertThat(selector("submitRoot", hash, hash)).isEqualTo("d61825ef");
    assertThat(selector("acceptRoot")).isEqualTo("ed075ec5");
    assertThat(selector("setRoot", hash, hash)).isEqualTo("42af83fb");
    assertThat(selector("setMerkleRoot", hash)).isEqualTo("7cb64759");
    assertThat(selector("updateTree", new AbiValue.Struct(List.of(hash, hash))))
        .isEqualTo("d9c98087");
    assertThat(selector("claim", account, account, one, proof)).isEqualTo("fabed412");
    assertThat(selector("claim", account, one, hash, proof)).isEqualTo("1d7d4ebc");
    assertThat(
            selector(
                "claim",
                AbiValue.only(account),
                AbiValue.only(account),
                AbiValue.only(one),
                AbiValue.only(proof)))
        .isEqualTo("71ee95c0");
    assertThat(selector("transfer", account, one)).isEqualTo("a9059cbb");
  }

  /** Merkl's function has all that the encoding needs: arrays, and arrays of arrays. */
  @Property(tries = 100)
  void headlongEncodesTheSame(
      @ForAll @Size(20) byte[] user,
      @ForAll @IntRange(max = 20) int proofLength,
      @ForAll @Size(15) byte[] amount) {
    String account = Eip55.of(user);
    BigInteger value = new BigInteger(1, amount);
    List<byte[]> proof =
        IntStream.range(0, proofLength).mapToObj(i -> Keccak256.hash("p" + i)).toList();
    SafeCall call =
        new SafeCall(
            SAFE,
            "claim",
            List.of(
                Argument.of("users", AbiValue.only(AbiValue.address(account))),
                Argument.of("tokens", AbiValue.only(AbiValue.address(TOKEN))),
                Argument.of("amounts", AbiValue.only(AbiValue.uint256(value))),
                Argument.of("proofs", AbiValue.only(AbiValue.hashes(proof)))),
            1);
    ByteBuffer expected =
        Function.parse("claim(address[],address[],uint256[],bytes32[][])")
            .encodeCall(
                Tuple.from(
                    new Address[] {Address.wrap(account)},
                    new Address[] {Address.wrap(TOKEN)},
                    new BigInteger[] {value},
                    new byte[][][] {proof.toArray(byte[][]::new)}));
    assertThat(HexFormat.of().formatHex(call.data()))
        .isEqualTo(HexFormat.of().formatHex(expected.array()));
  }

  @Test
  void aBatchReadsLikeThis() throws JsonProcessingException {
    SafeBatch batch =
        new SafeBatch(
            1, LocalDate.parse("2026-03-31"), SAFE, "Funding", "About it", List.of(transfer(7)));
    JsonNode file = JSON.readTree(batch.text());
    assertThat(file.path("createdAt").longValue()).isEqualTo(1_775_001_600_000L);
    assertThat(file.path("chainId").textValue()).isEqualTo("1");
    JsonNode transaction = file.path("transactions").path(0);
    assertThat(transaction.toString())
        .isEqualTo(
            "{\"contractInputsValues\":{\"amount\":\"7\",\"to\":\""
                + SAFE
                + "\"},\"contractMethod\":{\"inputs\":["
                + "{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},"
                + "{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],"
                + "\"name\":\"transfer\",\"payable\":false},\"data\":null,\"to\":\""
                + TOKEN
                + "\",\"value\":\"0\"}");
    Map<?, ?> read = JSON.readValue(batch.text(), Map.class);
    assertThat(SafeChecksum.isRight(read)).isTrue();
    String other = batch.text().replace("\"7\"", "\"8\"");
    assertThat(SafeChecksum.isRight(JSON.readValue(other, Map.class))).isFalse();
  }

  @Test
  void arraysAndStructsAreTextsThatTheBuilderParses() {
    byte[] hash = Keccak256.hash("hash");
    String hex = "0x" + HexFormat.of().formatHex(hash);
    assertThat(AbiValue.hashes(List.of(hash, hash)).text()).isEqualTo("[" + hex + "," + hex + "]");
    assertThat(AbiValue.only(AbiValue.hashes(List.of())).text()).isEqualTo("[[]]");
    AbiValue.Word word = AbiValue.bytes32(hash);
    assertThat(new AbiValue.Struct(List.of(word, word)).text())
        .isEqualTo("[\"" + hex + "\",\"" + hex + "\"]");
  }

  /** However large a policy wants its batches, none exceeds what a transaction may take. */
  @Property(tries = 100)
  void batchesKeepOrderSizeAndGas(
      @ForAll @Size(max = 1200) List<@IntRange(min = 20_000, max = 200_000) Integer> payments,
      @ForAll @IntRange(min = 1, max = 500) int most) {
    long[] gas = payments.stream().mapToLong(Integer::longValue).toArray();
    List<Integer> ends = SafeGas.batchEnds(gas, most);
    int start = 0;
    for (int i = 0; i < ends.size(); i++) {
      int end = ends.get(i);
      assertThat(end - start).isBetween(1, most);
      long sum = SafeGas.TRANSACTION + Arrays.stream(gas, start, end).sum();
      assertThat(sum).isLessThanOrEqualTo(SafeGas.TRANSACTION_LIMIT * 3 / 4);
      if (end < gas.length) {
        assertThat(end - start == most || sum + gas[end] > SafeGas.TRANSACTION_LIMIT * 3 / 4)
            .as("no batch is cut sooner than it must be")
            .isTrue();
      }
      start = end;
    }
    assertThat(start).isEqualTo(gas.length);
  }

  @Test
  void fiveHundredTransfersAreTwoTransactions() {
    long[] gas = new long[500];
    Arrays.fill(gas, SafeGas.TRANSFER);
    assertThat(SafeGas.batchEnds(gas, 500)).containsExactly(437, 500);
    assertThat(SafeGas.batchEnds(gas, 100)).containsExactly(100, 200, 300, 400, 500);
    assertThat(SafeGas.batchEnds(new long[0], 100)).isEmpty();
  }

  @Test
  void airdropAmountsAreExactAndTheLastLineHasNoEnd() {
    String text =
        AirdropCsv.text(
            List.of(
                row(6, "2144000000000000000000000000001"),
                row(18, "1"),
                row(0, "1500"),
                row(6, "1500000")));
    assertThat(text)
        .isEqualTo(
            "token_type,token_address,receiver,amount,id\n"
                + line("2144000000000000000000000.000001")
                + "\n"
                + line("0.000000000000000001")
                + "\n"
                + line("1500")
                + "\n"
                + line("1.5"));
    AirdropCsv.Row one = row(6, "1");
    assertThat(AirdropCsv.text(Collections.nCopies(499, one)).split("\n", -1)).hasSize(500);
    assertThatThrownBy(() -> AirdropCsv.text(Collections.nCopies(500, one)))
        .hasMessage("A CSV Airdrop file has 1 to 499 rows, not 500");
  }

  private static String line(String amount) {
    return "erc20," + TOKEN + "," + SAFE + "," + amount + ",";
  }

  private static AirdropCsv.Row row(int decimals, String amount) {
    return new AirdropCsv.Row(TOKEN, decimals, SAFE, new BigInteger(amount));
  }

  private static SafeCall transfer(long amount) {
    return new SafeCall(
        TOKEN,
        "transfer",
        List.of(
            Argument.of("to", AbiValue.address(SAFE)),
            Argument.of("amount", AbiValue.uint256(BigInteger.valueOf(amount)))),
        SafeGas.TRANSFER);
  }

  private static String selector(String method, AbiValue... values) {
    List<Argument> arguments = new ArrayList<>();
    for (AbiValue value : values) {
      arguments.add(Argument.of("a", value));
    }
    byte[] data = new SafeCall(SAFE, method, arguments, 1).data();
    return HexFormat.of().formatHex(data, 0, 4);
  }
}
