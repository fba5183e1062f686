package org.tributary.ledger;

import java.io.Serializable;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** A ledger account. Its text, e.g. {@code payee:alice}, is what tables hold. */
public sealed interface Account extends Serializable {
  /** Where the reward of a disputed agent run waits. */
  Account DISPUTED = new Suspense("disputed");

  /** The account as tables hold it. */
  String text();

  /** Somebody who earns; the only kind that gets statements and claims. */
  record Payee(String accountId) implements Account {
    public Payee {
      requireName("payee", accountId);
    }

    @Override
    public String text() {
      return "payee:" + accountId;
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
      case "payer" -> new Payer(name);
      case "suspense" -> new Suspense(name);
      case "revenue" -> new Revenue(name);
      default ->
          throw TributaryException.of(
              ErrorCode.INPUT_INCONSISTENT,
              "\"%s\" is no ledger account: one starts with payee:, payer:, suspense: or revenue:",
              text);
    };
  }

  private static void requireName(String kind, String name) {
    if (name.isBlank()) {
      throw TributaryException.of(
          ErrorCode.INPUT_INCONSISTENT, "An account %s:<name> needs a name that isn't blank", kind);
    }
  }
}
