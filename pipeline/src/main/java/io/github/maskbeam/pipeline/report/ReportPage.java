// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the page: one HTML file that loads nothing and runs only its own script, which its content
 * security policy allows by hash.
 */
final class ReportPage {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          new JsonFactoryBuilder()
              .characterEscapes(new NoMarkup())
              .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
              .build());

  private static final List<String> STYLES =
      List.of("page.css", "charts.css", "evaluation.css", "gallery.css", "viewer.css");

  private static final List<String> SCRIPTS =
      List.of(
          "dom.js",
          "facts.js",
          "charts.js",
          "gallery.js",
          "viewer.js",
          "zoom-layers.js",
          "zoom.js",
          "evaluation.js",
          "confusion.js",
          "failures.js");

  private ReportPage() {}

  /**
   * Writes the page with this data.
   *
   * @param out not closed
   */
  static void write(JsonNode data, OutputStream out) throws IOException {
    String style = resources(STYLES);
    String script = "'use strict';\n(() => {\n" + resources(SCRIPTS) + "})();\n";
    String policy =
        "default-src 'none'; img-src data:; style-src "
            + hash(style)
            + "; script-src "
            + hash(script)
            + "; base-uri 'none'; form-action 'none'";
    String[] aroundData =
        resource("page.html")
            .replace("@policy", policy)
            .replace("@style", style)
            .replace("@script", script)
            .split("@data", -1);
    out.write(aroundData[0].getBytes(StandardCharsets.UTF_8));
    // Streamed, because the embedded images may be large.
    MAPPER.writeValue(out, data);
    out.write(aroundData[1].getBytes(StandardCharsets.UTF_8));
  }

  private static String resources(List<String> names) {
    return names.stream().map(ReportPage::resource).collect(Collectors.joining("\n"));
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The hash source of an inline element (Content Security Policy, W3C, level 3). */
  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Escapes JSON inside a script element: the character that could begin a tag or comment. */
  private static final class NoMarkup extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();
      escapes['<'] = CharacterEscapes.ESCAPE_STANDARD;
      return escapes;
    }

    /** Jackson also asks for characters outside of ASCII; null means that they are not escaped. */
    @Override
    public SerializableString getEscapeSequence(int character) {
      return null;
    }
  }
}
