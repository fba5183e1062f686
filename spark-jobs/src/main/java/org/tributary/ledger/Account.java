package org.tributary.ledger;

import java.io.Serializable;
import java.util.List;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * A ledger account. Its text, e.g. {@code payee:alice}, is what tables hold.
 *
 * <p>The chart: what comes in stands on {@code revenue:}. What somebody earned goes to {@code
 * payee:}, from there to {@code kept:} while something keeps it back, and to {@code payable:} when
 * it is made claimable. So the balance of {@code payee:} is what is carried forward, and below zero
 * where more was made claimable than is earned. {@code payer:} is what goes back to who paid,
 * {@code suspense:} waits for a decision.
 */
public sealed interface Account extends Serializable {
  /** Where the reward of a disputed agent run waits. */
  Account DISPUTED = new Suspense("disputed");

  /** The account as tables hold it. */
  String text();

  /** Somebody who earns: what is carried forward. */
  record Payee(String accountId) implements Account {
    public Payee {
      requireName("payee", accountId);
    }

    @Override
    public String text() {
      return "payee:" + accountId;
    }
  }

  /** What is kept back of a payee, by reason. The id stands last: it may have colons. */
  record Kept(KeptFor why, String accountId) implements Account {
    public Kept {
      requireName("kept:" + why, accountId);
    }

    @Override
    public String text() {
      return "kept:" + why + ":" + accountId;
    }
  }

  /** What a payee may claim by the published settlements, over all time. Never falls. */
  record Payable(String accountId) implements Account {
    public Payable {
      requireName("payable", accountId);
    }

    @Override
    public String text() {
      return "payable:" + accountId;
    }
  }

  /** Somebody who paid and gets it back. */
  record Payer(String accountId) implements Account {
    public Payer {
      requireName("payer", accountId);
    }

    @Override
    public String text() {
      return "payer:" + accountId;
    }
  }

  /** Money kept apart until somebody decides. */
  record Suspense(String name) implements Account {
    public Suspense {
      requireName("suspense", name);
    }

    @Override
    public String text() {
      return "suspense:" + name;
    }
  }

  /** What came in, the other side of every entry; its balance is negative. */
  record Revenue(String name) implements Account {
    public Revenue {
      requireName("revenue", name);
    }

    @Override
    public String text() {
      return "revenue:" + name;
    }
  }

  /**
   * The account of a text.
   *
   * @throws TributaryException with {@link ErrorCode#INPUT_INCONSISTENT} if it names none
   */
  static Account parse(String text) {
    int colon = text.indexOf(':');
    String name = text.substring(colon + 1);
    return switch (text.substring(0, Math.max(colon, 0))) {
      case "payee" -> new Payee(name);
      case "kept" -> kept(text, name);
      case "payable" -> new Payable(name);
      case "payer" -> new Payer(name);
      case "suspense" -> new Suspense(name);
      case "revenue" -> new Revenue(name);
      default ->
          throw TributaryException.of(
              ErrorCode.INPUT_INCONSISTENT,
              "\"%s\" is no ledger account: one starts with payee:, kept:, payable:, payer:,"
                  + " suspense: or revenue:",
              text);
    };
  }

  private static Kept kept(String text, String name) {
    int colon = name.indexOf(':');
    String why = name.substring(0, Math.max(colon, 0));
    for (KeptFor known : KeptFor.values()) {
      if (known.name().equals(why)) {
        return new Kept(known, name.substring(colon + 1));
      }
    }
    throw TributaryException.of(
        ErrorCode.INPUT_INCONSISTENT,
        "\"%s\" is no ledger account: after kept: comes one of %s, a colon and a payee",
        text,
        List.of(KeptFor.values()));
  }

  private static void requireName(String kind, String name) {
    if (name.isBlank()) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT, "An account %s:<name> needs a name that isn't blank", kind);
    }
  }
}
