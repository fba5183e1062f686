package org.tributary.sample;

import java.util.List;
import java.util.Locale;

/**
 * Who contributes to datanet digits. The names are made up; some have a part to play, so that the
 * rules of trust find something.
 */
final class People {
  static final String DIGITS_CURATOR = "curator:digits-guild";
  static final String CODE_CURATOR = "curator:java-commons";

  private static final List<String> NAMES =
      List.of(
          "Amara Okafor",
          "Wanda Zielinska",
          "Aditya Raman",
          "Corin Pace",
          "Helga Brandt",
          "Milo Larsen",
          "Noor Haddad",
          "Bela Kovacs",
          "Ines Duarte",
          "Sofia Lindqvist",
          "Tomas Novak",
          "Yuki Tanabe",
          "Clara Fontaine",
          "Diego Marin",
          "Elif Aydin",
          "Farid Karimov",
          "Grace Mensah",
          "Hana Sato",
          "Ivan Petrov",
          "Jana Vesela",
          "Kofi Adjei",
          "Lena Hofmann",
          "Marco Ferri",
          "Nadia Rahman",
          "Oskar Nyberg",
          "Paula Reyes",
          "Quentin Moreau",
          "Rosa Almeida",
          "Samir Patel",
          "Tess Visser",
          "Uma Krishnan",
          "Viktor Dahl",
          "Wen Zhao",
          "Xenia Markou",
          "Yara Costa",
          "Zoe Campbell",
          "Anton Weiss",
          "Birgit Olsen",
          "Cem Kaya",
          "Dalia Nassar");

  private People() {}

  /** The first {@code count} display names. */
  static List<String> names(int count) {
    if (count < 10 || count > NAMES.size()) {
      throw new IllegalArgumentException(
          "Datanet digits has 10 to " + NAMES.size() + " contributors, not " + count);
    }
    return NAMES.subList(0, count);
  }

  /** The account id of a display name. */
  static String id(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '.');
  }

  /** Takes some of the own images out of version 3. */
  static String withdrawer() {
    return id(NAMES.get(1));
  }

  /** Moves to another payout address in the middle of the log. */
  static String mover() {
    return id(NAMES.get(2));
  }

  /** Submits others' images again, as they are or slightly changed. */
  static String copier() {
    return id(NAMES.get(3));
  }

  /** Has an open hold. */
  static String held() {
    return id(NAMES.get(4));
  }

  /** Gives each image a wrong label. */
  static String mislabeler() {
    return id(NAMES.get(5));
  }

  /** Has told no payout address. */
  static String withoutAddress() {
    return id(NAMES.get(6));
  }

  /** Stands on the block list. */
  static String blocked() {
    return id(NAMES.get(7));
  }

  /** Contributes, and calls the models too. */
  static String contributingCaller() {
    return id(NAMES.get(8));
  }

  /** Scans with a bad scanner: noise on the images. */
  static boolean isNoisy(int index) {
    return index % 6 == 4;
  }
}
