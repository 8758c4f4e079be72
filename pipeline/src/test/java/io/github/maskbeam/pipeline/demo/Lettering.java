// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Map;

/**
 * Writes words without a font, so that they look the same on every machine.
 *
 * <p>A letter is a line of even width. In its units, lower-case letters are 5 high; y goes up from
 * the line that they stand on.
 */
final class Lettering {
  private static final float STROKE = 0.85f;
  private static final double LETTER_GAP = 1.75;

  private static final String BOWL = "O 2.3 2.5 2.3 2.5 ";
  private static final String ARCH = "M 0 2.6 C 0 4.2 0.9 5 2.2 5 C 3.6 5 4.3 4.2 4.3 2.8 L 4.3 0";

  // M moves, L draws a line, C a cubic curve, O an ellipse: center, radii.
  private static final Map<Character, String> LETTERS =
      Map.ofEntries(
          Map.entry('a', BOWL + "M 4.6 5 L 4.6 0"),
          Map.entry('b', BOWL + "M 0 7.6 L 0 0"),
          Map.entry(
              'c',
              "M 4.1 4.3 C 3.6 4.8 3 5 2.4 5 C 1 5 0 3.95 0 2.5"
                  + " C 0 1.05 1 0 2.4 0 C 3 0 3.6 0.2 4.1 0.7"),
          Map.entry('d', BOWL + "M 4.6 7.6 L 4.6 0"),
          Map.entry(
              'e',
              "M 0.05 2.6 L 4.5 2.6 C 4.5 4.1 3.6 5 2.3 5 C 0.95 5 0 4 0 2.5"
                  + " C 0 1 1 0 2.45 0 C 3.2 0 3.8 0.25 4.3 0.8"),
          Map.entry(
              'g',
              BOWL + "M 4.6 5 L 4.6 -0.1 C 4.6 -1.5 3.6 -2.2 2.3 -2.2 C 1.5 -2.2 0.9 -2 0.4 -1.6"),
          Map.entry('h', "M 0 7.6 L 0 0 " + ARCH),
          Map.entry('i', "M 0 5 L 0 0 M 0 7 L 0 7.1"),
          Map.entry('k', "M 0 7.6 L 0 0 M 3.7 5 L 0.1 1.9 M 1.5 3.1 L 3.9 0"),
          Map.entry('l', "M 0 7.6 L 0 0"),
          Map.entry(
              'm',
              "M 0 5 L 0 0 M 0 2.8 C 0 4.2 0.8 5 1.9 5 C 3 5 3.6 4.3 3.6 3 L 3.6 0"
                  + " M 3.6 2.8 C 3.6 4.2 4.4 5 5.5 5 C 6.6 5 7.2 4.3 7.2 3 L 7.2 0"),
          Map.entry('n', "M 0 5 L 0 0 " + ARCH),
          Map.entry('o', BOWL),
          Map.entry('r', "M 0 5 L 0 0 M 0 2.6 C 0 4.1 0.9 5 2.3 4.95"),
          Map.entry(
              's',
              "M 3.5 4.3 C 3 4.8 2.5 5 1.9 5 C 0.9 5 0.2 4.5 0.2 3.7 C 0.2 2.95 0.8 2.7 1.9 2.5"
                  + " C 3 2.3 3.7 2.05 3.7 1.3 C 3.7 0.5 2.9 0 1.9 0 C 1.1 0 0.4 0.25 0 0.8"),
          Map.entry(
              't',
              "M 1.1 6.6 L 1.1 1.4 C 1.1 0.4 1.6 0 2.4 0 C 2.6 0 2.8 0.05 3 0.1 M 0 5 L 2.9 5"),
          Map.entry(
              'u', "M 0 5 L 0 2.2 C 0 0.8 0.7 0 2.1 0 C 3.4 0 4.3 0.8 4.3 2.4 M 4.3 5 L 4.3 0"),
          Map.entry('v', "M 0 5 L 2.1 0 L 4.2 5"),
          Map.entry('w', "M 0 5 L 1.6 0 L 3.2 5 L 4.8 0 L 6.4 5"),
          Map.entry('y', "M 0 5 L 2.15 0 M 4.3 5 L 1.75 -1.1 C 1.4 -1.9 1 -2.2 0.2 -2.2"));

  private Lettering() {}

  /**
   * Writes a word of lower-case letters.
   *
   * @param left where the word starts, px
   * @param baseline the height of the line that it stands on, px
   * @param heightPx of a letter such as o
   */
  static void write(
      Graphics2D graphics, String word, double left, double baseline, double heightPx) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(left, baseline);
    graphics.scale(heightPx / 5, -heightPx / 5);
    graphics.setStroke(new BasicStroke(STROKE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (int i = 0; i < word.length(); i++) {
      Path2D outline = outline(word.charAt(i));
      graphics.draw(outline);
      graphics.translate(Outlines.bounds(outline).getMaxX() + LETTER_GAP, 0);
    }
    graphics.setTransform(before);
  }

  private static Path2D outline(char letter) {
    Path2D outline = new Path2D.Double();
    String text = LETTERS.get(letter);
    if (text == null) {
      throw new IllegalArgumentException("There is no letter '" + letter + "' yet: draw one here");
    }
    String[] parts = text.strip().split(" ", -1);
    double[] n = new double[6];
    int i = 0;
    while (i < parts.length) {
      char command = parts[i++].charAt(0);
      int count = command == 'C' ? 6 : command == 'O' ? 4 : 2;
      for (int k = 0; k < count; k++) {
        n[k] = Double.parseDouble(parts[i++]);
      }
      switch (command) {
        case 'M':
          outline.moveTo(n[0], n[1]);
          break;
        case 'L':
          outline.lineTo(n[0], n[1]);
          break;
        case 'C':
          outline.curveTo(n[0], n[1], n[2], n[3], n[4], n[5]);
          break;
        default:
          outline.append(new Ellipse2D.Double(n[0] - n[2], n[1] - n[3], 2 * n[2], 2 * n[3]), false);
      }
    }
    return outline;
  }
}
