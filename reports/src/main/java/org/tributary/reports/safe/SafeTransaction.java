package org.tributary.reports.safe;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.List;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.chain.Keccak256;

/**
 * The transaction that a Safe makes of a batch, as its owners sign it: without gas refunds.
 *
 * @param to EIP-55 address that is called
 * @param data what it is sent
 * @param operation 0: a call; 1: a delegate call
 * @param nonce the Safe's, so that the transaction can be made once only
 */
public record SafeTransaction(String to, byte[] data, int operation, BigInteger nonce) {
  private static final byte[] DOMAIN_TYPE =
      Keccak256.hash("EIP712Domain(uint256 chainId,address verifyingContract)");
  private static final byte[] SAFE_TX_TYPE =
      Keccak256.hash(
          "SafeTx(address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,"
              + "uint256 baseGas,uint256 gasPrice,address gasToken,address refundReceiver,"
              + "uint256 nonce)");
  private static final byte[] MULTI_SEND = AbiValue.selector("multiSend(bytes)");

  /**
   * What the Transaction Builder proposes: one call as it is, several through {@code
   * multiSendCallOnly}, which makes all of them or none.
   */
  public static SafeTransaction of(
      List<SafeCall> calls, String multiSendCallOnly, BigInteger nonce) {
    if (calls.size() == 1) {
      return new SafeTransaction(calls.get(0).to(), calls.get(0).data(), 0, nonce);
    }
    return new SafeTransaction(multiSendCallOnly, multiSend(calls), 1, nonce);
  }

  /** The EIP-712 hash that wallets show and owners sign: {@code safeTxHash}. */
  public byte[] hash(long chainId, String safe) {
    byte[] domain =
        Keccak256.hash(
            DOMAIN_TYPE,
            AbiValue.word(BigInteger.valueOf(chainId)),
            AbiValue.address(safe).encoded());
    byte[] zero = new byte[AbiValue.WORD];
    byte[] struct =
        Keccak256.hash(
            SAFE_TX_TYPE,
            AbiValue.address(to).encoded(),
            zero,
            Keccak256.hash(data),
            AbiValue.word(BigInteger.valueOf(operation)),
            zero,
            zero,
            zero,
            zero,
            zero,
            AbiValue.word(nonce));
    return Keccak256.hash(new byte[] {0x19, 0x01}, domain, struct);
  }

  private static byte[] multiSend(List<SafeCall> calls) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (SafeCall call : calls) {
      byte[] data = call.data();
      packed.write(0);
      packed.writeBytes(Eip55.bytes(call.to()));
      packed.writeBytes(new byte[AbiValue.WORD]);
      packed.writeBytes(AbiValue.word(BigInteger.valueOf(data.length)));
      packed.writeBytes(data);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(MULTI_SEND);
    out.writeBytes(AbiValue.word(BigInteger.valueOf(AbiValue.WORD)));
    out.writeBytes(AbiValue.word(BigInteger.valueOf(packed.size())));
    out.writeBytes(packed.toByteArray());
    int rest = packed.size() % AbiValue.WORD;
    out.writeBytes(new byte[rest == 0 ? 0 : AbiValue.WORD - rest]);
    return out.toByteArray();
  }
}
