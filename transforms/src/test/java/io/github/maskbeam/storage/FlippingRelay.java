// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/** A relay in front of a server that flips a bit of what the server sends. */
final class FlippingRelay implements AutoCloseable {
  /** Content to flip a bit of; headers do not contain this byte. */
  static final byte MARK = (byte) 0xc8;

  private final ServerSocket socket;
  private final URI server;
  private final AtomicLong marksUntilFlip = new AtomicLong(Long.MAX_VALUE);
  private volatile long repeatAfter = Long.MAX_VALUE;

  private FlippingRelay(ServerSocket socket, URI server) {
    this.socket = socket;
    this.server = server;
  }

  static FlippingRelay start(URI server) throws IOException {
    FlippingRelay relay =
        new FlippingRelay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
    run(relay::accept);
    return relay;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** Flips a bit of one mark. */
  void flipOnce(long mark) {
    repeatAfter = Long.MAX_VALUE;
    marksUntilFlip.set(mark);
  }

  /** Flips the same bit of each response with this number of marks. */
  void flipAlways(long mark, long marksOfResponse) {
    repeatAfter = marksOfResponse - 1;
    marksUntilFlip.set(mark);
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = socket.accept();
      Socket upstream = new Socket(server.getHost(), server.getPort());
      run(() -> copy(client.getInputStream(), upstream.getOutputStream(), false));
      run(
          () -> {
            try (client;
                upstream) {
              copy(upstream.getInputStream(), client.getOutputStream(), true);
            }
          });
    }
  }

  private void copy(InputStream in, OutputStream out, boolean flips) throws IOException {
    byte[] bytes = new byte[1 << 14];
    for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
      for (int i = 0; flips && i < count; i++) {
        if (bytes[i] == MARK && marksUntilFlip.getAndDecrement() == 0) {
          bytes[i] ^= 1;
          marksUntilFlip.set(repeatAfter);
        }
      }
      out.write(bytes, 0, count);
      out.flush();
    }
  }

  private static void run(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // One side has closed the connection.
              }
            },
            "flipping-relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private interface Task {
    void run() throws IOException;
  }
}
