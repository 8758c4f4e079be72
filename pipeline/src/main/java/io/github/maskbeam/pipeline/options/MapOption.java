// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.evaluate.ConfusionMatrix;
import io.github.maskbeam.evaluate.LabelMapping;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.StorageProblems;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The option {@code --map}: a text file that maps label ids of the ground truth to classes of the
 * model.
 *
 * <p>A line has a label id (0 to 255, or to 65535 for ground truth of 16 bits), white space, and a
 * class: its id, its name, or {@code void} for pixels that are not counted. The label id {@code *}
 * means all label ids without a line; without it their class id is the label id. Blank lines are
 * ignored, and comments from a {@code #} at the start of a line or after white space.
 */
final class MapOption {
  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");
  private static final Pattern LINE = Pattern.compile("(?<label>\\S+)\\s+(?<meaning>\\S.*)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final String OTHERS = "*";
  private static final String VOID = "void";
  private static final int MOST = 65_535;
  private static final int VOID_IN_8_BITS = 255;

  private final String option;
  private final LabelMap labels;
  private final Map<String, Integer> lineOfLabel = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Integer, Integer> classIds = new HashMap<>();
  private OptionalInt others = OptionalInt.empty();

  private MapOption(String option, LabelMap labels) {
    this.option = option;
    this.labels = labels;
  }

  /**
   * Reads the file.
   *
   * @throws UsageException with a problem per invalid line
   */
  static LabelMapping read(String map, String workingDirectory, LabelMap labels)
      throws UsageException {
    String uri = Uris.absolute(map, workingDirectory);
    try {
      return parse("--map=" + map, TextFiles.read(uri), labels);
    } catch (MalformedTextException e) {
      throw new UsageException(
          ProblemCode.MAP_UNREADABLE,
          String.format(
              "--map=%s cannot be used: %s. Use a text file with lines such as '7 road'.",
              map, e.getMessage()));
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          StorageProblems.code(uri, e, ProblemCode.MAP_UNREADABLE),
          String.format(
              "--map=%s cannot be read: %s. Use a text file with lines such as '7 road'.",
              map, TextFiles.reason(map, e)));
    }
  }

  static LabelMapping parse(String option, String text, LabelMap labels) throws UsageException {
    MapOption map = new MapOption(option, labels);
    int number = 0;
    for (String line : text.lines().toArray(String[]::new)) {
      number++;
      String content = COMMENT.matcher(line).replaceFirst("").strip();
      if (!content.isEmpty()) {
        map.add(content, number);
      }
    }
    if (!map.problems.isEmpty()) {
      throw new UsageException(map.problems);
    }
    return LabelMapping.of(map.classIds, map.others);
  }

  private void add(String content, int number) {
    Matcher line = LINE.matcher(content);
    if (!line.matches()) {
      problem(
          ProblemCode.MAP_LINE_WITHOUT_CLASS,
          number,
          "'%s' has no class; write a label id and a class, as in '7 road'",
          content);
      return;
    }
    String label = line.group("label");
    OptionalInt labelId = upToMost(label);
    if (!labelId.isPresent() && !label.equals(OTHERS)) {
      problem(
          ProblemCode.MAP_LABEL_ID_INVALID,
          number,
          "'%s' is not a label id: ground truth has values from 0 to %d, and * means all others",
          label,
          MOST);
      return;
    }
    String key = labelId.isPresent() ? String.valueOf(labelId.getAsInt()) : OTHERS;
    Integer earlier = lineOfLabel.putIfAbsent(key, number);
    if (earlier != null) {
      problem(
          ProblemCode.MAP_LABEL_ID_REPEATED,
          number,
          "label id %s already has a class in line %d",
          key,
          earlier);
      return;
    }
    OptionalInt classId = classId(line.group("meaning"));
    if (!classId.isPresent()) {
      problem(
          ProblemCode.MAP_CLASS_UNKNOWN,
          number,
          "'%s' is not a class of the model; its classes are 0 to %d (%s, ...), by id or name, or void",
          line.group("meaning"),
          labels.size() - 1,
          String.join(", ", labels.names().subList(0, Math.min(3, labels.size()))));
    } else if (labelId.isPresent()) {
      classIds.put(labelId.getAsInt(), classId.getAsInt());
    } else {
      others = classId;
    }
  }

  /** Names take precedence over ids, because class names may be numbers. */
  private OptionalInt classId(String meaning) {
    int named = labels.names().indexOf(meaning);
    if (named >= 0) {
      return OptionalInt.of(named);
    }
    if (meaning.toLowerCase(Locale.ROOT).equals(VOID)) {
      return OptionalInt.of(ConfusionMatrix.VOID);
    }
    OptionalInt number = upToMost(meaning);
    if (number.isPresent() && number.getAsInt() < labels.size()) {
      return number;
    }
    boolean isVoid =
        number.isPresent() && (number.getAsInt() == VOID_IN_8_BITS || number.getAsInt() == MOST);
    return isVoid ? OptionalInt.of(ConfusionMatrix.VOID) : OptionalInt.empty();
  }

  private static OptionalInt upToMost(String text) {
    return NUMBER.matcher(text).matches() && Integer.parseInt(text) <= MOST
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  private void problem(ProblemCode code, int line, String format, Object... values) {
    problems.add(
        Problem.of(
            code, option + ", line " + line + ": " + String.format(Locale.ROOT, format, values)));
  }
}
