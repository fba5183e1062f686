package org.tributary.reports.export;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What an export did.
 *
 * @param folder what is submitted
 * @param isNew whether this export made it; otherwise the same content was exported before
 * @param state of the settlement now
 * @param manifestSha256 the settlement
 * @param root what goes on chain
 * @param approvedBy names of the approvers
 * @param added what is added to the claims, by token id
 * @param letThrough gates that are shut and were passed
 * @param notes what no gate has looked at, for people
 */
public record ExportResult(
    Path folder,
    boolean isNew,
    SettlementState state,
    String manifestSha256,
    String root,
    List<String> approvedBy,
    Map<String, BigInteger> added,
    List<Refusal> letThrough,
    List<String> notes) {
  /** What was done, for people. */
  public String sentence() {
    return (isNew ? "made " : "nothing new, the same content is " + state + " in ")
        + folder
        + ", root "
        + root
        + ", adds "
        + added
        + ", approved by "
        + String.join(", ", approvedBy);
  }
}
