package org.tributary.reports.payout;

import static org.tributary.reports.payout.Html.element;
import static org.tributary.reports.payout.Html.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.tributary.reports.payout.Html.Element;
import org.tributary.schemas.run.RunManifest;

/**
 * {@code index.html}: the night at a glance, in one file without script or outside resource. Its
 * content security policy forbids both, and allows its own style sheet by hash.
 */
public final class IndexPage {
  private static final String STYLE = "index.css";
  private static final String WAVE =
      "M0 24C60 4 120 4 180 24S300 44 360 24 480 4 540 24 660 44 720 24V48H0Z";

  private IndexPage() {}

  /** The text of the file. */
  public static String of(NightSummary night) {
    RunManifest manifest = night.manifest();
    String css = style();
    String title = "Tributary, night of " + manifest.closeDate();
    Element head =
        element(
            "head",
            element("meta").with("charset", "utf-8"),
            element("meta")
                .with("http-equiv", "Content-Security-Policy")
                .with("content", "default-src 'none'; style-src 'sha256-" + digest(css) + "'"),
            element("meta")
                .with("name", "viewport")
                .with("content", "width=device-width, initial-scale=1"),
            element("meta").with("name", "color-scheme").with("content", "light dark"),
            element("title", title),
            element("style", new Html.StyleSheet(css)));
    Element main = element("main").with("id", "night");
    List<Element> sections = new ArrayList<>();
    for (int i = 0; i < night.tokens().size(); i++) {
      sections.add(
          TokenSection.of(night.tokens().get(i), manifest.closeDate().toString(), "token-" + i));
    }
    sections.add(RunSections.settlement(night));
    sections.add(RunSections.models(night));
    sections.add(DuplicatesSection.of(night));
    sections.add(OperationsSection.serving(night));
    sections.add(OperationsSection.failures(night));
    sections.add(RunSections.quarantine(night));
    sections.add(RunSections.files(night));
    Element body =
        element(
            "body",
            element("a", "Skip to the figures").styled("skip").with("href", "#night"),
            header(night),
            main.containing(sections),
            footer(manifest));
    return "<!DOCTYPE html>\n" + Html.render(element("html", head, body).with("lang", "en"));
  }

  private static Element header(NightSummary night) {
    RunManifest manifest = night.manifest();
    List<Element> links = new ArrayList<>();
    for (int i = 0; i < night.tokens().size(); i++) {
      links.add(element("a", night.tokens().get(i).token().tokenId()).with("href", "#token-" + i));
    }
    links.add(element("a", "Settlement").with("href", "#settlement"));
    links.add(element("a", "Attribution").with("href", "#models"));
    links.add(element("a", "Duplicates").with("href", "#duplicates"));
    links.add(element("a", "Serving").with("href", "#serving"));
    links.add(element("a", "Failed runs").with("href", "#failures"));
    links.add(element("a", "Quarantine").with("href", "#quarantine"));
    links.add(element("a", "Files").with("href", "#files"));
    return element(
        "header",
        element(
                "div",
                element("p", "Tributary").styled("brand"),
                element("h1", text("Night of "), element("span", manifest.closeDate().toString())),
                element(
                        "p",
                        text("Run "),
                        Parts.hash(manifest.runId()),
                        text(" · engine " + manifest.engineVersion() + " · "),
                        text(
                            manifest
                                .prior()
                                .previousRunId()
                                .map(id -> "continues from run " + id)
                                .orElse("the first run")))
                    .styled("run"),
                element("nav").with("aria-label", "Sections").containing(links))
            .styled("inner"),
        element("svg", element("path").with("d", WAVE))
            .styled("wave")
            .with("viewBox", "0 0 720 48")
            .with("preserveAspectRatio", "none")
            .with("aria-hidden", "true"));
  }

  private static Element footer(RunManifest manifest) {
    return element(
        "footer",
        element(
            "p",
            "Every amount on this page is exact. Anybody with the pinned inputs and the policies"
                + " computes the same bytes: run "
                + manifest.runId()
                + "."));
  }

  private static String style() {
    try (InputStream in = IndexPage.class.getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new IllegalStateException("The style sheet is missing from the jar: " + STYLE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String css) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
