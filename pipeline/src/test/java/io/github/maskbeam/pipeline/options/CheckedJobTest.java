// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.testing.demo.DemoNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedJobTest {
  private static final String NINE_NAMES = "a\nb\nc\nd\ne\nf\ng\nh\ni\n";

  @TempDir private Path directory;
  private SegmentOptions options;

  @BeforeEach
  void optionsThatAreWell() throws IOException {
    Landscapes.landscape(directory.resolve("a.png"), 8, 8, 4);
    options = PipelineOptionsFactory.create().as(SegmentOptions.class);
    options.setInput("a.png");
    options.setOutput("out");
  }

  @Test
  void pathsAreRelativeToTheWorkingDirectory() throws UsageException {
    CheckedJob checked = check();
    assertThat(checked.sources().patterns(), contains(directory + "/a.png"));
    assertThat(checked.job().output().root(), is(directory + "/out"));
  }

  @Test
  void outputMayHaveSpacesUmlautsAndASlashAtTheEnd() throws UsageException {
    options.setOutput("größe 1/sub/../");
    assertThat(check().job().output().root(), is(directory + "/größe 1"));
    options.setOutput(".");
    assertThat(check().job().output().root(), is(directory.toString()));
  }

  @Test
  void labelsMendAModelWhoseOwnDoNotFit() throws Exception {
    options.setModel(modelWithOneLabelTooFew().toString());
    assertThat(
        problems(),
        contains(allOf(containsString("9 classes"), containsString("metadata names 8"))));
    Files.writeString(directory.resolve("labels.txt"), NINE_NAMES);
    options.setLabels("labels.txt");
    assertThat(
        check().job().labels().names(), contains("a", "b", "c", "d", "e", "f", "g", "h", "i"));
  }

  @Test
  void badLabelsDoNotHideABadModel() {
    options.setLabels("no-labels.txt");
    options.setModel("no-model.tflite");
    assertThat(
        problems(),
        contains(containsString("--labels=no-labels.txt"), containsString("no-model.tflite")));
  }

  /** Two labels become one of the same length, which leaves all offsets as they are. */
  private Path modelWithOneLabelTooFew() throws IOException {
    ByteBuffer demo = DemoNetwork.build();
    byte[] model = new byte[demo.remaining()];
    demo.get(model);
    String text = new String(model, StandardCharsets.ISO_8859_1);
    List<String> labels = DemoNetwork.labels();
    String both = labels.get(0) + "\n" + labels.get(1) + "\n";
    return Files.write(
        directory.resolve("mislabelled.tflite"),
        text.replace(both, both.replaceFirst("\n", "_")).getBytes(StandardCharsets.ISO_8859_1));
  }

  private CheckedJob check() throws UsageException {
    return CheckedJob.of(options, directory.toString());
  }

  private List<String> problems() {
    return assertThrows(UsageException.class, this::check).problems();
  }
}
