package org.tributary.reports.payout;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tributary.reports.payout.NightSummary.AccountTotals;
import org.tributary.reports.payout.NightSummary.Confidence;
import org.tributary.reports.payout.NightSummary.DampingUsed;
import org.tributary.reports.payout.NightSummary.DayTotal;
import org.tributary.reports.payout.NightSummary.DoubtedNight;
import org.tributary.reports.payout.NightSummary.Incoming;
import org.tributary.reports.payout.NightSummary.MethodNight;
import org.tributary.reports.payout.NightSummary.ModelNight;
import org.tributary.reports.payout.NightSummary.QuarantineTotal;
import org.tributary.reports.payout.NightSummary.ReasonShare;
import org.tributary.reports.payout.NightSummary.Restatement;
import org.tributary.reports.payout.NightSummary.RoleTotal;
import org.tributary.reports.payout.NightSummary.SettlementRoot;
import org.tributary.reports.payout.NightSummary.ShareNight;
import org.tributary.reports.payout.NightSummary.StatusTotal;
import org.tributary.reports.payout.NightSummary.TokenNight;
import org.tributary.reports.payout.NightSummary.TopContributor;
import org.tributary.reports.payout.NightSummary.UnattributedTotal;
import org.tributary.schemas.policy.Role;
import org.tributary.schemas.run.RunManifest;

/** A made-up night with something in every section. */
final class SampleNight {
  static final String HOSTILE = "<script>alert(\"x\")</script> & 'quotes' <img src=x onerror=y>";
  private static final PayoutToken USDC =
      new PayoutToken("USDC", 6, 8453, "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913");
  private static final PayoutToken TRB =
      new PayoutToken("TRB", 18, 8453, "0x4200000000000000000000000000000000000006");

  private SampleNight() {}

  static NightSummary night() {
    return new NightSummary(
        manifest(),
        List.of(
            token(TRB, "1000000000000", List.of()),
            token(
                USDC,
                "1",
                List.of(
                    new Restatement("2026-06-11", 14, big("4812000"), big("-4812000")),
                    new Restatement("2026-06-24", 3, big("250000"), BigInteger.ZERO)))),
        List.of(digits(), code()),
        List.of(
            new ModelDuplicates(
                "digits-lr",
                List.of(new ModelDuplicates.InDatanet("digits", 3, 1_021, 21, 40)),
                List.of(
                    new ModelDuplicates.Group(
                        "digits", HOSTILE, "nadia", 3, 1, List.of("copier", HOSTILE), 4),
                    new ModelDuplicates.Group(
                        "digits", "digit-00007", "nadia", 1, 0, List.of(), 0)))),
        List.of(
            new QuarantineTotal("inference_log", "NEGATIVE_FEE", 12),
            new QuarantineTotal("training_sketches", "NOT_FINITE", 3)),
        List.of(
            new SettlementRoot(
                "8453-0x330eefa8a787552DC5cAd3C3cA644844B1E61Ddb",
                Optional.of("0xd4dee0beab2d53f2cc83e567171bd2820e49898130a22622b10ead383e90bd77"),
                1234,
                "5c91af4d8dee0b69bb8fdf1de2797ca2d051f2d08da606ab9a41de77c142b9fa")),
        operations());
  }

  private static Operations operations() {
    PayoutToken token = new PayoutToken("USDX", 6, 8453, "0x" + "1".repeat(40));
    return new Operations(
        List.of(
            new Operations.ServingCost(
                token,
                "java-ngram",
                "java-ngram-text",
                "node-1",
                1_204,
                big(3_600_000),
                98_304,
                big(12_500_000),
                big(2_000_000))),
        3,
        List.of(
            new Operations.RunShare(
                "2026-06-29",
                "run-7",
                "FAILED",
                "CONTRIBUTION",
                Optional.of("c1"),
                DisplayText.clean(HOSTILE),
                2,
                168_750_000),
            new Operations.RunShare(
                "2026-06-29",
                "run-7",
                "FAILED",
                "DATANET",
                Optional.empty(),
                Optional.empty(),
                1,
                300_000_000)),
        1);
  }

  private static RunManifest manifest() {
    return new RunManifest(
        "0f1e2d3c4b5a6978",
        LocalDate.of(2026, 6, 30),
        "0.1.0",
        List.of(
            new RunManifest.TablePin("inference_log", 31),
            new RunManifest.TablePin("contributors", 4)),
        List.of(
            new RunManifest.PolicyPin(
                "sample-2026",
                LocalDate.of(2026, 6, 1),
                "sample-2026.conf",
                "e82d2bb15448a88e536463240ff2adfb4dd2cfd6e0703be8672330843eac41a7")),
        List.of(),
        new RunManifest.Prior(7, Optional.of("a1b2c3d4e5f60718")));
  }

  private static TokenNight token(PayoutToken token, String unit, List<Restatement> restatements) {
    BigInteger scale = big(unit);
    List<DayTotal> days = new ArrayList<>();
    BigInteger toDate = BigInteger.ZERO;
    for (int day = 1; day <= 30; day++) {
      BigInteger amount = big(41_000_000L + (day * 7_919L % 31) * 1_234_567L).multiply(scale);
      days.add(new DayTotal("2026-06-" + (day < 10 ? "0" : "") + day, amount));
      toDate = toDate.add(amount);
    }
    BigInteger last = days.get(29).amount();
    return new TokenNight(
        token,
        new Incoming(48_213, last, toDate),
        new Incoming(312, big(5_250_000).multiply(scale), big(91_750_000).multiply(scale)),
        days,
        List.of(
            role(Role.PLATFORM, 5_012_331, scale),
            role(Role.INFRASTRUCTURE, 4_100_007, scale),
            role(Role.MODEL_DEVELOPER, 8_812_004, scale),
            role(Role.BASE_MODEL_DEVELOPER, 3_991_870, scale),
            role(Role.CONTRIBUTOR, 26_870_110, scale),
            role(Role.UNATTRIBUTED, 6_120_400, scale),
            role(Role.REFUND, 400_000, scale),
            role(Role.DISPUTED, 150_000, scale)),
        new AccountTotals(
            57,
            big(1_310_441_093).multiply(scale),
            big(44_120_870).multiply(scale),
            big(3_441_007).multiply(scale),
            big(120_000).multiply(scale)),
        contributors(scale),
        List.of(
            new StatusTotal("HELD", Optional.of("Identity check"), 2, big(902_113).multiply(scale)),
            new StatusTotal("NO_ADDRESS", Optional.empty(), 4, big(1_438_894).multiply(scale)),
            new StatusTotal("BLOCKED", Optional.of(HOSTILE), 1, big(1_100_000).multiply(scale))),
        List.of(
            new UnattributedTotal("NO_SPAN", 20_412, big(52_000_331).multiply(scale)),
            new UnattributedTotal("NO_SKETCH", 118, big(1_204_500).multiply(scale))),
        restatements);
  }

  private static List<TopContributor> contributors(BigInteger scale) {
    String[] names = {
      "Amélie Durand",
      "山田 太郎",
      HOSTILE,
      null,
      "Ngozi Okafor",
      "شركة البيانات",
      "A contributor with a remarkably long display name that goes on"
    };
    String[] states = {
      "PAYABLE", "PAYABLE", "BLOCKED", "NO_ADDRESS", "PAYABLE", "HELD", "BELOW_MINIMUM"
    };
    List<TopContributor> top = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      top.add(
          new TopContributor(
              "contributor-00" + (i + 1),
              DisplayText.clean(names[i]),
              big(4_812_331L - i * 611_003L).multiply(scale),
              big(144_812_331L - i * 18_611_003L).multiply(scale),
              states[i]));
    }
    return top;
  }

  private static ModelNight digits() {
    return new ModelNight(
        "digits-logreg",
        Optional.of("Handwritten digits, logistic regression"),
        List.of(
            new MethodNight(
                "influence",
                24_106,
                big(23_988_000_000_000L),
                List.of(new ReasonShare("NO_SKETCH", 118, big(118_000_000_000L))))),
        List.of(
            new DampingUsed(
                "step-100",
                0,
                650,
                1437,
                "gauss-newton",
                "1.0 x mean eigenvalue",
                "0.000214331",
                "0.000214331"),
            new DampingUsed(
                "step-400",
                0,
                650,
                1437,
                "gauss-newton",
                "1.0 x mean eigenvalue",
                "0.0000912",
                "0.0000912")),
        Optional.of(
            new Confidence(
                "2026-06-30",
                "2026-06-01",
                24_106,
                List.of(
                    new ShareNight(
                        "contributor-001",
                        Optional.of("Amélie Durand"),
                        "digits",
                        123_449_999,
                        Optional.of(8_050_000L),
                        false),
                    new ShareNight(
                        "contributor-003",
                        DisplayText.clean(HOSTILE),
                        "digits",
                        1_000_000,
                        Optional.of(950_000L),
                        true)),
                48,
                List.of(
                    new DoubtedNight(
                        "contributor-003",
                        DisplayText.clean(HOSTILE),
                        big(5),
                        big(2),
                        600_000_000)),
                0)));
  }

  private static ModelNight code() {
    return new ModelNight(
        "java-ngram",
        Optional.of("Java source code, n-gram model"),
        List.of(
            new MethodNight(
                "span",
                20_412,
                BigInteger.ZERO,
                List.of(new ReasonShare("NO_SPAN", 20_412, big(20_412_000_000_000L))))),
        List.of(),
        Optional.empty());
  }

  private static RoleTotal role(Role role, long amount, BigInteger scale) {
    return new RoleTotal(
        role, big(amount).multiply(scale).add(BigInteger.ONE), big(amount * 29).multiply(scale));
  }

  private static BigInteger big(String text) {
    return new BigInteger(text);
  }

  private static BigInteger big(long number) {
    return BigInteger.valueOf(number);
  }
}
