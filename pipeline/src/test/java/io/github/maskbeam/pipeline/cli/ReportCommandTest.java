// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.HostileRun;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.ReportData;
import io.github.maskbeam.pipeline.testing.Run;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code maskbeam report}, from its arguments to the page; a browser has its own test. */
class ReportCommandTest {
  @TempDir private Path directory;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "File names there cannot be markup")
  void namesOfImagesAndClassesAreNoMarkup() throws IOException {
    Path output = HostileRun.in(directory);
    assertThat(report(output.toString()).out(), containsString(output + "/report.html"));
    String html = Files.readString(output.resolve("report.html"));
    assertThat(html, not(containsString(HostileRun.CLASS_NAME)));
    assertThat(html, not(containsString("<script>hacked")));
    assertThat(html, not(containsString("<b onmouseover")));
    assertThat(html.split("<script", -1).length - 1, is(2));
    assertThat(html.split("</script", -1).length - 1, is(2));
    assertThat(html, containsString("default-src 'none'; img-src data:; style-src 'sha256-"));
    JsonNode data = ReportData.of(output.resolve("report.html"));
    assertThat(data.at("/classes/1/name").asText(), is(HostileRun.CLASS_NAME));
    assertThat(data.at("/run/is_demo_model").asBoolean(), is(true));
    assertThat(data.path("succeeded").asLong(), is(8L));
    assertThat(data.path("failed").asLong(), is(4L));
  }

  /** The same run gives the same page, but for the time that it was written. */
  @Test
  void aSecondReportShowsTheSame() throws IOException {
    Path output = oneImage();
    report(output.toString());
    JsonNode first = ReportData.of(output.resolve("report.html"));
    Path elsewhere = directory.resolve("pages/second.html");
    report(output.toString(), "--report=" + elsewhere);
    assertThat(ReportData.of(elsewhere).path("gallery"), is(first.path("gallery")));
    assertThat(ReportData.of(elsewhere).path("classes"), is(first.path("classes")));
  }

  /** Noise compresses worst, in images and in masks. */
  @Test
  void aTileOfNoiseStaysWithinTheBound() throws IOException {
    Path photos = Files.createDirectories(directory.resolve("photos"));
    Random random = new Random(11);
    for (int i = 0; i < 3; i++) {
      BufferedImage noise = new BufferedImage(1600, 1200, BufferedImage.TYPE_INT_RGB);
      noise.setRGB(0, 0, 1600, 1200, random.ints(1600 * 1200).toArray(), 0, 1600);
      ImageIO.write(noise, "png", photos.resolve("noise" + i + ".png").toFile());
    }
    Path output = directory.resolve("out");
    segment(photos, output);
    report(output.toString(), "--gallery=0");
    long without = Files.size(output.resolve("report.html"));
    assertThat(without, is(lessThan(100_000L)));
    Run run = report(output.toString(), "--gallery=2", "--zoomMb=0");
    assertThat(run.out(), startsWith("report    " + output + "/report.html ("));
    assertThat(run.out(), containsString(" MB, 2 of 3 segmented images shown)"));
    assertThat(Files.size(output.resolve("report.html")) - without, is(lessThan(2 * 220_000L)));
  }

  @Test
  void onlyACommittedRunHasAReport() throws IOException {
    Path output = oneImage();
    Path runJson = output.resolve("run.json");
    String committed = Files.readString(runJson);
    Files.writeString(runJson, "{\"state\": \"RUNNING\"}");
    assertNoReport(output, 2, ProblemCode.RUN_NOT_FINISHED);
    Files.writeString(runJson, "{");
    assertNoReport(output, 4, ProblemCode.OUTPUT_INCONSISTENT);
    Files.delete(runJson);
    assertNoReport(output, 2, ProblemCode.RUN_NOT_FINISHED);
    Files.writeString(runJson, committed.replace("\"FINISHED\"", "\"INCONSISTENT\""));
    assertNoReport(output, 4, ProblemCode.OUTPUT_INCONSISTENT);
    report(output.toString(), "--force");
    assertThat(
        ReportData.of(output.resolve("report.html")).at("/run/state").asText(), is("INCONSISTENT"));
  }

  private static void assertNoReport(Path output, int exitCode, ProblemCode code)
      throws IOException {
    Run run = Run.maskbeam("report", output.toString());
    assertThat(run.err(), run.exitCode(), is(exitCode));
    assertThat(run.codes(), contains(code));
    assertThat(Files.exists(output.resolve("report.html")), is(false));
  }

  /** Labels, since the names of files can have only the characters of the machine's locale. */
  @Test
  void textMayHaveAnyCharactersAndLength() throws IOException {
    Path photos = Files.createDirectories(directory.resolve("photos/" + "long/".repeat(90)));
    Landscapes.landscape(photos.resolve("a.png"), 64, 40, 20);
    Path labels = directory.resolve("labels.txt");
    Files.writeString(
        labels, "Fläche\n\u65e5\u672c\n\ud83d\ude00\nx\u2028y\n</script>\né\nf\ng\nh\n");
    Path out = directory.resolve("unicode");
    Run run =
        Run.maskbeam(
            "segment",
            "--input=" + directory + "/photos/**",
            "--output=" + out,
            "--labels=" + labels);
    assertThat(run.err(), run.exitCode(), is(0));
    report(out.toString());
    JsonNode data = ReportData.of(out.resolve("report.html"));
    assertThat(data.at("/classes/0/name").asText(), is("Fläche"));
    assertThat(data.at("/classes/1/name").asText(), is("\u65e5\u672c"));
    assertThat(data.at("/classes/2/name").asText(), is("\ud83d\ude00"));
    assertThat(
        data.at("/gallery/0/uri").asText(), startsWith(directory + "/photos/long/long/long/"));
  }

  @Test
  void aLinkInPlaceOfThePageIsReplacedAndItsTargetKept() throws IOException {
    Path output = oneImage();
    Path target = Files.writeString(directory.resolve("precious.txt"), "precious");
    Files.createSymbolicLink(output.resolve("report.html"), target);
    report(output.toString());
    assertThat(Files.readString(target), is("precious"));
    assertThat(Files.isSymbolicLink(output.resolve("report.html")), is(false));
  }

  @Test
  void anImageOrMaskThatIsGoneHasATileThatSaysSo() throws IOException {
    Path output = oneImage();
    Path mask = MaskFiles.byImageId(output).values().iterator().next();
    byte[] whole = Files.readAllBytes(mask);
    Files.write(mask, Arrays.copyOf(whole, 900));
    Run run = report(output.toString());
    assertThat(problem(output), is("MASK_UNREADABLE"));
    assertThat(
        run.problems(),
        contains(
            Problem.of(
                ProblemCode.GALLERY_INCOMPLETE,
                "1 of 1 image of the gallery could not be shown; their tiles contain the reasons.")));
    Files.delete(mask);
    report(output.toString());
    assertThat(problem(output), is("MASK_UNREADABLE"));
    Path image = directory.resolve("photos/field.png");
    Landscapes.landscape(image, 640, 400, 0);
    report(output.toString());
    assertThat(problem(output), is("IMAGE_CHANGED"));
    Files.delete(image);
    report(output.toString());
    assertThat(problem(output), is("IMAGE_UNREADABLE"));
  }

  @Test
  void whatIsNoOutputIsBadUse() throws IOException {
    Run run = Run.maskbeam("report", directory.resolve("nothing").toString());
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(ProblemCode.RUN_NOT_FOUND));

    Path output = oneImage();
    for (String file : MaskFiles.below(output.resolve("tables/class_areas"))) {
      Files.delete(output.resolve("tables/class_areas").resolve(file));
    }
    run = Run.maskbeam("report", output.toString());
    assertThat(run.exitCode(), is(4));
    assertThat(run.codes(), contains(ProblemCode.OUTPUT_INCONSISTENT));
    assertThat(run.err(), containsString("class_areas"));

    assertThat(Run.maskbeam("report").exitCode(), is(2));
    run = Run.maskbeam("report", "nofs://x/y");
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(ProblemCode.SCHEME_UNKNOWN));
  }

  @Test
  void optionsThatCannotBeMetAreBadUse() throws IOException {
    Path output = oneImage();
    Run run = Run.maskbeam("report", output.toString(), "--gallery=1000");
    assertThat(run.exitCode(), is(2));
    assertThat(
        run.problems(),
        contains(
            Problem.of(
                ProblemCode.OPTION_OUT_OF_RANGE, "--gallery=1000 is out of range; use 0 to 200.")));
    run = Run.maskbeam("report", output.toString(), "--report=" + output + "/run.json/x.html");
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(ProblemCode.REPORT_NOT_WRITABLE));
    assertThat(
        run.problems().get(0).message(),
        allOf(
            startsWith(output + "/run.json/x.html cannot be written: "),
            endsWith(". Choose a writable file with --report.")));
    run = Run.maskbeam("report", output.toString(), "--report=" + directory + "/[1].html");
    assertThat(run.exitCode(), is(2));
    assertThat(
        run.problems(),
        contains(
            Problem.of(
                ProblemCode.REPORT_IS_PATTERN,
                directory
                    + "/[1].html contains a glob character, one of * ? [ {. Choose another "
                    + "--report.")));
    run = Run.maskbeam("report", output.toString(), "--galery=10");
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(ProblemCode.OPTION_UNKNOWN));
    assertThat(run.err(), containsString("galery"));
  }

  private Path oneImage() throws IOException {
    Path photos = Files.createDirectories(directory.resolve("photos"));
    Landscapes.landscape(photos.resolve("field.png"), 640, 400, 200);
    Path output = directory.resolve("out");
    segment(photos, output);
    return output;
  }

  private static void segment(Path photos, Path output) {
    Run run = Run.maskbeam("segment", "--input=" + photos + "/*", "--output=" + output);
    assertThat(run.err(), run.exitCode(), is(0));
  }

  private static Run report(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "report";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Run run = Run.maskbeam(all);
    assertThat(run.err(), run.exitCode(), is(0));
    return run;
  }

  private static String problem(Path output) throws IOException {
    return ReportData.of(output.resolve("report.html")).at("/gallery/0/problem_code").asText();
  }
}
