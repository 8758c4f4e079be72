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
 * Decodes within bounds of time and memory. Native code cannot be interrupted, so images are
 * decoded on a thread of their own; one that takes too long is left to itself, and what comes of it
 * is freed when it ends at last.
 *
 * <p>One instance for one thread, to be closed by its owner.
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
   * A decoder with bounds.
   *
   * @param limit how long one decode may take, more than zero; waiting for memory does not count
   */
  public static TimedDecoder of(ImageDecoder decoder, Duration limit, ImageMemory memory) {
    if (limit.isZero() || limit.isNegative()) {
      throw new IllegalArgumentException("The limit is " + limit + ", but must be above zero");
    }
    return new TimedDecoder(decoder, limit, memory);
  }

  /**
   * Decodes as {@link ImageDecoder#decode} does; waits until there is memory for it.
   *
   * @param file closed by this call, or when the decode that was left to itself ends
   * @return the pixels and the memory they and their mask take; the caller closes them
   * @throws ImageException also {@code TIMED_OUT} after the limit, and {@code TOO_LARGE} for an
   *     image that alone takes more memory than all images may
   * @throws IllegalStateException if too many decodes of this JVM were left to themselves and still
   *     run
   */
  public DecodedImage decode(
      ImageFile file, ImageHeader header, int coverWidthPx, int coverHeightPx)
      throws ImageException, InterruptedException {
    DecodeTask task = prepare(file.transferOwnership(), header, coverWidthPx, coverHeightPx);
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

  private DecodeTask prepare(
      ImageFile file, ImageHeader header, int coverWidthPx, int coverHeightPx)
      throws ImageException, InterruptedException {
    try {
      MemoryEstimate need =
          decoder.estimateMemory(file.content(), header, coverWidthPx, coverHeightPx);
      ImageLease lease = memory.acquireForImage(need);
      return new DecodeTask(
          file, lease, content -> decoder.decode(content, header, coverWidthPx, coverHeightPx));
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
      // Where no thread can be created, nothing will ever run the task.
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

  /** The interrupt reaches what is still in Java; the thread ends with its decode. */
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
