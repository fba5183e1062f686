package org.tributary.settle;

import java.util.List;
import java.util.Map;
import org.tributary.reports.settlement.PayoutStatus;
import org.tributary.reports.settlement.SettlementResult;

/**
 * What the stage did.
 *
 * @param settlements one per distributor, by chain and address
 * @param accounts how many accounts (payee and token) have which status
 * @param warnings what a person should look at, a sentence each; they stop nothing
 */
public record SettleResult(
    List<Exported> settlements, Map<PayoutStatus, Long> accounts, List<String> warnings) {
  public SettleResult {
    settlements = List.copyOf(settlements);
    accounts = Map.copyOf(accounts);
    warnings = List.copyOf(warnings);
  }

  /**
   * One exported settlement.
   *
   * @param chainId EIP-155 chain id
   * @param distributor EIP-55 address of the contract that pays
   * @param folder in the run's folder, e.g. {@code settlement/1-0x...}
   * @param result root, totals with what is held, leaf count and files
   */
  public record Exported(
      long chainId, String distributor, String folder, SettlementResult result) {}
}
