// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.memory;

import io.github.maskbeam.image.ImageException;
import java.lang.management.ManagementFactory;

/**
 * Bounds what all images that a process works on take together. Bytes are taken before they are
 * allocated, from three pools: the files' bytes, what else images need in the Java heap, and what
 * they need outside of it.
 *
 * <p>Taken in this order only, and given back without taking more, so no two images can wait for
 * each other. The pools are the JVM's; the limits are this object's. Immutable and thread-safe.
 */
public final class ImageMemory {
  private static final MemoryPool FILES = new MemoryPool();
  private static final MemoryPool HEAP = new MemoryPool();
  private static final MemoryPool NATIVE = new MemoryPool();

  /** The rest of the heap is the runner's: elements, buffers of tables, classes. */
  private static final double FILES_SHARE_OF_HEAP = 0.2;

  private static final double IMAGES_SHARE_OF_HEAP = 0.6;

  private static final double DEFAULT_SHARE = 0.75;

  /** Classes, compiled code, threads, a model with its interpreters. */
  private static final long BESIDE_HEAP_BYTES = 512L << 20;

  private static final long MIN_DEFAULT_BYTES = 64L << 20;
  private static final long MEBIBYTE = 1L << 20;

  private static final String RAISE_OPTION = "raise it with --maxImageMemoryMb";
  private static final String RAISE_MACHINE = "use a machine with more memory";

  private final MemoryPool files;
  private final long fileLimitBytes;
  private final long heapLimitBytes;
  private final long nativeLimitBytes;
  private final String nativeRemedy;

  private ImageMemory(
      MemoryPool files, long heapBytes, long nativeLimitBytes, String nativeRemedy) {
    this.files = files;
    this.fileLimitBytes = (long) (FILES_SHARE_OF_HEAP * heapBytes);
    this.heapLimitBytes = (long) (IMAGES_SHARE_OF_HEAP * heapBytes);
    this.nativeLimitBytes = nativeLimitBytes;
    this.nativeRemedy = nativeRemedy;
  }

  /**
   * Limits for this JVM.
   *
   * @param maxImageMemoryMb MiB that images may take outside of the Java heap; 0 for three quarters
   *     of what the machine or container has beside the heap and 512 MiB
   */
  public static ImageMemory ofProcess(long maxImageMemoryMb) {
    long heapBytes = heapBytes();
    return maxImageMemoryMb == 0
        ? new ImageMemory(FILES, heapBytes, defaultNativeBytes(heapBytes), RAISE_OPTION)
        : new ImageMemory(FILES, heapBytes, maxImageMemoryMb * MEBIBYTE, RAISE_OPTION);
  }

  /** The default limits for this JVM, for work that has no option to change them. */
  public static ImageMemory ofMachine() {
    return new ImageMemory(FILES, heapBytes(), defaultNativeBytes(heapBytes()), RAISE_MACHINE);
  }

  /** The same limits; files that are read with them are counted apart and never wait. */
  public static ImageMemory uncounted() {
    return new ImageMemory(
        new MemoryPool(), heapBytes(), defaultNativeBytes(heapBytes()), RAISE_MACHINE);
  }

  public static ImageMemory of(long heapBytes, long nativeBytes) {
    return new ImageMemory(FILES, heapBytes, nativeBytes, RAISE_OPTION);
  }

  private static long heapBytes() {
    return Runtime.getRuntime().maxMemory();
  }

  /** MiB that images may take outside of the Java heap. */
  public long maxImageMemoryMb() {
    return nativeLimitBytes / MEBIBYTE;
  }

  private static long defaultNativeBytes(long heapBytes) {
    long machineBytes =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
            .getTotalPhysicalMemorySize();
    long free = machineBytes - heapBytes - BESIDE_HEAP_BYTES;
    return Math.max(MIN_DEFAULT_BYTES, (long) (DEFAULT_SHARE * free));
  }

  /** The largest file that can be read at all, in bytes. */
  long fileLimitBytes() {
    return fileLimitBytes;
  }

  /** Waits until there is memory for a file's bytes. */
  MemoryLease takeForFile(long bytes) throws ImageException, InterruptedException {
    if (bytes > fileLimitBytes) {
      throw ImageException.tooLarge(
          "the file has %d bytes, but files may take %d of the Java heap: raise the heap with -Xmx",
          bytes, fileLimitBytes);
    }
    return files.take(bytes, fileLimitBytes);
  }

  /**
   * Waits until there is memory for the bytes of several files, taken at once: who took it for one
   * file after the other could wait for another worker that does the same.
   *
   * @param maxBytes what the files take at most
   * @return {@code maxBytes}, or all that files may take if that is less; the caller closes it
   */
  public MemoryLease takeForFiles(long maxBytes) throws InterruptedException {
    return files.take(Math.min(maxBytes, fileLimitBytes), fileLimitBytes);
  }

  /** Waits until there is memory for what an image needs beside its file. */
  public ImageLease takeForImage(MemoryNeed need) throws ImageException, InterruptedException {
    if (need.heapBytes() > heapLimitBytes) {
      throw ImageException.tooLarge(
          "the image takes up to %d bytes of the Java heap, but images may take %d: raise the heap"
              + " with -Xmx",
          need.heapBytes(), heapLimitBytes);
    }
    if (need.nativeBytes() > nativeLimitBytes) {
      throw ImageException.tooLarge(
          "the image takes up to %d MiB of memory to decode, but images may take %d: %s",
          need.nativeBytes() / MEBIBYTE + 1, nativeLimitBytes / MEBIBYTE, nativeRemedy);
    }
    MemoryLease heap = HEAP.take(need.heapBytes(), heapLimitBytes);
    try {
      return new ImageLease(heap, NATIVE.take(need.nativeBytes(), nativeLimitBytes));
    } catch (InterruptedException | RuntimeException e) {
      heap.close();
      throw e;
    }
  }

  /** What images take right now outside of the Java heap. */
  public static long nativeBytesInUse() {
    return NATIVE.usedBytes();
  }

  /** What files and images take right now in the Java heap. */
  public static long heapBytesInUse() {
    return FILES.usedBytes() + HEAP.usedBytes();
  }
}
