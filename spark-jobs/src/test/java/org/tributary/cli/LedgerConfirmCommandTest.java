package org.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerConfirmCommandTest {
  /** The comparison with the chain writes the journal: it mustn't run where the ledger differs. */
  @Test
  void nothingIsConfirmedWhereTheLedgerDiffers() {
    List<String> asked = new ArrayList<>();
    assertThat(
            LedgerConfirmCommand.afterLedger(
                List.of("0x.. has 5, but the ledger 4."),
                () -> {
                  asked.add("chain");
                  return 0;
                }))
        .isEqualTo(23);
    assertThat(asked).isEmpty();
  }

  @Test
  void whatTheChainSaysIsTheOutcomeOtherwise() {
    for (int code : new int[] {0, 2, 23}) {
      assertThat(LedgerConfirmCommand.afterLedger(List.of(), () -> code)).isEqualTo(code);
    }
  }
}
