// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageLease;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.image.memory.MemoryEstimate;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Decodes images with limits of time and memory. Native code cannot be interrupted, so images are
 * decoded on a separate thread. A decode that exceeds the time limit is abandoned; its memory is
 * released when it ends.
 *
 * <p>For one thread. The owner closes it.
 */
public final class TimedDecoder implements AutoCloseable {
  private static final String THREAD_NAME = "maskbeam-decode";

  private final ImageDecoder decoder;
  private final Duration limit;
  private final ImageMemory memory;
  private ExecutorService thread;

  private TimedDecoder(ImageDecoder decoder, Duration limit, ImageMemory memory) {
    this.decoder = decoder;
    this.limit = limit;
    this.memory = memory;
  }

  /**
   * A decoder with limits.
   *
   * @param limit the time limit of one decode, above zero; waiting for memory does not count
   */
  public static TimedDecoder of(ImageDecoder decoder, Duration limit, ImageMemory memory) {
    if (limit.isZero() || limit.isNegative()) {
      throw new IllegalArgumentException("The limit is " + limit + ", but must be above zero");
    }
    return new TimedDecoder(decoder, limit, memory);
  }

  /**
   * Waits for memory, then decodes like {@link ImageDecoder#decode}.
   *
   * @param file closed by this call, or at the end of the decode if it is abandoned
   * @return the pixels, with the memory for them and their mask; the caller closes them
   * @throws ImageException also {@code TIMED_OUT} after the time limit, and {@code TOO_LARGE} for
   *     an image that needs more memory than all images may take
   * @throws IllegalStateException if too many abandoned decodes of this JVM still run
   */
  public DecodedImage decode(
      ImageFile file, ImageHeader header, int coverWidthPx, int coverHeightPx)
      throws ImageException, InterruptedException {
    return decode(file, header, DecodeNeed.cover(coverWidthPx, coverHeightPx));
  }

  /** Like {@link #decode(ImageFile, ImageHeader, int, int)}, for pixels that need more memory. */
  public DecodedImage decode(ImageFile file, ImageHeader header, DecodeNeed need)
      throws ImageException, InterruptedException {
    DecodeTask task = prepare(file.transferOwnership(), header, need);
    Future<DecodedImage> result = submit(task);
    try {
      return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      if (!task.abandon()) {
        return ended(result, task);
      }
      leave(result);
      DecodeTask.requireFewAbandoned();
      throw ImageException.timedOut(
          "decoding %d x %d pixels of %s took longer than the %s seconds that --maxDecodeSeconds"
              + " allows",
          header.widthPx(), header.heightPx(), header.format(), seconds());
    } catch (InterruptedException e) {
      if (task.abandon()) {
        leave(result);
      } else {
        task.discard();
      }
      throw e;
    } catch (ExecutionException e) {
      throw rethrown(e);
    }
  }

  private DecodeTask prepare(ImageFile file, ImageHeader header, DecodeNeed need)
      throws ImageException, InterruptedException {
    try {
      MemoryEstimate estimate =
          decoder.estimateMemory(file.content(), header, need.coverWidthPx(), need.coverHeightPx());
      ImageLease lease =
          memory.acquireForImage(estimate.plus(need.heapBytes(), need.nativeBytes()));
      return new DecodeTask(
          file,
          lease,
          content -> decoder.decode(content, header, need.coverWidthPx(), need.coverHeightPx()));
    } catch (ImageException | InterruptedException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private Future<DecodedImage> submit(DecodeTask task) {
    if (thread == null) {
      thread = Executors.newSingleThreadExecutor(TimedDecoder::daemon);
    }
    try {
      return thread.submit(task);
    } catch (RuntimeException | Error e) {
      // If no thread can be created, the task never runs.
      task.abandon();
      throw e;
    }
  }

  private static DecodedImage ended(Future<DecodedImage> result, DecodeTask task)
      throws ImageException, InterruptedException {
    try {
      return result.get();
    } catch (InterruptedException e) {
      task.discard();
      throw e;
    } catch (ExecutionException e) {
      throw rethrown(e);
    }
  }

  private static ImageException rethrown(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof ImageException) {
      return (ImageException) cause;
    }
    if (cause instanceof Error) {
      throw (Error) cause;
    }
    throw (RuntimeException) cause;
  }

  /** The interrupt stops Java code; the thread ends when its native decode ends. */
  private void leave(Future<DecodedImage> result) {
    result.cancel(true);
    thread.shutdown();
    thread = null;
  }

  private String seconds() {
    return limit.toMillis() % 1000 == 0
        ? Long.toString(limit.toSeconds())
        : Double.toString(limit.toMillis() / 1e3);
  }

  private static Thread daemon(Runnable run) {
    Thread thread = new Thread(run, THREAD_NAME);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.shutdown();
      thread = null;
    }
  }
}
