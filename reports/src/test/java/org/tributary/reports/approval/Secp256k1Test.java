package org.tributary.reports.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tributary.schemas.chain.Keccak256;
import org.tributary.schemas.run.CanonicalJson;

class Secp256k1Test {
  /** The RFC 6979 vectors for secp256k1 that Bitcoin libraries share (SHA-256 of the text). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|Satoshi Nakamoto"
            + "|934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
            + "|2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5",
        "1|All those moments will be lost in time, like tears in rain. Time to die..."
            + "|8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b"
            + "|547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21",
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140|Satoshi Nakamoto"
            + "|fd567d121db66e382991534ada77a6bd3106f0a1098c231e47993447cd6af2d0"
            + "|6b39cd0eb1bc8603e159ef5c20a5c8ad685a45b06ce9bebed3f153d10d93bed5"
      })
  void signsAsRfc6979Says(String key, String text, String r, String s) {
    byte[] digest = HexFormat.of().parseHex(CanonicalJson.sha256(text));
    Signature signature = Secp256k1.sign(new BigInteger(key, 16), digest);
    assertThat(signature.r()).isEqualTo(new BigInteger(r, 16));
    assertThat(signature.s()).isEqualTo(new BigInteger(s, 16));
  }

  /** What viem 2.57.20 signs. */
  @Test
  void signsAsWalletsDo() {
    byte[] digest = Keccak256.hash("tributary");
    assertThat(Secp256k1.address(BigInteger.ONE))
        .isEqualTo("0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf");
    assertThat(Secp256k1.sign(BigInteger.ONE, digest).hex())
        .isEqualTo(
            "0xc8823136b0e0e1345f66ab1fb6625edcc10d48dad32fa1466b2de408ad21f122"
                + "4d8ae2eaf2265132aec4fd7f55c51ac14e48d81cc4ce3271e0f1cb9669cfff891b");
  }

  @Property(tries = 60)
  void everySignatureRecoversToItsKeyAndToNoOther(
      @ForAll @Size(32) byte[] secret, @ForAll @Size(32) byte[] digest) {
    BigInteger key = new BigInteger(1, secret).mod(Secp256k1.ORDER.subtract(BigInteger.ONE));
    key = key.add(BigInteger.ONE);
    Signature signature = Secp256k1.sign(key, digest);
    assertThat(Secp256k1.recover(digest, signature)).isEqualTo(Secp256k1.address(key));
    assertThat(signature.s()).isLessThanOrEqualTo(Secp256k1.HALF_ORDER);
    assertThat(Secp256k1.sign(key, digest)).isEqualTo(signature);
    assertThat(Signature.parse(signature.hex())).isEqualTo(signature);
    byte[] other = digest.clone();
    other[0] ^= 1;
    assertThat(Approval.signer(attestation(), signature)).isNotEqualTo(Secp256k1.address(key));
    assertThat(Secp256k1.recover(other, signature)).isNotEqualTo(Secp256k1.address(key));
  }

  private static Attestation attestation() {
    return new Attestation("COIN", TypedDataTest.mail());
  }

  /** The mirror image signs the same: it would make two texts of one approval. */
  @Test
  void theHigherSIsRefused() {
    Signature low = Secp256k1.sign(BigInteger.TWO, Keccak256.hash("x"));
    assertThatThrownBy(
            () ->
                new Signature(low.r(), Secp256k1.ORDER.subtract(low.s()), low.v() == 27 ? 28 : 27))
        .hasMessage("s of a signature must lie in the lower half of the curve's order (EIP-2)");
    assertThatThrownBy(() -> new Signature(BigInteger.ZERO, low.s(), 27))
        .hasMessageContaining("r of a signature lies outside");
    assertThatThrownBy(() -> new Signature(low.r(), low.s(), 29))
        .hasMessage("v of a signature must be 27 or 28, not 29");
    assertThatThrownBy(() -> Signature.parse("0x12"))
        .hasMessage("a signature is 0x and 130 hex digits (r, s, v), as wallets give it");
  }

  @Test
  void walletsThatSayZeroOrOneAreUnderstood() {
    Signature signature = Secp256k1.sign(BigInteger.TWO, Keccak256.hash("x"));
    String hex = signature.hex();
    String parity = hex.substring(0, 130) + "0" + (signature.v() - 27);
    assertThat(Signature.parse(parity)).isEqualTo(signature);
  }

  @Test
  void keysAreNeverShown() throws Exception {
    String secret = CanonicalJson.sha256("not for you");
    SigningKey key = SigningKey.ofEnvironment("K", Map.of("K", "0x" + secret + "\n"));
    assertThat(key.toString()).isEqualTo("key of " + key.address()).doesNotContain(secret);
    for (String wrong : new String[] {secret.substring(1), secret + "00", "0".repeat(64), ""}) {
      assertThatThrownBy(() -> SigningKey.ofEnvironment("K", Map.of("K", wrong)))
          .hasMessageStartingWith("Variable K holds no private key: it must be 64 hex digits")
          .satisfies(
              e -> assertThat(e.toString() + e.getCause()).doesNotContain(secret.substring(2, 30)));
    }
    assertThatThrownBy(() -> SigningKey.ofEnvironment("GONE", Map.of()))
        .hasMessageStartingWith("The environment has no variable GONE.");
  }

  @Test
  void aKeyFileMustBeItsOwnersAlone(@TempDir Path temp) throws Exception {
    Path file = temp.resolve("ada.key");
    Files.writeString(file, CanonicalJson.sha256("ada") + "\n", StandardCharsets.US_ASCII);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> SigningKey.ofFile(file))
        .hasMessageContaining("is open to other users of this machine. Run 'chmod 600' on it");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(SigningKey.ofFile(file).address()).isEqualTo(Treasury.ADA.address());
    assertThatThrownBy(() -> SigningKey.ofFile(temp.resolve("none")))
        .hasMessageStartingWith("There is no key file");
    Files.write(file, new byte[] {(byte) 0xff, 1, 2});
    assertThatThrownBy(() -> SigningKey.ofFile(file)).hasMessageContaining("can't be read as text");
  }
}
