// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.testing.EndlessBucket;
import io.github.maskbeam.pipeline.testing.Problems;
import io.github.maskbeam.storage.PathStyleS3;
import io.github.maskbeam.testing.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SourceCheckTest {
  @TempDir private Path directory;

  private static SegmentOptions options(String input) {
    SegmentOptions options = PipelineOptionsFactory.as(SegmentOptions.class);
    options.setInput(input);
    return options;
  }

  @BeforeAll
  static void readyFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void patternsAreRelativeToTheWorkingDirectory() throws Exception {
    files("a.jpg", "sub/b.jpg");
    assertThat(patterns("*.jpg, ./sub/../sub/*.jpg"), contains(at("*.jpg"), at("sub/*.jpg")));
  }

  @Test
  void bracesOfDirectoriesThatMatchAreKept() throws Exception {
    files("cats/a.jpg");
    assertThat(patterns("{cats,dogs}/*.jpg"), contains(at("cats/*.jpg")));
    assertThat(
        problems("{cats,dogs}/*.png"),
        contains(
            Problem.of(
                ProblemCode.INPUT_NO_MATCH,
                "--input={cats,dogs}/*.png matches no file (looked for "
                    + at("cats/*.png")
                    + " and "
                    + at("dogs/*.png")
                    + "). Check the path; * stays within a directory, ** goes below it, and names"
                    + " are case-sensitive.")));
  }

  @Test
  void aFileIsTakenByItsName() throws Exception {
    files("Doe, Jane.jpg", "{1}.jpg", "[1].jpg");
    assertThat(patterns("Doe, Jane.jpg"), contains(at("Doe, Jane.jpg")));
    assertThat(patterns("{1}.jpg,[1].jpg"), contains(at("{1}.jpg"), at("[1].jpg")));
  }

  @Test
  void theWorkingDirectoryIsNoPattern() throws Exception {
    files("photos [2024] {x}/a.jpg", "photos 2 {x}/other.jpg");
    Path working = directory.resolve("photos [2024] {x}");
    String pattern =
        SourceCheck.of(options("*.jpg"), working.toString(), Optional.empty()).patterns().get(0);
    assertThat(
        FileSystems.match(pattern).metadata().get(0).resourceId().toString(),
        is(working.resolve("a.jpg").toString()));
    assertThat(FileSystems.match(pattern).metadata().size(), is(1));
    assertThat(
        SourceCheck.of(options("a.jpg"), working.toString(), Optional.empty()).patterns(),
        contains(working.resolve("a.jpg").toString()));
  }

  @Test
  void whatAnEarlierRunWroteIsNoInput() throws Exception {
    OutputLayout output = OutputLayout.at(at("out"));
    Path mask = Path.of(output.mask("a.jpg"));
    Files.createDirectories(mask.getParent());
    Files.createFile(mask);
    assertThat(
        Problems.of(
            () ->
                SourceCheck.of(options("out/**/*.png"), directory.toString(), Optional.of(output))),
        contains(
            Problem.of(
                ProblemCode.INPUT_OWN_OUTPUT,
                "--input=out/**/*.png matches only files that Maskbeam wrote to --output.")));
    files("out/photo.png");
    assertThat(
        SourceCheck.of(options("out/**.png"), directory.toString(), Optional.of(output)).patterns(),
        contains(at("out/**.png")));
  }

  @Test
  void aPatternThatIsNoneIsOneSentence() throws Exception {
    files("a.jpg");
    Problem problem = problems("*.{jpg,png").get(0);
    assertThat(problem.code(), is(ProblemCode.INPUT_NOT_LISTED));
    assertThat(problem.message(), startsWith("--input=*.{jpg,png cannot be listed: "));
    assertThat(problem.message().lines().count(), is(1L));
  }

  @Test
  void theMessageOfABracketHasThePatternToWrite() throws Exception {
    files("Photos [2021]/sub {x} 1/a.jpg");
    String escaped = "Photos [[]2021]/sub [{]x} ?/*.jpg";
    assertThat(
        problems("Photos [2021]/sub {x} 1/*.jpg").get(0).message(),
        endsWith("write --input='Photos [[]2021]/sub [{]x} 1/*.jpg'."));
    assertThat(
        problems("Photos [2021]/*.png").get(0).message(),
        endsWith("write --input='Photos [[]2021]/*.png'."));
    for (String pattern : List.of("gone [1]/*.jpg", "Photos 2021/[x].jpg")) {
      assertThat(problems(pattern).get(0).message(), endsWith("for a bracket in a name write ?."));
    }
    assertThat(patterns("Photos [[]2021]/sub [{]x} 1/*.jpg").size(), is(1));
    assertThat(patterns(escaped), contains(at(escaped)));
  }

  @Test
  void whatCannotBeAPathIsAProblemToo() {
    Problem problem = problems("a\0b.jpg").get(0);
    assertThat(problem.code(), is(ProblemCode.INPUT_NO_MATCH));
    assertThat(problem.message(), containsString("a\0b.jpg"));
  }

  @Test
  void noInputAtAll() {
    assertThat(
        Problems.of(() -> SourceCheck.of(options(null), directory.toString(), Optional.empty())),
        contains(
            Problem.of(
                ProblemCode.INPUT_MISSING,
                "The images are missing: use --input='photos/**/*.jpg' or --manifest=uris.txt.")));
    Problem blank =
        Problem.of(
            ProblemCode.INPUT_BLANK,
            "--input= is empty; use files or globs, as in --input='photos/**/*.jpg'.");
    assertThat(problems(" , "), contains(blank));
  }

  @Test
  void aDirectoryIsAPatternThatEndsWithASlash() throws Exception {
    files("photos [1]/sub/A.JPG", "photos [1]/a.txt", "notes/a.txt");
    assertThat(patterns("photos [1]"), contains(at("photos [[]1]/")));
    assertThat(patterns("photos [1]/,photos*/"), contains(at("photos [[]1]/"), at("photos*/")));
    assertThat(
        problems("notes"),
        contains(
            Problem.of(
                ProblemCode.INPUT_NO_MATCH,
                "--input=notes contains no file that is named as images are, such as .jpg or .png"
                    + " (looked for "
                    + at("notes/**")
                    + "). Use 'notes/**' for all its files.")));
  }

  @Test
  void aPatternOnAWebServer() {
    assertThat(
        problems("http://127.0.0.1/*.jpg"),
        contains(
            Problem.of(
                ProblemCode.INPUT_PATTERN_ON_WEB,
                "--input=http://127.0.0.1/*.jpg is a glob, but web servers cannot list their files. Write the "
                    + "URLs into a file, one per line, and use --manifest=uris.txt.")));
  }

  @Test
  void aManifestThatNamesNothing() throws Exception {
    Files.writeString(directory.resolve("uris.txt"), "# only\r\n\r\n# comments");
    assertThat(
        ofManifest("uris.txt"),
        contains(
            Problem.of(
                ProblemCode.MANIFEST_EMPTY,
                "--manifest=uris.txt lists no image; use one path or URI per line.")));
  }

  @Test
  void aManifestThatIsNotText() throws Exception {
    Files.write(directory.resolve("latin1"), new byte[] {'a', (byte) 0xe9, '\n'});
    Files.write(directory.resolve("binary"), new byte[] {'a', 0, 1, 2});
    for (String name : List.of("latin1", "binary")) {
      assertThat(
          ofManifest(name),
          contains(
              Problem.of(
                  ProblemCode.MANIFEST_NOT_TEXT,
                  "--manifest="
                      + name
                      + " is neither Parquet nor a text file in UTF-8. Use one path or URI per line,"
                      + " CSV, TSV, JSON lines or Parquet.")));
    }
  }

  @Test
  void aManifestThatCannotBeRead() throws Exception {
    Files.createDirectory(directory.resolve("lists"));
    Problem directory = ofManifest("lists").get(0);
    assertThat(directory.code(), is(ProblemCode.MANIFEST_UNREADABLE));
    assertThat(
        directory.message(),
        allOf(
            startsWith("--manifest=lists cannot be read: "),
            endsWith(
                ". Use a text file with one path or URI per line, or a CSV, TSV, JSON lines or Parquet"
                    + " file.")));
    assertThat(ofManifest("none.txt").get(0).code(), is(ProblemCode.STORAGE_NOT_FOUND));
    assertThat(ofManifest("ftp://host/a.txt").get(0).code(), is(ProblemCode.SCHEME_UNKNOWN));
  }

  @Test
  @Timeout(60)
  void anInputIsNotListedToItsEnd() throws Exception {
    S3Server.useCredentials("a-tester", "a-secret");
    try (EndlessBucket bucket = EndlessBucket.start()) {
      S3Options s3 = PipelineOptionsFactory.as(S3Options.class);
      s3.setEndpoint(bucket.endpoint());
      s3.setS3ClientFactoryClass(PathStyleS3.class);
      FileSystems.setDefaultPipelineOptions(s3);
      String input = "s3://bucket/photos/**/*.jpg";
      s3.as(SegmentOptions.class).setInput(input);
      assertThat(
          SourceCheck.of(s3.as(SegmentOptions.class), directory.toString(), Optional.empty())
              .patterns(),
          contains(input));
      assertThat(
          bucket.requests(),
          contains(allOf(startsWith("GET /bucket?list-type=2"), endsWith("prefix=photos%2F"))));
    } finally {
      S3Server.forgetCredentials();
      readyFileSystems();
    }
  }

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private String at(String relative) {
    return directory + "/" + relative;
  }

  private List<String> patterns(String input) throws UsageException {
    return SourceCheck.of(options(input), directory.toString(), Optional.empty()).patterns();
  }

  private List<Problem> problems(String input) {
    return Problems.of(() -> patterns(input));
  }

  private List<Problem> ofManifest(String manifest) {
    return Problems.of(
        () -> {
          SegmentOptions options = options(null);
          options.setManifest(manifest);
          SourceCheck.of(options, directory.toString(), Optional.empty());
        });
  }
}
