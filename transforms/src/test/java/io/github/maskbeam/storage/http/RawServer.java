// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server on loopback that sends what no HTTP server would. Answers one request per connection.
 */
final class RawServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Answer answer;
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean readsRequests = true;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private RawServer(ServerSocket socket, Answer answer) {
    this.socket = socket;
    this.answer = answer;
  }

  static RawServer start(Answer answer) throws IOException {
    return start(InetAddress.getLoopbackAddress(), answer);
  }

  static RawServer start(InetAddress address, Answer answer) throws IOException {
    RawServer server = new RawServer(new ServerSocket(0, 50, address), answer);
    run(server::accept);
    return server;
  }

  /** Sends these characters, and closes the connection. */
  static RawServer sending(String text) throws IOException {
    return start((server, out) -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Sends these bytes again and again, with short pauses, to any client that connects. */
  static RawServer drippingAtOnce(byte[] start, int drip) throws IOException {
    RawServer server =
        new RawServer(
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
            (self, out) -> {
              out.write(start);
              while (!self.end.await(10, TimeUnit.MILLISECONDS)) {
                out.write(drip);
                out.flush();
              }
            });
    server.readsRequests = false;
    run(server::accept);
    return server;
  }

  /** Repeats a part of the response, with short pauses, until the client or the test ends. */
  static RawServer dripping(String start, String drip) throws IOException {
    return start(
        (server, out) -> {
          out.write(start.getBytes(StandardCharsets.ISO_8859_1));
          while (!server.end.await(10, TimeUnit.MILLISECONDS)) {
            out.write(drip.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
          }
        });
  }

  private static void run(Runnable task) {
    Thread thread = new Thread(task, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        run(() -> answer(connection));
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private void answer(Socket connection) {
    try (connection) {
      if (readsRequests) {
        requests.add(head(connection));
      }
      answer.send(this, connection.getOutputStream());
    } catch (IOException e) {
      // The client has closed the connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String head(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
    StringBuilder head = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      head.append(line).append('\n');
    }
    return head.toString();
  }

  /** The heads of all requests. */
  List<String> requests() {
    return requests;
  }

  int port() {
    return socket.getLocalPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  @Override
  public void close() throws IOException {
    end.countDown();
    socket.close();
  }

  /** Writes a response. */
  interface Answer {
    void send(RawServer server, OutputStream out) throws IOException, InterruptedException;
  }
}
