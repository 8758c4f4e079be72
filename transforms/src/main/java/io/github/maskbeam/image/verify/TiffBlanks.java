// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.Decodable;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.exif.TiffDirectory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The strips and tiles of a TIFF that have no data. libtiff rejects them, so they get the data of
 * another one in the copy to decode, and their area is painted black afterwards.
 */
final class TiffBlanks {
  private static final long NONE = -1;

  private final TiffDirectory directory;
  private final TiffChunks chunks;
  private final List<Decodable.Blank> areas = new ArrayList<>();
  private final Set<Integer> allBlank = new HashSet<>();

  /** By blank chunk: the chunk whose data it gets. */
  private final Map<Long, Long> donors = new HashMap<>();

  TiffBlanks(TiffDirectory directory, TiffChunks chunks) {
    this.directory = directory;
    this.chunks = chunks;
  }

  List<Decodable.Blank> areas() {
    return areas;
  }

  boolean isAllBlank(int file) {
    return allBlank.contains(file);
  }

  /** Finds the chunks without data in the files to decode, each of which may be one plane. */
  void find(Decodable.Layout layout, int files) throws ImageException {
    long perPlane = chunks.chunksPerPlane();
    for (int file = 0; file < files; file++) {
      if (layout == Decodable.Layout.PLANES) {
        find(file, file * perPlane, perPlane);
      } else {
        find(file, 0, perPlane * chunks.planes());
      }
    }
  }

  private void find(int file, long from, long count) throws ImageException {
    List<Long> blanks = new ArrayList<>();
    long donor = NONE;
    for (long chunk = from; chunk < from + count; chunk++) {
      if (chunks.isBlank(chunk)) {
        blanks.add(chunk);
        areas.add(chunks.area(chunk, file));
      } else if (donor == NONE) {
        donor = chunk;
      }
    }
    if (donor == NONE) {
      allBlank.add(file);
      return;
    }
    for (long chunk : blanks) {
      if (chunks.rows(donor) < chunks.rows(chunk)) {
        throw ImageException.unsupported("the TIFF has data only for its last strip");
      }
      donors.put(chunk, donor);
    }
  }

  /** Replaces the offsets and lengths of the chunks without data. */
  void fill(byte[] copy) throws ImageException {
    for (Map.Entry<Long, Long> entry : donors.entrySet()) {
      copyValue(copy, chunks.offsetsTag(), entry.getValue(), entry.getKey());
      copyValue(copy, chunks.countsTag(), entry.getValue(), entry.getKey());
    }
  }

  private void copyValue(byte[] copy, int tag, long from, long to) throws ImageException {
    int bytes = directory.bytesOfType(tag);
    long values = directory.valuesAt(tag);
    System.arraycopy(copy, (int) (values + from * bytes), copy, (int) (values + to * bytes), bytes);
  }
}
