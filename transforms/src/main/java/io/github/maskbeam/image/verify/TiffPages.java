// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.Orientation;
import io.github.maskbeam.image.exif.TiffDirectory;
import java.util.HashSet;
import java.util.Set;

/**
 * The page of a TIFF that is the picture: the first one in full resolution. Cameras store a
 * thumbnail first and the picture in a later or a subordinate directory (TIFF-EP, DNG).
 */
final class TiffPages {
  private static final int REDUCED_OR_MASK = 1 | 4;
  private static final int OLD_TYPE_REDUCED = 2;

  /** A directory can have many thumbnails, but a file that has more is likely a loop. */
  private static final int MAX_DIRECTORIES = 1000;

  private final ByteView file;
  private final Set<Long> visited = new HashSet<>();
  private final TiffDirectory first;
  private TiffDirectory picture;
  private int orientation;

  private TiffPages(ByteView file) throws ImageException {
    this.file = file;
    this.first = TiffDirectory.readFirst(file);
  }

  /** Finds the picture; the first page if none is in full resolution. */
  static TiffPages read(ByteView file) throws ImageException {
    TiffPages pages = new TiffPages(file);
    if (!pages.find()) {
      pages.choose(pages.first, pages.first);
    }
    return pages;
  }

  TiffDirectory picture() {
    return picture;
  }

  int orientation() {
    return orientation;
  }

  private boolean find() throws ImageException {
    TiffDirectory page = first;
    while (true) {
      if (isPicture(page)) {
        return choose(page, page);
      }
      for (long i = 0; i < page.count(TiffDirectory.SUB_DIRECTORIES); i++) {
        long at = page.value(TiffDirectory.SUB_DIRECTORIES, i, 0);
        if (isNew(at)) {
          TiffDirectory part = TiffDirectory.readAt(file, at);
          if (isPicture(part)) {
            return choose(part, page);
          }
        }
      }
      long next = page.nextAt();
      if (!isNew(next)) {
        return false;
      }
      page = TiffDirectory.readAt(file, next);
    }
  }

  private boolean isNew(long at) {
    return at != 0 && visited.size() < MAX_DIRECTORIES && visited.add(at);
  }

  /** Chooses a picture; a subordinate directory has the orientation of its parent (DNG). */
  private boolean choose(TiffDirectory page, TiffDirectory parent) throws ImageException {
    picture = page;
    TiffDirectory source = page.has(TiffDirectory.ORIENTATION) ? page : parent;
    orientation = (int) source.value(TiffDirectory.ORIENTATION, Orientation.UPRIGHT);
    return true;
  }

  private static boolean isPicture(TiffDirectory page) throws ImageException {
    return page.has(TiffDirectory.NEW_SUBFILE_TYPE)
        ? (page.value(TiffDirectory.NEW_SUBFILE_TYPE, 0) & REDUCED_OR_MASK) == 0
        : page.value(TiffDirectory.SUBFILE_TYPE, 0) != OLD_TYPE_REDUCED;
  }
}
