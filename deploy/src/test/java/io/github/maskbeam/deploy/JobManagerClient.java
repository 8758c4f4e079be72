// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A client of a cluster's REST API for tests: it also submits jobs, and waits longer than the
 * program's own client.
 */
final class JobManagerClient {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration REQUEST_TIME = Duration.ofSeconds(60);

  private static final Set<String> ENDED = Set.of("FINISHED", "FAILED", "CANCELED");
  private static final long POLL_MS = 200;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String root;

  JobManagerClient(String address) {
    this.root = "http://" + address;
  }

  /** Gets a resource. */
  JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(root + path)).GET());
  }

  /** Posts JSON. */
  JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(root + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  /** Uploads a jar and returns the id that it can be run by. */
  String upload(Path jar) throws IOException, InterruptedException {
    String boundary = "maskbeam-test-boundary";
    String head =
        String.format(
            "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
                + "Content-Type: application/x-java-archive\r\n\r\n",
            boundary, jar.getFileName());
    HttpRequest.BodyPublisher body =
        HttpRequest.BodyPublishers.ofByteArrays(
            List.of(
                head.getBytes(StandardCharsets.UTF_8),
                Files.readAllBytes(jar),
                ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8)));
    String filename =
        send(HttpRequest.newBuilder(URI.create(root + "/jars/upload"))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body))
            .get("filename")
            .asText();
    return filename.substring(filename.lastIndexOf('/') + 1);
  }

  /** Runs the program of an uploaded jar, which submits a detached job; waits for its success. */
  void run(String jar, Duration atMost, String... arguments)
      throws IOException, InterruptedException {
    ObjectNode request = MAPPER.createObjectNode();
    ArrayNode programArguments = request.putArray("programArgsList");
    for (String argument : arguments) {
      programArguments.add(argument);
    }
    String job = post("/jars/" + jar + "/run", request).get("jobid").asText();
    awaitEnd(job, atMost);
    if (!state(job).equals("FINISHED")) {
      throw new AssertionError("job " + job + " is " + state(job));
    }
  }

  /** Ids of all jobs, of which the one that started last is first. Flink lists them in no order. */
  List<String> jobs() throws IOException, InterruptedException {
    List<JsonNode> jobs = new ArrayList<>();
    get("/jobs/overview").get("jobs").forEach(jobs::add);
    jobs.sort(Comparator.comparing((JsonNode job) -> job.get("start-time").asLong()).reversed());
    return jobs.stream().map(job -> job.get("jid").asText()).collect(Collectors.toList());
  }

  /** The state of a job, as FINISHED or RUNNING. */
  String state(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job).get("state").asText();
  }

  /** Waits until a job ended, well or not. */
  void awaitEnd(String job, Duration atMost) throws IOException, InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    while (!ENDED.contains(get("/jobs/" + job + "/status").get("status").asText())) {
      if (System.nanoTime() > deadlineNanos) {
        throw new AssertionError("job " + job + " runs after " + atMost);
      }
      // Between two questions, so that asking does not take the job's time.
      Thread.sleep(POLL_MS);
    }
  }

  /** The subtasks of the vertex that segments; absent while the job is not that far. */
  Optional<JsonNode> segmentingSubtasks(String job) throws IOException, InterruptedException {
    JsonNode subtasks = subtasks(job, "SegmentImages/SegmentImage");
    return subtasks.isEmpty() ? Optional.empty() : Optional.of(subtasks);
  }

  /** The subtasks of the vertex that has this step; none while the job is not that far. */
  JsonNode subtasks(String job, String step) throws IOException, InterruptedException {
    JsonNode vertex = vertex(job, "FlatMap at " + step + "/");
    return vertex.isMissingNode()
        ? MAPPER.createArrayNode()
        : get("/jobs/" + job + "/vertices/" + vertex.get("id").asText()).get("subtasks");
  }

  /** The vertex with this text in its name; missing while the job is not that far. */
  JsonNode vertex(String job, String inName) throws IOException, InterruptedException {
    for (JsonNode vertex : get("/jobs/" + job).get("vertices")) {
      if (vertex.get("name").asText().contains(inName)) {
        return vertex;
      }
    }
    return MissingNode.getInstance();
  }

  /** Images that segmenting subtasks of the newest job took so far; 0 while there is none. */
  long imagesTaken() throws IOException, InterruptedException {
    List<String> jobs = jobs();
    if (jobs.isEmpty()) {
      return 0;
    }
    long images = 0;
    // A job that is being set up has no vertices yet.
    for (JsonNode subtask : segmentingSubtasks(jobs.get(0)).orElse(MAPPER.createArrayNode())) {
      images += subtask.get("metrics").get("read-records").asLong();
    }
    return images;
  }

  /** Ids of the TaskManagers that a job's subtasks run on, or ran on last. */
  Set<String> taskManagersOf(String job) throws IOException, InterruptedException {
    Set<String> taskManagers = new TreeSet<>();
    for (JsonNode vertex : get("/jobs/" + job).get("vertices")) {
      for (JsonNode subtask :
          get("/jobs/" + job + "/vertices/" + vertex.get("id").asText()).get("subtasks")) {
        taskManagers.add(subtask.get("taskmanager-id").asText());
      }
    }
    return taskManagers;
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.timeout(REQUEST_TIME).build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(response.statusCode() + " " + response.body());
    }
    return MAPPER.readTree(response.body());
  }
}
