// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Facts about an option that Beam's annotations do not have. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Help {
  /** The group that the option is listed in. */
  HelpGroup group();

  /** The unit of a number; empty for an option that is not a number. */
  String unit() default "";

  /** Whether the option may be given without a value, which Beam reads as {@code true}. */
  boolean isValueOptional() default false;
}
