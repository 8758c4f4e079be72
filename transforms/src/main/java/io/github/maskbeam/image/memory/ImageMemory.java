// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.memory;

import io.github.maskbeam.image.ImageException;
import java.lang.management.ManagementFactory;

/**
 * Bounds the memory of all images that a process works on at the same time. A caller acquires a
 * lease before it allocates, from three pools: file contents, other Java heap memory of images, and
 * native memory of images.
 *
 * <p>A caller acquires from the pools in this order only and never extends a lease, so images
 * cannot deadlock. The pools are shared by the JVM; the limits belong to this object. Immutable and
 * thread-safe.
 */
public final class ImageMemory {
  private static final MemoryPool FILES = new MemoryPool();
  private static final MemoryPool HEAP = new MemoryPool();
  private static final MemoryPool NATIVE = new MemoryPool();

  /** The runner needs the remaining heap for elements, table buffers and classes. */
  private static final double FILES_HEAP_FRACTION = 0.2;

  private static final double IMAGES_HEAP_FRACTION = 0.6;

  private static final double DEFAULT_NATIVE_FRACTION = 0.75;

  /** Reserved for classes, compiled code, threads, and a model with its interpreters. */
  private static final long RESERVED_NATIVE_BYTES = 512L << 20;

  private static final long MIN_DEFAULT_NATIVE_BYTES = 64L << 20;
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
    this.fileLimitBytes = (long) (FILES_HEAP_FRACTION * heapBytes);
    this.heapLimitBytes = (long) (IMAGES_HEAP_FRACTION * heapBytes);
    this.nativeLimitBytes = nativeLimitBytes;
    this.nativeRemedy = nativeRemedy;
  }

  /**
   * The limits for this JVM.
   *
   * @param maxImageMemoryMb the maximum native memory of images in MiB, or 0 for the default: 75 %
   *     of the memory of the machine or container, less the maximum Java heap and 512 MiB
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

  /** The default limits for this JVM; files that are read with them do not share its pool. */
  public static ImageMemory uncounted() {
    return new ImageMemory(
        new MemoryPool(), heapBytes(), defaultNativeBytes(heapBytes()), RAISE_MACHINE);
  }

  /**
   * Limits for a Java heap of {@code heapBytes} and native memory of images of {@code nativeBytes}.
   */
  public static ImageMemory of(long heapBytes, long nativeBytes) {
    return new ImageMemory(FILES, heapBytes, nativeBytes, RAISE_OPTION);
  }

  private static long heapBytes() {
    return Runtime.getRuntime().maxMemory();
  }

  /** The maximum native memory of images, in MiB. */
  public long maxImageMemoryMb() {
    return nativeLimitBytes / MEBIBYTE;
  }

  private static long defaultNativeBytes(long heapBytes) {
    long machineBytes =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
            .getTotalPhysicalMemorySize();
    long availableBytes = machineBytes - heapBytes - RESERVED_NATIVE_BYTES;
    return Math.max(MIN_DEFAULT_NATIVE_BYTES, (long) (DEFAULT_NATIVE_FRACTION * availableBytes));
  }

  /** The maximum memory of all files together, in bytes. */
  long fileLimitBytes() {
    return fileLimitBytes;
  }

  /** Acquires memory for the content of a file. Blocks until it is available. */
  MemoryLease acquireForFile(long bytes) throws ImageException, InterruptedException {
    if (bytes > fileLimitBytes) {
      throw ImageException.tooLarge(
          "the file has %d bytes, but the limit with this Java heap is %d: raise the heap with -Xmx",
          bytes, fileLimitBytes);
    }
    return files.acquire(bytes, fileLimitBytes);
  }

  /**
   * Acquires memory for the content of several files at once. Blocks until it is available.
   * Acquiring it file by file could deadlock with another worker that does the same.
   *
   * @param maxBytes the maximum size of the files together
   * @return a lease of {@code maxBytes}, or of the limit for files if that is less; the caller
   *     closes it
   */
  public MemoryLease acquireForFiles(long maxBytes) throws InterruptedException {
    return files.acquire(Math.min(maxBytes, fileLimitBytes), fileLimitBytes);
  }

  /**
   * Acquires memory for what an image needs besides its file. Blocks until it is available.
   *
   * @throws ImageException {@code TOO_LARGE} if the estimate exceeds a limit
   */
  public ImageLease acquireForImage(MemoryEstimate estimate)
      throws ImageException, InterruptedException {
    if (estimate.heapBytes() > heapLimitBytes) {
      throw ImageException.tooLarge(
          "the image needs up to %d bytes of the Java heap, but the limit is %d: raise the heap with"
              + " -Xmx",
          estimate.heapBytes(), heapLimitBytes);
    }
    if (estimate.nativeBytes() > nativeLimitBytes) {
      throw ImageException.tooLarge(
          "the image needs up to %d MiB of native memory, but the limit is %d: %s",
          estimate.nativeBytes() / MEBIBYTE + 1, nativeLimitBytes / MEBIBYTE, nativeRemedy);
    }
    MemoryLease heap = HEAP.acquire(estimate.heapBytes(), heapLimitBytes);
    try {
      return new ImageLease(heap, NATIVE.acquire(estimate.nativeBytes(), nativeLimitBytes));
    } catch (InterruptedException | RuntimeException e) {
      heap.close();
      throw e;
    }
  }

  /** Native memory currently leased to images, in bytes. */
  public static long nativeBytesInUse() {
    return NATIVE.usedBytes();
  }

  /** Java heap memory currently leased to files and images, in bytes. */
  public static long heapBytesInUse() {
    return FILES.usedBytes() + HEAP.usedBytes();
  }
}
