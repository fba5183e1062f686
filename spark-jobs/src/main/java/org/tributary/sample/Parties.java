package org.tributary.sample;

import java.util.List;

/** Accounts of the sample world that are no contributors. */
final class Parties {
  static final String PLATFORM = "platform";
  static final String DIGITS_DEVELOPER = "dev:pixel-lab";
  static final String CODE_DEVELOPER = "dev:brace-works";
  static final String ADAPTER_DEVELOPER = "dev:text-tuners";

  static final List<String> NODES =
      List.of("node:ams-1", "node:fra-1", "node:iad-1", "node:iad-2", "node:sin-1");

  /** Twelve applications; three of the contributors call the models as well. */
  static final List<String> CALLERS =
      List.of(
          "app:archive-scan",
          "app:cheque-desk",
          "app:doc-writer",
          "app:form-reader",
          "app:ide-helper",
          "app:lesson-planner",
          "app:meter-reader",
          "app:migration-kit",
          "app:notebook",
          "app:parcel-sorter",
          "app:review-bot",
          "app:test-maker",
          People.contributingCaller(),
          People.copier(),
          People.withdrawer());

  static final List<String> AGENTS =
      List.of("agent:form-filler", "agent:mail-sorter", "agent:refactorer");

  private static final List<String> OWNERS =
      List.of("owner:paper-trail", "owner:sort-and-sons", "owner:brace-works");

  private Parties() {}

  /** Who owns an agent. */
  static String ownerOf(String agent) {
    return OWNERS.get(AGENTS.indexOf(agent));
  }

  /** Everybody who can earn without contributing. */
  static List<String> earners() {
    return List.of(
        PLATFORM,
        DIGITS_DEVELOPER,
        CODE_DEVELOPER,
        ADAPTER_DEVELOPER,
        NODES.get(0),
        NODES.get(1),
        NODES.get(2),
        NODES.get(3),
        NODES.get(4));
  }
}
