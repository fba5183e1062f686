package org.tributary.reports.settlement;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums of a settlement while its rows pass, per token. */
final class Totals {
  private final Map<String, TokenTotals> byTokenId = new TreeMap<>();

  Totals(List<SettlementToken> tokens) {
    tokens.forEach(token -> byTokenId.put(token.tokenId(), TokenTotals.none(token)));
  }

  void add(LeafColumns leaves) {
    for (int i = 0; i < leaves.count(); i++) {
      int leaf = i;
      byTokenId.computeIfPresent(
          leaves.token(leaf).tokenId(),
          (id, sum) ->
              sum.plusLeaf(
                  leaves.cumulative(leaf),
                  leaves.cumulative(leaf).subtract(leaves.previous(leaf))));
    }
  }

  void add(HeldAmount row) {
    TokenTotals sum = byTokenId.get(row.tokenId());
    if (sum == null) {
      throw new IllegalArgumentException(
          "Token "
              + row.tokenId()
              + " of account "
              + row.accountId()
              + " is none of this settlement's tokens: "
              + byTokenId.keySet());
    }
    byTokenId.put(row.tokenId(), sum.plusHeld(row.held(), row.debt()));
  }

  /** By token id. */
  List<TokenTotals> sums() {
    return List.copyOf(byTokenId.values());
  }
}
