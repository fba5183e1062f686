package org.tributary.reports.confirm;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;
import org.tributary.schemas.chain.Eip55;
import org.tributary.schemas.chain.Keccak256;
import org.tributary.schemas.policy.DistributorKind;

/** How a kind of distributor tells its root and its claims. */
public enum DistributorInterface {
  /** Morpho's Universal Rewards Distributor. */
  URD("root()", "Claimed(address,address,uint256)", 2, 0, 1, 2),
  /** Merkl's Distributor. */
  MERKL("getMerkleRoot()", "Claimed(address,address,uint256)", 2, 0, 1, 2),
  /** 1inch's CumulativeMerkleDrop, of one token. */
  ONEINCH("merkleRoot()", "Claimed(address,uint256)", 1, 0, -1, 1),
  /** Uniswap's MerkleDistributor, of one token; nothing of its event is indexed. */
  UNISWAP("merkleRoot()", "Claimed(uint256,address,uint256)", 0, 1, -1, 2);

  private static final int WORD = 32;

  private final String rootFunction;
  private final String event;
  private final int indexed;
  private final int account;
  private final int token;
  private final int amount;

  /**
   * A kind.
   *
   * @param indexed how many arguments of the event are topics, the first ones
   * @param account which argument is the account
   * @param token which argument is the token, -1: the contract has only one
   * @param amount which argument is the amount
   */
  DistributorInterface(
      String rootFunction, String event, int indexed, int account, int token, int amount) {
    this.rootFunction = rootFunction;
    this.event = event;
    this.indexed = indexed;
    this.account = account;
    this.token = token;
    this.amount = amount;
  }

  /**
   * How the contract of a settlement tells its claims. Of kind openzeppelin only the tree is known:
   * most contracts that verify it have the URD's event.
   *
   * @throws TributaryException for transfers, which no contract has a root of
   */
  public static DistributorInterface of(DistributorKind kind) {
    return switch (kind) {
      case OPENZEPPELIN, URD -> URD;
      case MERKL -> MERKL;
      case ONEINCH -> ONEINCH;
      case UNISWAP -> UNISWAP;
      case TRANSFERS ->
          throw TributaryException.of(
              ErrorCode.USAGE,
              "A settlement of kind transfers has no contract whose root could be in force: its last"
                  + " state is SUBMITTED. Note the Safe's transaction with 'tributary submitted', and"
                  + " compare its transfers in the Safe.");
    };
  }

  /** Call data of the function that gives the root. */
  String rootCall() {
    return selector(rootFunction);
  }

  /** First topic of the event of a claim. */
  String claimedTopic() {
    return "0x" + HexFormat.of().formatHex(Keccak256.hash(event));
  }

  /** Whether the event names the token. */
  boolean namesToken() {
    return token >= 0;
  }

  /** As the command line writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** First four bytes of the hash of a function, in hex. */
  static String selector(String function) {
    return "0x" + HexFormat.of().formatHex(Keccak256.hash(function), 0, 4);
  }

  /**
   * The claim of a log.
   *
   * @param topics of the log, the event's own first
   * @param data of the log, in hex
   * @param onlyToken what the contract pays where the event doesn't say
   */
  ClaimedEvent decode(
      String transaction,
      long logIndex,
      long block,
      List<String> topics,
      String data,
      String onlyToken) {
    String arguments =
        String.join("", topics.stream().skip(1).map(topic -> topic.substring(2)).toList());
    byte[] words = HexFormat.of().parseHex(arguments + data.substring(2));
    int expected = (int) event.chars().filter(c -> c == ',').count() + 1;
    if (topics.size() != indexed + 1 || words.length != expected * WORD) {
      throw new IllegalArgumentException(
          "The log " + logIndex + " of transaction " + transaction + " is no " + event);
    }
    return new ClaimedEvent(
        transaction,
        logIndex,
        block,
        address(words, account),
        namesToken() ? address(words, token) : onlyToken,
        new BigInteger(1, words, amount * WORD, WORD));
  }

  private static String address(byte[] words, int index) {
    return Eip55.of(Arrays.copyOfRange(words, (index + 1) * WORD - 20, (index + 1) * WORD));
  }
}
