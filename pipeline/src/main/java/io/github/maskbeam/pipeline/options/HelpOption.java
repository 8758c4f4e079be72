// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import com.google.auto.value.AutoValue;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** An option as the help shows it. */
@AutoValue
public abstract class HelpOption {
  /** Stands for a value that has no constant default. */
  public static final String NO_DEFAULT = "...";

  static HelpOption of(
      HelpGroup group, String name, String defaultValue, String unit, String description) {
    return new AutoValue_HelpOption(group, name, defaultValue, unit, description);
  }

  /** The option that a getter with {@link Help} and {@link Description} stands for. */
  static HelpOption of(Method getter) {
    Help help = getter.getAnnotation(Help.class);
    return of(
        help.group(),
        OptionsHelp.optionName(getter),
        defaultOf(getter),
        help.unit(),
        getter.getAnnotation(Description.class).value());
  }

  /** The group that it is listed in. */
  public abstract HelpGroup group();

  /** The name, without dashes. */
  public abstract String name();

  /** The default, or {@link #NO_DEFAULT}; the description then says what happens without it. */
  public abstract String defaultValue();

  /** The unit of a number, or empty. */
  public abstract String unit();

  /** What it does. */
  public abstract String description();

  /** The first line of its help. */
  final String heading() {
    return "--" + name() + "=" + defaultValue() + (unit().isEmpty() ? "" : " [" + unit() + "]");
  }

  private static String defaultOf(Method getter) {
    return Arrays.stream(getter.getAnnotations())
        .filter(annotation -> annotation.annotationType().getDeclaringClass() == Default.class)
        .map(HelpOption::value)
        .findFirst()
        .orElse(NO_DEFAULT);
  }

  /** All of {@link Default}'s annotations have a value, but no common type that declares it. */
  private static String value(Annotation defaultOfOption) {
    try {
      return String.valueOf(
          defaultOfOption.annotationType().getMethod("value").invoke(defaultOfOption));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(defaultOfOption + " has no value", e);
    }
  }
}
