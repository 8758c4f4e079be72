// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskPng;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.schemas.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviousResultsTest {
  private static final String SIGNED = "https://host/img.jpg?X-Amz-Signature=a.b";

  @TempDir private Path directory;

  @Test
  void aMaskThatAnEarlierVersionNamedByTheQueryIsReusedAndRenamed() throws Exception {
    OutputLayout output = OutputLayout.at(directory.toString());
    String id = Sha256.imageId(SIGNED);
    Path former =
        directory.resolve(
            "masks/" + id.substring(0, 2) + "/img_jpg_X-Amz-Signature_a-" + id + ".png");
    assertThat(output.formerFile(PerImage.MASK, SIGNED), is(Optional.of(former.toString())));
    Files.createDirectories(former.getParent());
    Files.write(former, mask());
    ListedImage image =
        ListedImage.newBuilder().setImageUri(SIGNED).setHasMask(true).setHasFailure(false).build();
    Optional<SegmentationResult> found = PreviousResults.of(output, "model", "config").find(image);
    assertThat(
        found.map(result -> result.getImage().getMaskUri()), is(Optional.of(output.mask(SIGNED))));
    assertThat(Files.exists(Path.of(output.mask(SIGNED))), is(true));
    assertThat("the former name is gone", Files.exists(former), is(false));
  }

  @Test
  void otherNamesNeverChanged() {
    OutputLayout output = OutputLayout.at(directory.toString());
    for (String uri :
        List.of("/x/a.jpg", "/x/what?.jpg", "s3://b/a?b.jpg", "https://h/a.jpg?v=2")) {
      assertThat(output.formerFile(PerImage.MASK, uri), is(Optional.empty()));
    }
  }

  private static byte[] mask() throws IOException {
    ImageRow image =
        ImageRow.newBuilder()
            .setImageId(Sha256.imageId(SIGNED))
            .setImageUri(SIGNED)
            .setStatus(ImageStatus.SUCCEEDED.name())
            .setMaskUri("elsewhere")
            .setModelSha256("model")
            .setConfigSha256("config")
            .setProcessedAt(Instant.EPOCH)
            .build();
    SegmentationResult result =
        SegmentationResult.newBuilder().setImage(image).setClassAreas(List.of()).build();
    try (MaskPng png = new MaskPng()) {
      return png.encode(Mask.of(1, 1, new byte[1]), MaskMetadata.toJson(result));
    }
  }
}
