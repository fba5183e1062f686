package org.tributary.reports.export;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The inputs of a case with one of them changed. */
final class ChangedInputs {
  private final GateInputs in;
  private LeafBook leaves;
  private Optional<Boolean> published;
  private Optional<GateInputs.Before> before;
  private List<Map<String, BigInteger>> added;
  private Optional<GateInputs.Pending> pending;
  private Map<String, Funds> funds;
  private GateInputs.Around around;

  private ChangedInputs(GateInputs in) {
    this.in = in;
    this.leaves = in.leaves();
    this.published = in.published();
    this.before = in.before();
    this.added = in.added();
    this.pending = in.pending();
    this.funds = in.funds();
    this.around = in.around();
  }

  static GateInputs leaves(GateInputs in, LeafBook book) {
    ChangedInputs changed = new ChangedInputs(in);
    changed.leaves = book;
    return changed.inputs();
  }

  static GateInputs published(GateInputs in, Optional<Boolean> known) {
    ChangedInputs changed = new ChangedInputs(in);
    changed.published = known;
    return changed.inputs();
  }

  static GateInputs before(GateInputs in, Optional<GateInputs.Before> last) {
    ChangedInputs changed = new ChangedInputs(in);
    changed.before = last;
    return changed.inputs();
  }

  static GateInputs added(GateInputs in, List<Map<String, BigInteger>> sums) {
    ChangedInputs changed = new ChangedInputs(in);
    changed.added = sums;
    return changed.inputs();
  }

  static GateInputs pending(GateInputs in, GateInputs.Pending root) {
    ChangedInputs changed = new ChangedInputs(in);
    changed.pending = Optional.of(root);
    return changed.inputs();
  }

  static GateInputs funds(GateInputs in, Map<String, Funds> known) {
    ChangedInputs changed = new ChangedInputs(in);
    changed.funds = known;
    return changed.inputs();
  }

  static GateInputs around(GateInputs in, GateInputs.Around what) {
    ChangedInputs changed = new ChangedInputs(in);
    changed.around = what;
    return changed.inputs();
  }

  private GateInputs inputs() {
    return new GateInputs(
        in.manifest(),
        leaves,
        in.rule(),
        in.refused(),
        published,
        before,
        added,
        pending,
        funds,
        around);
  }
}
