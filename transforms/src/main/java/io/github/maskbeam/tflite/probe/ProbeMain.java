// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite.probe;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The program of a child JVM: opens and runs the models of the {@link ProbeRequest}s on its
 * standard input, and prints a {@link ProbeMessage} before and after each. It ends when its
 * standard input ends, and so never outlives its parent.
 */
final class ProbeMain {
  private static final int FAILED = 1;

  private ProbeMain() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    InputStream in = System.in;
    BlockingQueue<ProbeRequest> requests = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> readAll(in, requests), "models");
    reader.setDaemon(true);
    reader.start();
    TrialRun.loadLibrary();
    while (true) {
      ProbeRequest request = requests.take();
      out.println(ProbeMessage.STARTED);
      out.println(ProbeMessage.of(TrialRun.of(request)));
    }
  }

  private static void readAll(InputStream in, BlockingQueue<ProbeRequest> requests) {
    try (DataInputStream data = new DataInputStream(new BufferedInputStream(in))) {
      while (true) {
        requests.add(ProbeRequest.read(data));
      }
    } catch (EOFException e) {
      // Native code may be running, so an orderly exit could take forever.
      Runtime.getRuntime().halt(0);
    } catch (IOException | RuntimeException | Error e) {
      Runtime.getRuntime().halt(FAILED);
    }
  }
}
