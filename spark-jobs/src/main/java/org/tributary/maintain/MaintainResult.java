package org.tributary.maintain;

import java.util.List;

/** What upkeep did, table by table in order of their names. */
public record MaintainResult(List<TableUpkeep> tables) {
  public MaintainResult {
    tables = List.copyOf(tables);
  }

  /** Whether the unused files of some table were left alone, since a pinned version needs them. */
  public boolean leftSome() {
    return tables.stream().anyMatch(each -> each.left().isPresent());
  }
}
