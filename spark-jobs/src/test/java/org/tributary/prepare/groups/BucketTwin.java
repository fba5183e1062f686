package org.tributary.prepare.groups;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.tributary.influence.groups.BandPlan;
import org.tributary.influence.groups.Buckets;
import org.tributary.influence.groups.GroupReason;
import org.tributary.influence.groups.GroupRow;
import org.tributary.influence.groups.Membership;
import org.tributary.influence.groups.Nearness;

/** What {@link GroupSearch} finds, from its definition: one row after the other, all in memory. */
final class BucketTwin {
  private BucketTwin() {}

  static TreeSet<String> members(List<GroupRow> rows, int cosinePpm) {
    Nearness nearness = Nearness.of(cosinePpm);
    List<GroupRow> order = new ArrayList<>(rows);
    order.sort(GroupRow.ACCEPTANCE);
    Map<String, GroupRow> contents = new HashMap<>();
    List<GroupRow> firsts = new ArrayList<>();
    List<Membership> copies = new ArrayList<>();
    for (GroupRow row : order) {
      GroupRow first = contents.get(row.contentSha256());
      if (first == null) {
        firsts.add(row);
      } else {
        copies.add(new Membership(row, first, GroupReason.EXACT_DUPLICATE, OptionalInt.empty()));
      }
      if (first == null && row.accepted()) {
        contents.put(row.contentSha256(), row);
      }
    }
    Map<GroupRow, Membership> near = near(firsts, nearness);
    List<Membership> all = new ArrayList<>(near.values());
    for (Membership copy : copies) {
      Membership leader = near.get(copy.leader());
      all.add(
          leader == null
              ? copy
              : new Membership(
                  copy.member(), leader.leader(), leader.reason(), leader.cosinePpm()));
    }
    return GroupSearchTest.texts(all);
  }

  private static Map<GroupRow, Membership> near(List<GroupRow> firsts, Nearness nearness) {
    List<GroupRow> evidence = firsts.stream().filter(row -> nearness.isEvidence(row.q())).toList();
    Buckets buckets = Buckets.of(BandPlan.of(evidence.size(), nearness), firsts.get(0).q().length);
    List<long[]> places = evidence.stream().map(row -> buckets.of(row.q())).toList();
    List<Integer> leaders = new ArrayList<>();
    Map<GroupRow, Membership> members = new HashMap<>();
    for (int i = 0; i < evidence.size(); i++) {
      GroupRow row = evidence.get(i);
      for (int each : leaders) {
        GroupRow leader = evidence.get(each);
        if (meet(places.get(i), places.get(each)) && nearness.near(row.q(), leader.q())) {
          OptionalInt cosine = OptionalInt.of(Nearness.cosinePpm(row.q(), leader.q()));
          members.put(row, new Membership(row, leader, GroupReason.NEAR_DUPLICATE, cosine));
          break;
        }
      }
      if (!members.containsKey(row) && row.accepted()) {
        leaders.add(i);
      }
    }
    return members;
  }

  private static boolean meet(long[] a, long[] b) {
    for (int band = 0; band < a.length; band++) {
      if (a[band] == b[band]) {
        return true;
      }
    }
    return false;
  }
}
