package org.tributary.reports.payout;

import static org.tributary.reports.payout.Html.element;
import static org.tributary.reports.payout.Html.text;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.tributary.reports.payout.Html.Element;
import org.tributary.reports.payout.Html.Node;
import org.tributary.reports.payout.NightSummary.DayTotal;
import org.tributary.reports.payout.NightSummary.RoleTotal;
import org.tributary.reports.payout.NightSummary.TokenNight;
import org.tributary.reports.payout.NightSummary.TopContributor;
import org.tributary.reports.payout.Parts.Column;

/** What the page says about one token: what came in, where it went, who got it. */
final class TokenSection {
  private static final int DAY_WIDTH = 10;
  private static final int DAY_BAR = 8;
  private static final int CHART_HEIGHT = 100;

  private final TokenNight token;
  private final Amounts amounts;
  private final String closeDate;
  private final String id;

  private TokenSection(TokenNight token, String closeDate, String id) {
    this.token = token;
    this.id = id;
    this.amounts = token.token().amounts();
    this.closeDate = closeDate;
  }

  /**
   * The section.
   *
   * @param id of its heading, for links within the page
   */
  static Element of(TokenNight token, String closeDate, String id) {
    return new TokenSection(token, closeDate, id).section();
  }

  private Element section() {
    List<Node> content = new ArrayList<>();
    content.add(
        element(
                "p",
                "Chain "
                    + token.token().chainId()
                    + ", "
                    + token.token().decimals()
                    + " decimals, contract ")
            .styled("lead")
            .containing(List.of(Parts.hash(token.token().address()))));
    content.add(figures());
    content.add(element("div", roles(), days()).styled("pair"));
    addIfAny(content, token.topContributors(), this::contributors);
    addIfAny(content, token.restatements(), this::restatements);
    List<Node> kept = new ArrayList<>();
    addIfAny(kept, token.notPaid(), this::notPaid);
    addIfAny(kept, token.unattributed(), this::unattributed);
    if (!kept.isEmpty()) {
      content.add(element("div").styled("pair").containing(kept));
    }
    return Parts.section(id, token.token().tokenId(), content).styled("token");
  }

  private static void addIfAny(List<Node> content, List<?> rows, Supplier<Element> part) {
    if (!rows.isEmpty()) {
      content.add(part.get());
    }
  }

  private Element figures() {
    BigInteger thisRun = token.fees().thisRun().add(token.rewards().thisRun());
    return element(
            "dl",
            Parts.figure(
                "Came in",
                Parts.amount(amounts, thisRun),
                "in this run; "
                    + amounts.grouped(token.fees().toDate().add(token.rewards().toDate()))
                    + " to date"),
            Parts.figure(
                "Added to the settlement",
                Parts.amount(amounts, token.accounts().paid()),
                "cumulative " + amounts.grouped(token.accounts().claimable())),
            Parts.figure(
                "Waiting",
                Parts.amount(amounts, token.accounts().held()),
                "held, blocked, without address or below the minimum"),
            Parts.figure(
                "Payees",
                element("span", Words.grouped(token.accounts().payees())).styled("amount"),
                Words.count(token.fees().sources(), "inference", "inferences")
                    + ", "
                    + Words.count(token.rewards().sources(), "agent run", "agent runs")))
        .styled("figures");
  }

  private Element roles() {
    List<Long> shares =
        Percents.hundredths(token.roles().stream().map(RoleTotal::thisRun).toList());
    boolean posted = !shares.isEmpty();
    if (!posted) {
      shares = Percents.hundredths(token.roles().stream().map(RoleTotal::toDate).toList());
    }
    List<Element> items = new ArrayList<>();
    List<Element> stack = new ArrayList<>();
    long x = 0;
    for (int i = 0; i < token.roles().size(); i++) {
      RoleTotal role = token.roles().get(i);
      long share = shares.isEmpty() ? 0 : shares.get(i);
      String cssClass = "role-" + role.role().name().toLowerCase(Locale.ROOT).replace('_', '-');
      long width = Math.max(0, Math.min(share, 10_000 - x));
      stack.add(Parts.rectangle(x, 0, width, 100).styled(cssClass));
      x += width;
      items.add(roleItem(role, posted ? role.thisRun() : role.toDate(), share, cssClass));
    }
    Element stacked =
        Parts.chart("0 0 10000 100", "Shares of the roles, as listed below")
            .styled("stack")
            .containing(stack);
    return element(
            "div",
            element("h3", posted ? "Where it went" : "Where it went, to date"),
            stacked,
            element("ul").styled("roles").containing(items))
        .styled("card");
  }

  private Element roleItem(RoleTotal role, BigInteger amount, long share, String cssClass) {
    String name = Words.role(role.role());
    return element(
        "li",
        element("span", name).styled("name"),
        Parts.amount(amounts, amount),
        element("span", Percents.text(share)).styled("share"),
        Parts.bar(cssClass, share, name + ": " + Percents.text(share)));
  }

  private Element days() {
    BigInteger most =
        token.days().stream().map(DayTotal::amount).reduce(BigInteger.ONE, BigInteger::max);
    List<Element> bars = new ArrayList<>();
    for (int i = 0; i < token.days().size(); i++) {
      DayTotal day = token.days().get(i);
      long height =
          day.amount().multiply(BigInteger.valueOf(CHART_HEIGHT)).divide(most).longValueExact();
      long shown = day.amount().signum() > 0 ? Math.max(1, height) : 0;
      bars.add(
          Parts.rectangle((long) i * DAY_WIDTH, CHART_HEIGHT - shown, DAY_BAR, shown)
              .styled(day.logDate().equals(closeDate) ? "tonight" : "day")
              .containing(
                  List.of(element("title", day.logDate() + ": " + amounts.grouped(day.amount())))));
    }
    String label =
        "Fees and rewards of "
            + Words.count(token.days().size(), "log date", "log dates")
            + "; the largest is "
            + amounts.grouped(most);
    Element card = element("div", element("h3", "What came in, by log date")).styled("card tall");
    if (bars.isEmpty()) {
      return card.containing(List.of(element("p", "Nothing came in.")));
    }
    return card.containing(
        List.of(
            Parts.chart("0 0 " + bars.size() * DAY_WIDTH + " " + CHART_HEIGHT, label)
                .styled("days")
                .containing(bars),
            element(
                    "p",
                    element("span", token.days().get(0).logDate()),
                    element("span", token.days().get(bars.size() - 1).logDate()))
                .styled("axis"),
            incoming()));
  }

  private Element incoming() {
    return Parts.table(
        "What came in, by kind",
        List.of(Column.label(""), Column.number("This run"), Column.number("To date")),
        List.of(
            List.of(
                text("Fees"),
                Parts.amount(amounts, token.fees().thisRun()),
                Parts.amount(amounts, token.fees().toDate())),
            List.of(
                text("Rewards"),
                Parts.amount(amounts, token.rewards().thisRun()),
                Parts.amount(amounts, token.rewards().toDate()))));
  }

  private Element contributors() {
    List<List<Node>> rows = new ArrayList<>();
    for (TopContributor top : token.topContributors()) {
      rows.add(
          List.of(
              Parts.person(top.accountId(), top.displayName())
                  .containing(List.of(Parts.status(top.status())))
                  .styled("person rated"),
              Parts.amount(amounts, top.thisRun()),
              Parts.amount(amounts, top.toDate())));
    }
    return card(
        "Top contributors",
        Parts.table(
            "Top contributors in " + token.token().tokenId(),
            List.of(
                Column.label("Contributor"), Column.number("This run"), Column.number("To date")),
            rows));
  }

  private Element notPaid() {
    List<List<Node>> rows = new ArrayList<>();
    token
        .notPaid()
        .forEach(
            total ->
                rows.add(
                    List.of(
                        element("span", Parts.status(total.status()))
                            .containing(
                                total.reason().stream()
                                    .map(reason -> element("small", reason).with("dir", "auto"))
                                    .toList())
                            .styled("person"),
                        text(Words.grouped(total.payees())),
                        Parts.amount(amounts, total.held()))));
    return card(
        "Earned, not in the settlement",
        Parts.table(
            "Balances that wait",
            List.of(Column.label("Why"), Column.number("Payees"), Column.number("Amount")),
            rows));
  }

  private Element unattributed() {
    List<List<Node>> rows = new ArrayList<>();
    token
        .unattributed()
        .forEach(
            total ->
                rows.add(
                    List.of(
                        element(
                                "span",
                                element("strong", Words.reason(total.reasonCode())),
                                element("small", total.reasonCode()))
                            .styled("person why"),
                        Parts.amount(amounts, total.amount()))));
    return card(
        "Unattributed, to date",
        Parts.table(
            "Contributors' part that no method could attribute",
            List.of(Column.label("Why"), Column.number("Amount")),
            rows));
  }

  private Element restatements() {
    List<List<Node>> rows = new ArrayList<>();
    token
        .restatements()
        .forEach(
            day ->
                rows.add(
                    List.of(
                        text(day.logDate()),
                        text(Words.grouped(day.accounts())),
                        Parts.amount(amounts, day.credited()),
                        Parts.amount(amounts, day.debited()))));
    return card(
        "Restated log dates",
        Parts.table(
            "Log dates whose postings this run corrects",
            List.of(
                Column.label("Log date"),
                Column.number("Accounts"),
                Column.number("Credited"),
                Column.number("Debited")),
            rows));
  }

  private static Element card(String title, Element content) {
    return element("div", element("h3", title), content).styled("card");
  }
}
