package org.tributary.reports.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esaulpaugh.headlong.abi.Address;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import java.math.BigInteger;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tributary.schemas.chain.Eip55;

class AbiWordsTest {
  private static final TupleType<Tuple> TYPES = TupleType.parse("(address,address,uint256)");

  @Test
  void aLeafIsThreeWords() {
    Leaf leaf =
        new Leaf(
            Eip55.checksum("0x" + "11".repeat(20)),
            Eip55.checksum("0x" + "22".repeat(20)),
            BigInteger.valueOf(5));
    assertThat(HexFormat.of().formatHex(AbiWords.encode(leaf)))
        .isEqualTo(
            "00".repeat(12)
                + "11".repeat(20)
                + "00".repeat(12)
                + "22".repeat(20)
                + "00".repeat(31)
                + "05");
  }

  @Property(tries = 300)
  void headlongEncodesTheSame(
      @ForAll @Size(20) byte[] account,
      @ForAll @Size(20) byte[] token,
      @ForAll @Size(15) byte[] amount) {
    BigInteger cumulative = new BigInteger(1, amount).add(BigInteger.ONE);
    Leaf leaf = new Leaf(Eip55.of(account), Eip55.of(token), cumulative);
    byte[] expected =
        TYPES
            .encode(
                Tuple.from(Address.wrap(leaf.account()), Address.wrap(leaf.token()), cumulative))
            .array();
    assertThat(AbiWords.encode(leaf)).isEqualTo(expected);
  }

  @Test
  void theLargestUint256FillsItsWord() {
    byte[] words = new byte[32];
    AbiWords.putUint256(words, 0, BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
    assertThat(HexFormat.of().formatHex(words)).isEqualTo("ff".repeat(32));
    assertThatThrownBy(() -> AbiWords.putUint256(words, 0, BigInteger.TWO.pow(256)))
        .hasMessageContaining("Not a uint256");
    assertThatThrownBy(() -> AbiWords.putUint256(words, 0, BigInteger.ONE.negate()))
        .hasMessageContaining("Not a uint256: -1");
  }

  @Test
  void aLeafNeedsChecksumsAndAnAmountThatATableHolds() {
    String good = Eip55.checksum("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48");
    String bad = good.replace("A0b", "a0b");
    assertThatThrownBy(() -> new Leaf(bad, good, BigInteger.ONE))
        .hasMessageContaining("account of a leaf must be an EIP-55 address")
        .hasMessageContaining(bad);
    assertThatThrownBy(() -> new Leaf(good, bad, BigInteger.ONE))
        .hasMessageContaining("token of a leaf");
    assertThatThrownBy(() -> new Leaf(good, good, BigInteger.ZERO))
        .hasMessageContaining("must lie between 1 and 10^38 - 1, not 0");
    assertThatThrownBy(() -> new Leaf(good, good, BigInteger.TEN.pow(38)))
        .hasMessageContaining("10^38 - 1");
  }
}
