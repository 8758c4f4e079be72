// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.image.memory.MemoryEstimate;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

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

  /**
   * Like {@link #decode(ImageFile, ImageHeader, int, int)}, for pixels that need more memory, or
   * for rows in full size. The time limit is that of each strip of rows, too.
   */
  public DecodedImage decode(ImageFile file, ImageHeader header, DecodeNeed need)
      throws ImageException, InterruptedException {
    DecodeMemory held = acquire(file.transferOwnership(), header, need);
    // Released by the image, or if there is none.
    held.retain();
    try {
      DecodedImage image =
          run(
              new DecodeTask<>(held, () -> decodeAndFreeFile(held, header, need)),
              header,
              header.heightPx());
      image.keep(
          (from, to, rows) ->
              run(new DecodeTask<>(held, () -> rows.decode(from, to)), header, to - from),
          once(held::release));
      return image;
    } catch (ImageException | InterruptedException | RuntimeException | Error e) {
      held.release();
      throw e;
    }
  }

  private DecodedImage decodeAndFreeFile(DecodeMemory held, ImageHeader header, DecodeNeed need)
      throws ImageException {
    boolean needsFile = false;
    try {
      DecodedImage image = decoder.decode(held.content(), header, need);
      needsFile = image.needsFile();
      return image;
    } finally {
      if (!needsFile) {
        held.closeFile();
      }
    }
  }

  private static Runnable once(Runnable run) {
    AtomicBoolean hasRun = new AtomicBoolean();
    return () -> {
      if (hasRun.compareAndSet(false, true)) {
        run.run();
      }
    };
  }

  private <T extends AutoCloseable> T run(DecodeTask<T> task, ImageHeader header, int rows)
      throws ImageException, InterruptedException {
    Future<T> result = submit(task);
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
          header.widthPx(), rows, header.format(), seconds());
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

  private DecodeMemory acquire(ImageFile file, ImageHeader header, DecodeNeed need)
      throws ImageException, InterruptedException {
    try {
      MemoryEstimate estimate = decoder.estimateMemory(file.content(), header, need);
      return new DecodeMemory(
          file, memory.acquireForImage(estimate.plus(need.heapBytes(), need.nativeBytes())));
    } catch (ImageException | InterruptedException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private <T extends AutoCloseable> Future<T> submit(DecodeTask<T> task) {
    try {
      if (thread == null) {
        thread = Executors.newSingleThreadExecutor(TimedDecoder::daemon);
      }
      return thread.submit(task);
    } catch (RuntimeException | Error e) {
      // If no thread can be created, the task never runs.
      task.abandon();
      throw e;
    }
  }

  private static <T extends AutoCloseable> T ended(Future<T> result, DecodeTask<T> task)
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
  private void leave(Future<?> result) {
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
