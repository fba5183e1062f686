package org.tributary.schemas.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** What a policy may say of the contracts that pay. */
class DistributorsTest {
  private static final String LINE = "\"8453\" = \"0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359\"";
  private static final String ADDRESS = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359";
  private static final String SAFE = "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb";

  @Test
  void anAddressAloneIsAnyContractThatVerifiesTheStandardTree() {
    assertThat(reference("").distributors().get(8453L))
        .isEqualTo(
            new DistributorRule(
                DistributorKind.OPENZEPPELIN,
                ADDRESS,
                0,
                "",
                100,
                DistributorRule.Claims.PAYEES,
                DistributorRule.Format.TRANSACTION_BUILDER))
        .matches(DistributorRule::isPlain);
  }

  @Test
  void aBlockSaysTheKindAndWhoSigns() {
    DistributorRule rule =
        reference(
                "kind = urd, timelock-seconds = 86400, safe = \""
                    + SAFE
                    + "\", batch-size = 50, claims = safe")
            .distributors()
            .get(8453L);
    assertThat(rule)
        .isEqualTo(
            new DistributorRule(
                DistributorKind.URD,
                ADDRESS,
                86_400,
                SAFE,
                50,
                DistributorRule.Claims.SAFE,
                DistributorRule.Format.TRANSACTION_BUILDER));
    assertThat(rule.owner()).contains(SAFE);
    DistributorRule transfers =
        reference("kind = transfers, format = csv-airdrop").distributors().get(8453L);
    assertThat(transfers.owner()).contains(ADDRESS);
    assertThat(transfers.kind().cumulative()).isFalse();
    assertThat(reference("kind = uniswap").distributors().get(8453L).owner()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind = sablier|\"sablier\" is unknown: write one of openzeppelin, urd, merkl, oneinch,",
        "kind = merkl, timelock-seconds = 1|timelock-seconds: is what kind urd has, not kind merkl",
        "kind = urd, timelock-seconds = 31536001|31536001 is out of range",
        "kind = urd, batch-size = 501|batch-size: 501 is out of range: at least 1, at most 500",
        "kind = urd, batch-size = 0|batch-size: 0 is out of range",
        "kind = urd, claims = safe|claims: by the Safe need its address: write it under safe",
        "claims = safe, safe = \"0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb\"|whose claim function is"
            + " known: kind urd, merkl or oneinch, not openzeppelin",
        "kind = uniswap, safe = \"0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb\"|safe: has nothing to"
            + " sign for kind uniswap: the contract is deployed when its root is known",
        "kind = transfers, safe = \"0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb\"|the Safe that pays"
            + " is the address itself",
        "kind = urd, safe = \"0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359\"|is the distributor itself",
        "kind = urd, safe = \"0xd1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb\"|the EIP-55 checksum of",
        "kind = urd, format = csv-airdrop|format: csv-airdrop is of transfers, not of kind urd",
        "kind = urd, timelock = 5|distributors.8453.timelock: is unknown: known here are address,",
      })
  void saysWhatIsWrong(String block, String message) {
    assertThatThrownBy(() -> reference(block)).hasMessageContaining(message);
  }

  @Test
  void aContractOfOneTokenIsRefusedForTwo() {
    String second =
        "tokens { SHELL { chain-id = 8453, address = \"0x8617E340B3D01FA5F11F306F4090FD50E238070D\","
            + " decimals = 6, minimum-payout = \"0\", rate-per-gpu-ms = \"0\" } }\n";
    assertThatThrownBy(() -> read(text("kind = oneinch") + second))
        .hasMessageContaining(
            "distributors: has a contract of kind oneinch on chain 8453, which pays one token, but"
                + " the policy has SHELL and TRIB there: use kind urd or merkl");
    assertThat(read(text("kind = merkl") + second).tokens()).hasSize(2);
  }

  /** One-shot and cumulative distributors never share an address. */
  @Test
  void anAddressKeepsItsKind() {
    Policy june = reference("kind = urd");
    Policy july = later("july", "2026-07-01", "kind = uniswap");
    assertThatThrownBy(() -> new PolicyBook(List.of(june, july)))
        .isInstanceOf(TributaryException.class)
        .hasMessage(
            "Policy july names "
                + ADDRESS
                + " on chain 8453 as a distributor of kind uniswap, but policy reference as urd:"
                + " what was paid there would be paid again. Name another address for the new"
                + " kind.")
        .extracting(e -> ((TributaryException) e).code())
        .isEqualTo(ErrorCode.POLICY_INVALID);
    Policy plain = later("july", "2026-07-01", "");
    PolicyBook book = new PolicyBook(List.of(june, plain));
    assertThat(book.distributor(8453, ADDRESS, LocalDate.parse("2026-06-30")).kind())
        .isEqualTo(DistributorKind.URD);
    assertThat(book.distributor(8453, ADDRESS, LocalDate.parse("2026-07-01")).kind())
        .isEqualTo(DistributorKind.OPENZEPPELIN);
    assertThat(book.distributor(8453, SAFE, LocalDate.parse("2026-07-01")))
        .isEqualTo(DistributorRule.plain(SAFE));
  }

  private static Policy later(String id, String from, String block) {
    return read(
        text(block)
            .replace("policy-id = \"reference\"", "policy-id = \"" + id + "\"")
            .replace("2026-06-01\"\n", from + "\"\n"));
  }

  private static Policy reference(String block) {
    return read(text(block));
  }

  private static String text(String block) {
    try (InputStream in = DistributorsTest.class.getResourceAsStream("/policy/reference.conf")) {
      String reference = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(reference).contains(LINE);
      return block.isEmpty()
          ? reference
          : reference.replace(LINE, "\"8453\" { address = \"" + ADDRESS + "\", " + block + " }");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Policy read(String text) {
    return PolicyReader.read("test.conf", text.getBytes(StandardCharsets.UTF_8));
  }
}
