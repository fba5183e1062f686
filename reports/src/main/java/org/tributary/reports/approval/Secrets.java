package org.tributary.reports.approval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps out of messages what somebody has put in the wrong place: a private key, or the address of
 * a node, which may hold one. A key that lost or gained a few digits on the way is one too.
 */
public final class Secrets {
  private static final Pattern KEY =
      Pattern.compile("(?<![0-9a-zA-Z])(0[xX])?[0-9a-fA-F]{56,72}(?![0-9a-zA-Z])");
  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^\\s'\"]*");
  private static final String NOT_SHOWN = "(not shown: it could be a key)";

  private Secrets() {}

  /** {@code value}, or a remark in its place where it could be a secret. */
  public static String shown(String value) {
    return find(value).isEmpty() ? value : NOT_SHOWN;
  }

  /** {@code text} without anything that could be a secret. */
  public static String hide(String text) {
    return URL.matcher(KEY.matcher(text).replaceAll(NOT_SHOWN)).replaceAll(NOT_SHOWN);
  }

  /** {@code text} without those possible secrets that stand in {@code arguments}. */
  public static String hide(String text, String... arguments) {
    List<String> secrets =
        Arrays.stream(arguments)
            .flatMap(argument -> find(argument).stream())
            .map(secret -> secret.replaceFirst("^0[xX]", ""))
            .distinct()
            // One may be a part of another.
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();
    String hidden = text;
    for (String secret : secrets) {
      hidden =
          Pattern.compile("(0x)?" + Pattern.quote(secret), Pattern.CASE_INSENSITIVE)
              .matcher(hidden)
              .replaceAll(NOT_SHOWN);
    }
    return hidden;
  }

  private static List<String> find(String value) {
    return Stream.concat(KEY.matcher(value).results(), URL.matcher(value).results())
        .map(MatchResult::group)
        .toList();
  }
}
