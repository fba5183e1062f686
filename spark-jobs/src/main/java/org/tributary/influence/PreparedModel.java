package org.tributary.influence;

import java.util.List;

/**
 * A model prepared under one setting.
 *
 * @param preconditioning layout and matrices
 * @param numbers what all rows share
 * @param sweep dampings that were tried; empty unless the damping is automatic
 * @param rows scoring rows in blocks, by number
 * @param contributors vectors, by ordinal
 */
public record PreparedModel(
    Preconditioning preconditioning,
    SettingNumbers numbers,
    List<DampingSweep.Point> sweep,
    List<PackedRows> rows,
    List<ContributorVector> contributors) {
  public PreparedModel {
    sweep = List.copyOf(sweep);
    rows = List.copyOf(rows);
    contributors = List.copyOf(contributors);
  }
}
