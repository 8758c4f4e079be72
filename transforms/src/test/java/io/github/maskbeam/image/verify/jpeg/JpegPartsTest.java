// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import static io.github.maskbeam.testing.TestImages.busy;
import static io.github.maskbeam.testing.TestImages.insert;
import static io.github.maskbeam.testing.TestImages.openCv;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.testing.Decoding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that libjpeg decodes, but would write a line about. */
class JpegPartsTest {
  private static final byte[] STRAY = {0, 1, 2};
  private static final byte[] ADOBE = {
    (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 7
  };

  /** Variants of files with a JFIF header; all have the pixels of the first. */
  static List<List<byte[]>> files() throws ImageException {
    byte[] baseline = openCv(busy(120, 88), ".jpg");
    byte[] progressive = openCv(busy(120, 88), ".jpg", IMWRITE_JPEG_PROGRESSIVE, 1);
    int jfif = segment(baseline, JpegSegments.APP0, 0).payloadStart();
    byte[] otherVersion = baseline.clone();
    otherVersion[jfif + 5] = 2;
    byte[] noJfif = baseline.clone();
    noJfif[jfif] = 'X';
    JpegSegments scan = segment(baseline, JpegSegments.SOS, 0);
    byte[] otherParameters = baseline.clone();
    otherParameters[scan.end() - 3] = 1;
    otherParameters[scan.end() - 2] = 0;
    otherParameters[scan.end() - 1] = 0x21;
    List<byte[]> ofBaseline = new ArrayList<>(List.of(baseline, otherVersion, otherParameters));
    ofBaseline.add(insert(noJfif, 2, ADOBE));
    for (int marker : new int[] {JpegSegments.SOF0, JpegSegments.DHT, JpegSegments.SOS}) {
      ofBaseline.add(insert(baseline, segment(baseline, marker, 0).start(), STRAY));
    }
    List<byte[]> ofProgressive = new ArrayList<>(List.of(progressive));
    for (int index = 1; index < 4; index++) {
      // The tables of a scan are between it and the data of the scan before.
      int afterScan = segment(progressive, JpegSegments.DHT, index + 1).start();
      ofProgressive.add(insert(progressive, afterScan, STRAY));
    }
    return List.of(ofBaseline, ofProgressive);
  }

  private static JpegSegments segment(byte[] file, int marker, int index) throws ImageException {
    JpegSegments segments = new JpegSegments(new ByteView(file));
    int seen = 0;
    while (segments.advance()) {
      if (segments.marker() == marker && seen++ == index) {
        return segments;
      }
    }
    throw new AssertionError("no segment " + Integer.toHexString(marker) + " of index " + index);
  }

  @Test
  void theyHaveThePixelsOfTheOthers() throws ImageException {
    for (List<byte[]> variants : files()) {
      int[] expected = Decoding.rgb(variants.get(0));
      for (byte[] variant : variants) {
        assertThat("variant " + variants.indexOf(variant), Decoding.rgb(variant), is(expected));
      }
    }
  }

  @Test
  void anOrdinaryFileIsNotCopied() throws ImageException {
    for (List<byte[]> variants : files()) {
      byte[] file = variants.get(0);
      JpegScanVerifier.ExpectedFrame frame = new JpegScanVerifier.ExpectedFrame(120, 88, 88, true);
      assertThat(new JpegVerifier(new ByteView(file), frame).verify() == file, is(true));
    }
  }
}
