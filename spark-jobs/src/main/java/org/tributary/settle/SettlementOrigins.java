package org.tributary.settle;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.tributary.reports.settlement.SettlementHeader;
import org.tributary.reports.settlement.SettlementSources;
import org.tributary.schemas.run.CanonicalJson;
import org.tributary.schemas.table.Tables;
import org.tributary.session.RunContext;

/** Says in a settlement's header what it was made from, and when it counts. */
final class SettlementOrigins {
  private final RunContext run;
  private final PublishedSettlements published;
  private final String holdListSha256;

  /** Reads the views {@code settle_holds} and {@code settle_block_list}. */
  SettlementOrigins(RunContext run, PublishedSettlements published) {
    this.run = run;
    this.published = published;
    this.holdListSha256 = holdListSha256(run);
  }

  SettlementHeader of(SettlementHeader header, String folder) {
    return header.madeFrom(
        new SettlementSources(
            published.endOf(folder + "/" + header.folder()),
            run.manifest()
                .closeDate()
                .plusDays(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .plusSeconds(header.rule().timelockSeconds()),
            run.manifest().inputs().stream()
                .map(pin -> new SettlementSources.Input(pin.table(), pin.version()))
                .sorted(Comparator.comparing(SettlementSources.Input::name))
                .toList(),
            holdListSha256));
  }

  /** What keeps payees from being paid on the close date, as one hash: rows in any order. */
  private static String holdListSha256(RunContext run) {
    List<String> rows = new ArrayList<>();
    for (String table : List.of(Tables.HOLDS, Tables.BLOCK_LIST)) {
      run.spark().table("settle_" + table).toJSON().collectAsList().stream()
          .map(row -> table + " " + row)
          .forEach(rows::add);
    }
    Collections.sort(rows);
    return CanonicalJson.sha256(CanonicalJson.write(rows));
  }
}
