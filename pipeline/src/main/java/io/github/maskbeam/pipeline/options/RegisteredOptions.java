// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import java.beans.Introspector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;
import org.apache.beam.sdk.util.common.ReflectHelpers;

/**
 * Registers with Beam the options that arguments name.
 *
 * <p>Left to itself, Beam registers those of all services on the class path when it is first used,
 * and compares each interface with all before it. That takes a third of the time until the first
 * mask. Here an interface is registered when an argument names one of its options, and all of them
 * if an argument is the option of none, so that Beam can suggest a similar one.
 *
 * <p>Processes of a Flink cluster do not parse arguments and would still do that comparison, for
 * each job. So in the jars, the services are listed in a file that Beam does not read.
 */
public final class RegisteredOptions {
  /** Names of registrars, one per line; some may not be in the jar. */
  private static final String LIST = "META-INF/maskbeam/pipeline-options-registrars";

  private RegisteredOptions() {}

  /**
   * The interfaces of Beam, its runners and its file systems on the class path, registered or not.
   */
  public static Set<Class<? extends PipelineOptions>> available() {
    Set<Class<? extends PipelineOptions>> types = new LinkedHashSet<>();
    ClassLoader loader = ReflectHelpers.findClassLoader();
    ServiceLoader.load(PipelineOptionsRegistrar.class, loader)
        .forEach(registrar -> registrar.getPipelineOptions().forEach(types::add));
    listed(loader).forEach(registrar -> registrar.getPipelineOptions().forEach(types::add));
    // Beam registers only the options common to all AWS services.
    types.add(S3Options.class);
    return types;
  }

  private static List<PipelineOptionsRegistrar> listed(ClassLoader loader) {
    List<PipelineOptionsRegistrar> registrars = new ArrayList<>();
    try (InputStream list = loader.getResourceAsStream(LIST)) {
      String names = list == null ? "" : new String(list.readAllBytes(), StandardCharsets.UTF_8);
      for (String name : names.lines().collect(Collectors.toList())) {
        if (loader.getResource(name.replace('.', '/') + ".class") != null) {
          registrars.add(
              Class.forName(name, true, loader)
                  .asSubclass(PipelineOptionsRegistrar.class)
                  .getDeclaredConstructor()
                  .newInstance());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A registrar in " + LIST + " cannot be used", e);
    }
    return registrars;
  }

  /**
   * Registers the interfaces whose options these arguments are, and prevents Beam from registering
   * others.
   *
   * @param arguments {@code --name=value} or {@code --name}
   * @param type an interface to register in any case
   */
  static void register(List<String> arguments, Class<? extends PipelineOptions> type) {
    withoutRegistrars(() -> PipelineOptionsFactory.register(type));
    Set<Class<? extends PipelineOptions>> available = available();
    Set<String> names = arguments.stream().map(RegisteredOptions::name).collect(Collectors.toSet());
    names.removeAll(optionNames(type, Set.of()));
    List<Class<? extends PipelineOptions>> used = new ArrayList<>();
    Set<String> unknown = new HashSet<>(names);
    for (Class<? extends PipelineOptions> candidate : available) {
      Set<String> own = optionNames(candidate, available);
      if (!Collections.disjoint(own, names)) {
        used.add(candidate);
        unknown.removeAll(own);
      }
    }
    if (unknown.isEmpty()) {
      used.stream()
          .filter(
              one -> used.stream().noneMatch(other -> other != one && one.isAssignableFrom(other)))
          .forEach(PipelineOptionsFactory::register);
    } else {
      available.forEach(PipelineOptionsFactory::register);
    }
  }

  private static String name(String argument) {
    int end = argument.indexOf('=');
    return argument.substring(2, end < 0 ? argument.length() : end);
  }

  /** The options of an interface, without those that it inherits from one of the others. */
  private static Set<String> optionNames(
      Class<? extends PipelineOptions> type, Set<Class<? extends PipelineOptions>> others) {
    return Arrays.stream(type.getMethods())
        .filter(
            method ->
                method.getDeclaringClass() == type || !others.contains(method.getDeclaringClass()))
        .map(Method::getName)
        .filter(name -> name.startsWith("set"))
        .map(name -> Introspector.decapitalize(name.substring(3)))
        .collect(Collectors.toSet());
  }

  /** Beam looks for registrars once, with the class loader of the thread that uses it first. */
  static void withoutRegistrars(Runnable firstUse) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(new WithoutRegistrars(ReflectHelpers.findClassLoader()));
    try {
      firstUse.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static final class WithoutRegistrars extends ClassLoader {
    private static final String SERVICE =
        "META-INF/services/" + PipelineOptionsRegistrar.class.getName();

    private WithoutRegistrars(ClassLoader parent) {
      super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals(SERVICE) ? Collections.emptyEnumeration() : super.getResources(name);
    }
  }
}
