// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite.probe;

import com.google.flatbuffers.Table;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.schema.Model;

/**
 * The class path of a child JVM that runs TensorFlow Lite: the places that this JVM has loaded the
 * classes and libraries from. Within Flink they are not on the class path of the JVM.
 */
final class ChildClassPath {
  private static final List<Class<?>> CLASSES =
      List.of(
          ProbeMain.class,
          InterpreterApi.class,
          Model.class,
          Table.class,
          Loader.class,
          tensorflowlite.class);

  private ChildClassPath() {}

  /** The places of the loaded classes, and the class path of this JVM. */
  static String ofThisJvm() {
    String own = System.getProperty("java.class.path", "");
    return own.isEmpty() ? ofLoadedClasses() : ofLoadedClasses() + File.pathSeparator + own;
  }

  /** The places of the loaded classes and libraries. */
  static String ofLoadedClasses() {
    Set<String> places = new LinkedHashSet<>();
    for (Class<?> needed : CLASSES) {
      CodeSource source = needed.getProtectionDomain().getCodeSource();
      if (source != null && source.getLocation() != null) {
        add(places, source.getLocation());
      }
    }
    addLibrary(places, Loader.class, "jnijavacpp");
    addLibrary(places, tensorflowlite.class, "jnitensorflowlite");
    return String.join(File.pathSeparator, places);
  }

  private static void addLibrary(Set<String> places, Class<?> user, String library) {
    // Classes of global libraries are in a subpackage; the libraries of all are in the package.
    String directory = user.getPackageName().replaceFirst("\\.global$", "").replace('.', '/');
    URL url =
        user.getResource(
            "/" + directory + "/" + Loader.getPlatform() + "/" + System.mapLibraryName(library));
    try {
      if (url != null && url.openConnection() instanceof JarURLConnection) {
        add(places, ((JarURLConnection) url.openConnection()).getJarFileURL());
      }
    } catch (IOException e) {
      // The class path of this JVM, which is added in any case, may have the library.
      return;
    }
  }

  private static void add(Set<String> places, URL location) {
    try {
      URI uri = location.toURI();
      if ("file".equals(uri.getScheme())) {
        places.add(Path.of(uri).toString());
      }
    } catch (URISyntaxException e) {
      // As above.
      return;
    }
  }
}
