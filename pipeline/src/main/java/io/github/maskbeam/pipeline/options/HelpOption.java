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
  /** The text for a default that is not constant. */
  public static final String NO_DEFAULT = "...";

  static HelpOption of(
      HelpGroup group, String name, String defaultValue, String unit, String description) {
    return new AutoValue_HelpOption(group, name, defaultValue, unit, description);
  }

  /** The option of a getter with {@link Help} and {@link Description}. */
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

  /** The default, or {@link #NO_DEFAULT} if the description has it. */
  public abstract String defaultValue();

  /** The unit of a number, or empty. */
  public abstract String unit();

  /** The description. */
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

  /** All annotations in {@link Default} have a value, but no common supertype that declares it. */
  private static String value(Annotation defaultOfOption) {
    try {
      return String.valueOf(
          defaultOfOption.annotationType().getMethod("value").invoke(defaultOfOption));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(defaultOfOption + " has no value", e);
    }
  }
}
