package org.tributary.settle;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is kept back for its own sake, in loops over lists: written from the rules and not from the
 * SQL.
 */
final class DisputesTwin {
  record Earned(
      String kind,
      String source,
      String inference,
      LocalDate date,
      String payee,
      String datanet,
      String token,
      String reason,
      long amount) {}

  record Call(
      String inference, LocalDate date, String caller, String token, long fee, String run) {}

  record Run(String id, LocalDate date, String owner, String payer, String token, long reward) {}

  record Hold(
      String id,
      String account,
      String datanet,
      String contribution,
      String inference,
      String run) {}

  record Contribution(String datanet, String id, String owner, int added, Integer removed) {}

  /**
   * A share; {@code named} is what its evidence names, {@code proven} whether that is all it rests
   * on.
   */
  record Share(
      String inference, String datanet, String contributor, List<String> named, boolean proven) {}

  record Member(String account, String group, LocalDate from, LocalDate until) {}

  record Release(String why, String account, String payer, LocalDate from) {}

  /** A reason; the first in order counts. */
  private record Match(int place, String key, String why, String reason) {
    static final Comparator<Match> ORDER =
        Comparator.comparingInt(Match::place)
            .thenComparing(Match::key)
            .thenComparing(Match::why)
            .thenComparing(Match::reason);
  }

  final List<Earned> earned = new ArrayList<>();
  final List<Call> calls = new ArrayList<>();
  final List<Run> runs = new ArrayList<>();
  final List<Hold> holds = new ArrayList<>();
  final List<Contribution> contributions = new ArrayList<>();
  final List<Share> shares = new ArrayList<>();
  final List<Member> members = new ArrayList<>();
  final List<Release> releases = new ArrayList<>();
  final Map<String, Long> received = new HashMap<>();
  final Map<String, Integer> trained = new HashMap<>();

  /** A line for each payee, token and reason. */
  List<String> items() {
    Map<String, BigInteger> sums = new TreeMap<>();
    Map<String, Match> first = new HashMap<>();
    Map<String, String> unpaid = unpaid();
    for (Earned e : earned) {
      List<Match> matches = matches(e, unpaid);
      Optional<Match> match = matches.stream().min(Match.ORDER);
      if (match.isPresent()) {
        String key = e.payee() + " " + e.token() + " " + match.get().why();
        sums.merge(key, BigInteger.valueOf(e.amount()), BigInteger::add);
        Comparator<Match> byKey = Comparator.comparing(Match::key).thenComparing(Match::reason);
        first.merge(key, match.get(), (one, two) -> byKey.compare(one, two) <= 0 ? one : two);
      }
    }
    return sums.entrySet().stream()
        .map(sum -> sum.getKey() + " " + sum.getValue() + " " + first.get(sum.getKey()).reason())
        .sorted()
        .toList();
  }

  private List<Match> matches(Earned e, Map<String, String> unpaid) {
    List<Match> matches = new ArrayList<>();
    for (Hold hold : holds) {
      if (hold.contribution() == null ? isItem(hold, e) : restsOn(hold, e)) {
        matches.add(new Match(1, hold.id(), "ITEM_HOLD", "because of " + hold.id()));
      }
    }
    callers(e)
        .forEach(
            (how, caller) -> {
              if (areRelated(e, caller) && !isReleased("SELF_DEALING", e, caller)) {
                String reason = how + caller + ", who is the payee or affiliated";
                matches.add(new Match(2, caller, "SELF_DEALING", reason));
              }
            });
    String payer = unpaid.get(e.kind() + e.source());
    if (payer != null && !isReleased("UNPAID_FEES", e, payer)) {
      matches.add(
          new Match(3, payer, "UNPAID_FEES", "fees of " + payer + " were not received yet"));
    }
    return matches;
  }

  private static boolean fits(String named, String found) {
    return named == null || named.equals(found);
  }

  private static boolean isOfRun(Hold hold, Earned e) {
    return hold.run() == null || (e.kind().equals("REWARD") && hold.run().equals(e.source()));
  }

  private static boolean isItem(Hold hold, Earned e) {
    boolean isPayees = hold.datanet() == null && hold.inference() == null && hold.run() == null;
    return !isPayees
        && fits(hold.account(), e.payee())
        && fits(hold.datanet(), e.datanet())
        && fits(hold.inference(), e.inference())
        && isOfRun(hold, e);
  }

  private boolean restsOn(Hold hold, Earned e) {
    if (!hold.datanet().equals(e.datanet())
        || !fits(hold.account(), e.payee())
        || !fits(hold.inference(), e.inference())
        || !isOfRun(hold, e)) {
      return false;
    }
    boolean isOwners =
        contributions.stream()
            .anyMatch(
                c ->
                    c.datanet().equals(hold.datanet())
                        && c.id().equals(hold.contribution())
                        && c.owner().equals(e.payee()));
    Integer version = trained.get(e.datanet());
    boolean isTrained = version != null && isIn(hold, version);
    if (isOwners && isTrained && e.reason() != null && e.reason().startsWith("DECLARED")) {
      return true;
    }
    return shares.stream()
        .filter(
            s ->
                s.inference().equals(e.inference())
                    && s.datanet().equals(e.datanet())
                    && s.contributor().equals(e.payee()))
        .anyMatch(
            s ->
                s.named().contains(hold.contribution())
                    || (isOwners && !s.proven() && (version == null || isTrained)));
  }

  private boolean isIn(Hold hold, int version) {
    return contributions.stream()
        .filter(c -> c.datanet().equals(hold.datanet()) && c.id().equals(hold.contribution()))
        .anyMatch(c -> c.added() <= version && (c.removed() == null || version < c.removed()));
  }

  private Map<String, String> callers(Earned e) {
    Map<String, String> callers = new TreeMap<>();
    if (e.kind().equals("FEE")) {
      for (Call call : calls) {
        if (call.inference().equals(e.source())) {
          callers.put("paid by ", call.caller());
          runs.stream()
              .filter(run -> run.id().equals(call.run()))
              .forEach(run -> callers.put("called by an agent of ", run.owner()));
        }
      }
    } else {
      runs.stream()
          .filter(run -> run.id().equals(e.source()))
          .forEach(
              run -> {
                callers.put("paid by ", run.payer());
                callers.put("earned by an agent of ", run.owner());
              });
    }
    return callers;
  }

  private boolean areRelated(Earned e, String caller) {
    return e.payee().equals(caller)
        || members.stream()
            .filter(m -> m.account().equals(e.payee()) && isMember(m, e.date()))
            .anyMatch(
                m ->
                    members.stream()
                        .anyMatch(
                            other ->
                                other.account().equals(caller)
                                    && other.group().equals(m.group())
                                    && isMember(other, e.date())));
  }

  private static boolean isMember(Member member, LocalDate date) {
    return !date.isBefore(member.from())
        && (member.until() == null || date.isBefore(member.until()));
  }

  private boolean isReleased(String why, Earned e, String payer) {
    return releases.stream()
        .anyMatch(
            r ->
                r.why().equals(why)
                    && fits(r.account(), e.payee())
                    && fits(r.payer(), payer)
                    && e.date().isBefore(r.from()));
  }

  /** Who owes a source that isn't covered; fees are covered first, and the oldest of each kind. */
  private Map<String, String> unpaid() {
    record Owed(LocalDate date, String kind, String id, String payer, String token, long amount) {}
    List<Owed> owed = new ArrayList<>();
    calls.forEach(
        c -> owed.add(new Owed(c.date(), "FEE", c.inference(), c.caller(), c.token(), c.fee())));
    runs.forEach(
        r -> owed.add(new Owed(r.date(), "REWARD", r.id(), r.payer(), r.token(), r.reward())));
    owed.sort(Comparator.comparing(Owed::kind).thenComparing(Owed::date).thenComparing(Owed::id));
    Map<String, Long> sums = new HashMap<>();
    Map<String, String> unpaid = new HashMap<>();
    for (Owed each : owed) {
      String account = each.payer() + " " + each.token();
      if (sums.merge(account, each.amount(), Long::sum) > received.getOrDefault(account, 0L)) {
        unpaid.put(each.kind() + each.id(), each.payer());
      }
    }
    return unpaid;
  }
}
