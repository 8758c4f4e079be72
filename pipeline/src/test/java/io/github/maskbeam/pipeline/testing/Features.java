// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Features of GeoJSON, read by Jackson and painted by AWT. */
public final class Features {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Features() {}

  /** The features of a FeatureCollection. */
  public static List<JsonNode> ofCollection(Path file) throws IOException {
    List<JsonNode> features = new ArrayList<>();
    MAPPER.readTree(file.toFile()).path("features").forEach(features::add);
    return features;
  }

  /** The features of a file with one per line. */
  public static List<JsonNode> ofLines(Path file) throws IOException {
    List<JsonNode> features = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      features.add(MAPPER.readTree(line));
    }
    return features;
  }

  /** The feature collections of a directory, by image id. */
  public static List<Path> files(Path directory) throws IOException {
    return MaskFiles.below(directory).stream()
        .filter(name -> name.endsWith(".geojson"))
        .map(directory::resolve)
        .collect(Collectors.toList());
  }

  /** Paints polygons by their class ids on void. */
  public static byte[] painted(List<JsonNode> features, int widthPx, int heightPx) {
    BufferedImage image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_BYTE_GRAY);
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    byte[] painted = new byte[pixels.length];
    Arrays.fill(painted, (byte) 255);
    for (JsonNode feature : features) {
      Arrays.fill(pixels, (byte) 0);
      Graphics2D graphics = image.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.fill(polygon(feature.path("geometry")));
      graphics.dispose();
      for (int i = 0; i < pixels.length; i++) {
        if (pixels[i] != 0) {
          painted[i] = (byte) feature.at("/properties/class_id").asInt();
        }
      }
    }
    return painted;
  }

  private static Path2D polygon(JsonNode geometry) {
    Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    for (JsonNode ring : geometry.path("coordinates")) {
      path.moveTo(ring.at("/0/0").asDouble(), ring.at("/0/1").asDouble());
      ring.forEach(point -> path.lineTo(point.path(0).asDouble(), point.path(1).asDouble()));
      path.closePath();
    }
    return path;
  }
}
