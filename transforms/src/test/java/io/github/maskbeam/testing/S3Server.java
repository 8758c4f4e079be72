// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3 server on loopback that keeps its objects in memory and checks who asks: S3Proxy. */
public final class S3Server implements AutoCloseable {
  public static final String KEY_ID = "a-tester";
  public static final String SECRET = "not-much-of-a-secret";
  public static final String REGION = "us-east-1";

  private static final Pattern STARTED = Pattern.compile("Started ServerConnector.*:(\\d+)}");

  private final ServerProcess process;
  private final URI endpoint;
  private final S3Client client;

  private S3Server(ServerProcess process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
    this.client =
        S3Client.builder()
            .endpointOverride(endpoint)
            .forcePathStyle(true)
            .region(Region.of(REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY_ID, SECRET)))
            .build();
  }

  /** Starts one, with this bucket. */
  public static S3Server start(Path directory, String bucket) throws IOException {
    Path configuration =
        Files.write(
            directory.resolve("s3proxy.properties"),
            List.of(
                "s3proxy.authorization=aws-v2-or-v4",
                "s3proxy.endpoint=http://127.0.0.1:0",
                "s3proxy.identity=" + KEY_ID,
                "s3proxy.credential=" + SECRET,
                // Beam always says whether it wants a bucket key, which S3Proxy has never heard of.
                "s3proxy.ignore-unknown-headers=true",
                "jclouds.provider=transient-nio2",
                "jclouds.identity=unused",
                "jclouds.credential=unused"));
    ServerProcess process =
        ServerProcess.start(
            List.of(
                "java",
                "-Xmx256m",
                "-jar",
                ServerProcess.jars().resolve("s3proxy.jar").toString(),
                "--properties",
                configuration.toString()));
    String port = process.await(STARTED).group(1);
    S3Server server = new S3Server(process, URI.create("http://127.0.0.1:" + port));
    server.client.createBucket(request -> request.bucket(bucket));
    return server;
  }

  /** Credentials as the SDK looks for them, for this JVM. */
  public static void useCredentials(String keyId, String secret) {
    System.setProperty("aws.accessKeyId", keyId);
    System.setProperty("aws.secretAccessKey", secret);
    System.setProperty("aws.region", REGION);
  }

  /** Takes {@link #useCredentials} back. */
  public static void forgetCredentials() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    System.clearProperty("aws.region");
  }

  /** Where it is. */
  public URI endpoint() {
    return endpoint;
  }

  /** A client without Beam, with the right credentials. */
  public S3Client client() {
    return client;
  }

  /** Puts an object. */
  public void put(String bucket, String key, byte[] content) {
    client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
  }

  /** An object's bytes. */
  public byte[] get(String bucket, String key) {
    return client.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArray();
  }

  /** All keys that start so. */
  public List<String> keys(String bucket, String prefix) {
    return client
        .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .collect(Collectors.toList());
  }

  @Override
  public void close() {
    client.close();
    process.close();
  }
}
