// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.FailureStage;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.schemas.Sha256;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RememberedFailuresTest {
  private static final String URI = "http://host/a.jpg";

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void failuresThatMayPassAreTriedAgain(FailureCode code) throws Exception {
    OutputLayout output = OutputLayout.at(directory.toString());
    FailureFiles.write(output, failed(code));
    ListedImage image =
        ListedImage.newBuilder().setImageUri(URI).setHasMask(false).setHasFailure(true).build();
    boolean isRemembered = PreviousResults.of(output, "model", "config").find(image).isPresent();
    assertThat(
        isRemembered,
        is(!EnumSet.of(FailureCode.READ_ERROR, FailureCode.TIMED_OUT).contains(code)));
  }

  private static SegmentationResult failed(FailureCode code) {
    ImageRow image =
        ImageRow.newBuilder()
            .setImageId(Sha256.imageId(URI))
            .setImageUri(URI)
            .setStatus(ImageStatus.FAILED.name())
            .setFailureStage(FailureStage.READ.name())
            .setFailureCode(code.name())
            .setFailureMessage("why")
            .setModelSha256("model")
            .setConfigSha256("config")
            .setProcessedAt(Instant.EPOCH)
            .build();
    return SegmentationResult.newBuilder().setImage(image).setClassAreas(List.of()).build();
  }
}
