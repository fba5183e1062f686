package org.tributary.schemas.policy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads the block {@code approval} of a policy file. */
final class ApprovalReader {
  private static final int MOST_CHANGE_PPM = 1_000_000_000;
  private static final int MOST_EXPORTS = 366;

  private final ConfigObject defaults;

  ApprovalReader(Config reference) {
    this.defaults = reference.getObject("approval");
  }

  ApprovalRule approval(PolicySection file, Map<String, Token> tokens) {
    PolicySection section = file.optionalSection("approval").orElse(defaults);
    int needed = Math.toIntExact(section.integer("needed", 1, ApprovalRule.MOST_NEEDED));
    Map<String, String> approvers = addresses(section.optionalSection("approvers"));
    if (!approvers.isEmpty() && approvers.size() < needed) {
      section.problem(
          "approvers",
          "has %d, but %d must sign: nothing could ever be exported",
          approvers.size(),
          needed);
    }
    PolicySection gates = section.section("gates").orElse((ConfigObject) defaults.get("gates"));
    ApprovalRule rule = new ApprovalRule(needed, approvers, gates(gates, tokens));
    gates.end();
    section.end();
    return rule;
  }

  private static ApprovalRule.Gates gates(PolicySection section, Map<String, Token> tokens) {
    return new ApprovalRule.Gates(
        bounds(section.optionalSection("most-account-change"), tokens),
        bounds(section.optionalSection("most-total-change"), tokens),
        Math.toIntExact(section.integer("most-change-ppm", 0, MOST_CHANGE_PPM)),
        Math.toIntExact(section.integer("trailing-exports", 1, MOST_EXPORTS)),
        section.partsPerMillion("most-new-addresses-ppm"),
        addresses(section.optionalSection("refused-addresses")));
  }

  private static Map<String, BigInteger> bounds(PolicySection section, Map<String, Token> tokens) {
    Map<String, BigInteger> bounds = new HashMap<>();
    for (String tokenId : section.keys()) {
      BigInteger amount = section.amount(tokenId);
      if (tokens.containsKey(tokenId)) {
        bounds.put(tokenId, amount);
      } else {
        section.problem(tokenId, "is no token of this policy");
      }
    }
    return bounds;
  }

  /** Two names of one address would make one key count twice. */
  private static Map<String, String> addresses(PolicySection section) {
    Map<String, String> addresses = new TreeMap<>();
    Map<String, String> names = new HashMap<>();
    for (String name : section.keys()) {
      section.requireId(name, name);
      String address = section.address(name);
      String other = names.put(address, name);
      if (other != null) {
        section.problem(name, "is the same address as %s", other);
      }
      addresses.put(name, address);
    }
    return addresses;
  }
}
