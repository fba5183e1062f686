package org.tributary.schemas.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** Reads a policy book from its files. */
public final class PolicyBooks {
  private PolicyBooks() {}

  /**
   * Reads every file and binds them into a book.
   *
   * @param files bytes by file name
   * @throws TributaryException with {@link ErrorCode#POLICY_INVALID} and the problems of all files,
   *     or where the files contradict each other
   */
  public static PolicyBook load(Map<String, byte[]> files) {
    List<Policy> policies = new ArrayList<>();
    List<String> problems = read(files, policies);
    if (!problems.isEmpty()) {
      throw new TributaryException(ErrorCode.POLICY_INVALID, String.join("\n", problems));
    }
    return new PolicyBook(policies);
  }

  /** All that is wrong with the files, one text each; empty where they are a book. */
  public static List<String> problems(Map<String, byte[]> files) {
    return read(files, new ArrayList<>());
  }

  private static List<String> read(Map<String, byte[]> files, List<Policy> policies) {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
      try {
        policies.add(PolicyReader.read(file.getKey(), file.getValue()));
      } catch (TributaryException e) {
        problems.add(e.getMessage());
      }
    }
    // A gap may be where a file stands that can't be read: only readable files are held together.
    if (problems.isEmpty()) {
      problems.addAll(PolicyBook.problems(policies));
      problems.addAll(changedTokens(policies));
    }
    return problems;
  }

  /** The ledger sums by token id over all dates, so a token id means one contract for ever. */
  private static List<String> changedTokens(List<Policy> policies) {
    List<String> problems = new ArrayList<>();
    Map<String, Token> first = new HashMap<>();
    for (Policy policy :
        policies.stream().sorted(Comparator.comparing(Policy::effectiveFrom)).toList()) {
      for (Token token : new TreeMap<>(policy.tokens()).values()) {
        Token before = first.putIfAbsent(token.tokenId(), token);
        if (before != null && !isSameContract(before, token)) {
          problems.add(
              String.format(
                  Locale.ROOT,
                  "Policy %s changes token %s from %s on chain %d with %d decimals to %s on chain"
                      + " %d with %d. A token id means one contract for ever: give the new one a"
                      + " new id.",
                  policy.policyId(),
                  token.tokenId(),
                  before.address(),
                  before.chainId(),
                  before.decimals(),
                  token.address(),
                  token.chainId(),
                  token.decimals()));
        }
      }
    }
    return problems;
  }

  private static boolean isSameContract(Token one, Token other) {
    return one.chainId() == other.chainId()
        && one.address().equals(other.address())
        && one.decimals() == other.decimals();
  }
}
