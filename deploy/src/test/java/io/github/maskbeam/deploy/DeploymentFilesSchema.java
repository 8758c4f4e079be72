// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a resource against a structural schema of Kubernetes, as {@code kubectl --validate=strict}
 * does: a field that the schema does not name is a mistake, too.
 */
final class DeploymentFilesSchema {
  private final List<String> problems = new ArrayList<>();

  private DeploymentFilesSchema() {}

  /** Returns what is wrong, a line each with its place; empty when nothing is. */
  static List<String> problems(Object schema, Object value) {
    DeploymentFilesSchema check = new DeploymentFilesSchema();
    check.check((Map<?, ?>) schema, value, "");
    return check.problems;
  }

  private void check(Map<?, ?> schema, Object value, String place) {
    if (Boolean.TRUE.equals(schema.get("x-kubernetes-int-or-string"))) {
      expect(value instanceof Integer || value instanceof String, value, "int or string", place);
      return;
    }
    String type = String.valueOf(schema.get("type"));
    switch (type) {
      case "object":
        if (expect(value instanceof Map, value, type, place)) {
          checkFields(schema, (Map<?, ?>) value, place);
        }
        break;
      case "array":
        if (expect(value instanceof List, value, type, place)) {
          for (Object item : (List<?>) value) {
            check((Map<?, ?>) schema.get("items"), item, place + "[]");
          }
        }
        break;
      case "string":
        expect(value instanceof String, value, type, place);
        break;
      case "boolean":
        expect(value instanceof Boolean, value, type, place);
        break;
      case "integer":
        expect(value instanceof Integer, value, type, place);
        break;
      case "number":
        expect(value instanceof Number, value, type, place);
        break;
      default:
        problems.add(place + ": the schema's type " + type + " is not known here");
    }
    if (schema.get("enum") instanceof List && !((List<?>) schema.get("enum")).contains(value)) {
      problems.add(place + ": " + value + " is none of " + schema.get("enum"));
    }
  }

  private void checkFields(Map<?, ?> schema, Map<?, ?> value, String place) {
    Map<?, ?> properties = map(schema.get("properties"));
    Map<?, ?> others = map(schema.get("additionalProperties"));
    value.forEach(
        (name, field) -> {
          String fieldPlace = place + "/" + name;
          if (properties.containsKey(name)) {
            check(map(properties.get(name)), field, fieldPlace);
          } else if (!others.isEmpty()) {
            check(others, field, fieldPlace);
          } else {
            problems.add(fieldPlace + ": unknown field");
          }
        });
    Object required = schema.get("required");
    for (Object name : required == null ? Set.of() : (List<?>) required) {
      if (!value.containsKey(name)) {
        problems.add(place + "/" + name + ": missing");
      }
    }
  }

  private boolean expect(boolean isSo, Object value, String type, String place) {
    if (!isSo) {
      problems.add(place + ": " + value + " is no " + type);
    }
    return isSo;
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map ? (Map<?, ?>) value : Map.of();
  }
}
