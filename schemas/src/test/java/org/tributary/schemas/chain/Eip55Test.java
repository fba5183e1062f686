package org.tributary.schemas.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Eip55Test {
  @Test
  void keccakIsTheOneOfEthereumAndNotSha3() {
    // Hash of no bytes: the code hash of an account without code.
    assertThat(HexFormat.of().formatHex(Keccak256.hash()))
        .isEqualTo("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    assertThat(HexFormat.of().formatHex(Keccak256.hash("abc")))
        .isEqualTo("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
  }

  @Test
  void keccakOfPartsIsKeccakOfTheirConcatenation() {
    assertThat(Keccak256.hash(new byte[] {1, 2}, new byte[0], new byte[] {3}))
        .isEqualTo(Keccak256.hash(new byte[] {1, 2, 3}));
  }

  /** The test cases of the EIP. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
      })
  void knowsTheChecksumsOfTheEip(String address) {
    assertThat(Eip55.isValid(address)).isTrue();
    assertThat(Eip55.checksum(address.toLowerCase(Locale.ROOT))).isEqualTo(address);
    assertThat(Eip55.normalize(address.toLowerCase(Locale.ROOT))).isEqualTo(address);
    assertThat(Eip55.of(Eip55.bytes(address))).isEqualTo(address);
  }

  @Test
  void refusesAWrongChecksum() {
    String flipped = "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    assertThat(Eip55.isValid(flipped)).isFalse();
    assertThatThrownBy(() -> Eip55.normalize(flipped))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("checksum of " + flipped + " is wrong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x",
        "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAedd",
        "0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg",
        " 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThat(Eip55.isValid(text)).isFalse();
    assertThatThrownBy(() -> Eip55.checksum(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"");
  }

  @Test
  void tellsAnAddressWithoutChecksum() {
    assertThat(Eip55.isWithoutChecksum("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")).isTrue();
    assertThat(Eip55.isWithoutChecksum("0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED")).isTrue();
    assertThat(Eip55.isWithoutChecksum("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")).isFalse();
    assertThat(Eip55.isWithoutChecksum("no address")).isFalse();
    assertThat(Eip55.isValid("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")).isFalse();
  }
}
