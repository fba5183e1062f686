package org.tributary.allocate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tributary.ledger.LargestRemainder;

/** Divides the GPU time of a batch among its inferences. */
final class BatchSplit {
  private BatchSplit() {}

  /**
   * An inference of a batch.
   *
   * @param tokens tokens of its prompt and its output; 0 where they weren't logged
   */
  record Member(String inferenceId, long tokens) {}

  /** The GPU time of an inference. */
  record Part(String inferenceId, long gpuMs) {}

  /**
   * Divides {@code gpuMs} by tokens, equally where nobody has any; the parts sum to it. Equal
   * remainders are served in the order of ids.
   *
   * @param gpuMs GPU time of the batch, milliseconds
   * @param unordered its inferences, at least one, in any order
   */
  static List<Part> split(long gpuMs, List<Member> unordered) {
    List<Member> members =
        unordered.stream().sorted(Comparator.comparing(Member::inferenceId)).toList();
    boolean countless = members.stream().allMatch(member -> member.tokens() == 0);
    List<BigInteger> times =
        LargestRemainder.splitByLongs(
            BigInteger.valueOf(gpuMs),
            members.stream().map(member -> countless ? 1L : member.tokens()).toList());
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      parts.add(new Part(members.get(i).inferenceId(), times.get(i).longValueExact()));
    }
    return parts;
  }
}
