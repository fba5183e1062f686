package org.tributary.reports.payout;

import java.util.List;

/**
 * The duplicates in the training set of one model, by the rule of the policy in force on the close
 * date.
 *
 * @param modelId model
 * @param datanets the datanets that have any, by name
 * @param largest the largest groups, by size; not all of them
 */
public record ModelDuplicates(String modelId, List<InDatanet> datanets, List<Group> largest) {
  /** What the pages say of all of them. */
  static final String RULE =
      "Contributions that are the same or nearly the same form a group: the earliest accepted"
          + " contribution speaks for it, and the others earn nothing by influence.";

  public ModelDuplicates {
    datanets = List.copyOf(datanets);
    largest = List.copyOf(largest);
  }

  /**
   * Duplicates of one datanet version.
   *
   * @param exact contributions with the content of an earlier one
   * @param near contributions whose sketch is nearly that of an earlier one
   * @param ofOthers how many of both another contributor's contribution speaks for
   */
  public record InDatanet(String datanetId, int version, long exact, long near, long ofOthers) {}

  /**
   * A group.
   *
   * @param datanetId datanet of the contribution that speaks for it
   * @param contributionId that contribution
   * @param contributorId who submitted it
   * @param exact its exact duplicates
   * @param near its near-duplicates
   * @param copiers contributors of the duplicates, without its own; the first few by name
   * @param copierCount how many there are
   */
  public record Group(
      String datanetId,
      String contributionId,
      String contributorId,
      long exact,
      long near,
      List<String> copiers,
      long copierCount) {
    public Group {
      copiers = List.copyOf(copiers);
    }

    /** The contributors of the duplicates in a few words. */
    String copierText() {
      if (copierCount == 0) {
        return "the same contributor";
      }
      String names = String.join(", ", copiers);
      long more = copierCount - copiers.size();
      return more == 0 ? names : names + " and " + Words.count(more, "other", "others");
    }
  }
}
