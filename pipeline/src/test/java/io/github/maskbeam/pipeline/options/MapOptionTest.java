// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.evaluate.ConfusionMatrix;
import io.github.maskbeam.evaluate.LabelMapping;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.testing.Problems;
import io.github.maskbeam.schemas.LabelMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapOptionTest {
  private static final int VOID = ConfusionMatrix.VOID;
  private static final LabelMap LABELS = LabelMap.of(List.of("sky", "traffic light", "#3", "7"));

  @Test
  void idsAndNamesAndVoid() throws UsageException {
    LabelMapping map =
        parse(
            "# ground truth -> model\r\n\r\n11 0\n12\t traffic light  # poles too\n 13 VOID\n14 255");
    assertThat(map.classId(11, 255), is(0));
    assertThat(map.classId(12, 255), is(1));
    assertThat(map.classId(13, 255), is(VOID));
    assertThat(map.classId(14, 255), is(VOID));
  }

  @Test
  void aNameGoesBeforeANumber() throws UsageException {
    assertThat(parse("5 7").classId(5, 255), is(3));
  }

  @Test
  void whatIsNotNamedKeepsItsNumber() throws UsageException {
    LabelMapping map = parse("0 sky");
    assertThat(map.classId(1, 255), is(1));
    assertThat(map.classId(200, 255), is(200));
    assertThat(map.classId(255, 255), is(VOID));
  }

  @Test
  void aStarIsForAllOthersButVoid() throws UsageException {
    LabelMapping map = parse("2 sky\n* traffic light");
    assertThat(map.classId(2, 255), is(0));
    assertThat(map.classId(0, 255), is(1));
    assertThat(map.classId(254, 255), is(1));
    assertThat(map.classId(255, 255), is(VOID));
    assertThat(parse("* void\n255 sky").classId(255, 255), is(0));
    assertThat(parse("* void\n255 sky").classId(3, 255), is(VOID));
  }

  @Test
  void groundTruthOf16Bits() throws UsageException {
    LabelMapping map = parse("300 sky\n400 void\n401 65535\n255 7");
    assertThat(map.classId(300, 65_535), is(0));
    assertThat(map.classId(400, 65_535), is(VOID));
    assertThat(map.classId(401, 65_535), is(VOID));
    assertThat(map.classId(255, 65_535), is(3));
    assertThat(map.classId(65_535, 65_535), is(VOID));
    LabelMapping many = MapOption.parse("--map=m", "1 255\n2 65535", LabelMap.numbered(300));
    assertThat(many.classId(1, 255), is(255));
    assertThat(many.classId(2, 255), is(VOID));
  }

  @Test
  void anEmptyFileChangesNothing() throws UsageException {
    assertThat(parse(""), is(LabelMapping.identity()));
  }

  @Test
  void everyBadLineIsNamed() {
    String noLabelId =
        " is not a label id: ground truth has values from 0 to 65535, and * means all others.";
    String noClass = " has no class; write a label id and a class, as in '7 road'.";
    String unknown =
        " is not a class of the model; its classes are 0 to 3 (sky, traffic light, #3, ...), by id or"
            + " name, or void.";
    assertThat(
        Problems.of(
            () -> parse("0 sky\nroad 1\n65536 1\n7\n8 raod\n9 4\n0 1\n-1 2\n1,2\n* 0\n* 1")),
        contains(
            line(ProblemCode.MAP_LABEL_ID_INVALID, 2, "'road'" + noLabelId),
            line(ProblemCode.MAP_LABEL_ID_INVALID, 3, "'65536'" + noLabelId),
            line(ProblemCode.MAP_LINE_WITHOUT_CLASS, 4, "'7'" + noClass),
            line(ProblemCode.MAP_CLASS_UNKNOWN, 5, "'raod'" + unknown),
            line(ProblemCode.MAP_CLASS_UNKNOWN, 6, "'4'" + unknown),
            line(ProblemCode.MAP_LABEL_ID_REPEATED, 7, "label id 0 already has a class in line 1."),
            line(ProblemCode.MAP_LABEL_ID_INVALID, 8, "'-1'" + noLabelId),
            line(ProblemCode.MAP_LINE_WITHOUT_CLASS, 9, "'1,2'" + noClass),
            line(
                ProblemCode.MAP_LABEL_ID_REPEATED,
                11,
                "label id * already has a class in line 10.")));
  }

  @Test
  void aFileThatCannotBeRead(@TempDir Path directory) throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    Files.createDirectory(directory.resolve("maps"));
    Problem problem =
        Problems.of(() -> MapOption.read("maps", directory.toString(), LABELS)).get(0);
    assertThat(problem.code(), is(ProblemCode.MAP_UNREADABLE));
    assertThat(
        problem.message(),
        allOf(
            startsWith("--map=maps cannot be read: "),
            endsWith(". Use a text file with lines such as '7 road'.")));
    assertThat(
        Problems.codes(() -> MapOption.read("x.txt", directory.toString(), LABELS)),
        contains(ProblemCode.STORAGE_NOT_FOUND));
  }

  private static Problem line(ProblemCode code, int number, String message) {
    return Problem.of(code, "--map=m, line " + number + ": " + message);
  }

  private static LabelMapping parse(String text) throws UsageException {
    return MapOption.parse("--map=m", text, LABELS);
  }
}
