// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0

// A delegate with TensorFlow Lite's external-delegate interface, for tests. Its options:
//   mode      nothing (default): take no operator
//             one: take the first ADD, and add 10 to the elements of its first input instead
//             static: as one, but do not allow dynamic tensors, like a GPU
//             fail_create, fail_prepare, fail_kernel: fail in that step with a message
//             crash: end the process when the delegate is created
//   device    a name that is part of the messages

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The part of TensorFlow Lite's C interface (version 2.20) that is used here. The order and types
// of the fields are those of the library; fields that are not used have no type of their own.

enum { OK = 0, ERROR = 1, DELEGATE_ERROR = 2 };
enum { ADD = 0, DELEGATE = 51 };
enum { ALLOW_DYNAMIC_TENSORS = 1 };

typedef struct {
  int size;
  int data[];
} IntArray;

typedef struct {
  int type;
  void *data;
  IntArray *dims;
  float scale;
  int32_t zero_point;
  int allocation_type;
  size_t bytes;
  const void *allocation;
  const char *name;
  struct Delegate *delegate;
  int buffer_handle;
  bool data_is_stale;
  bool is_variable;
  int quantization_type;
  void *quantization_params;
  void *sparsity;
  const IntArray *dims_signature;
} Tensor;

typedef struct {
  IntArray *inputs;
  IntArray *outputs;
} Node;

typedef struct Context Context;

typedef struct {
  void *(*init)(Context *context, const char *buffer, size_t length);
  void (*free)(Context *context, void *buffer);
  int (*prepare)(Context *context, Node *node);
  int (*invoke)(Context *context, Node *node);
  const char *(*profiling_string)(const Context *context, const Node *node);
  int32_t builtin_code;
  const char *custom_name;
  int version;
  void *registration_external;
  void *async_kernel;
  uint64_t inplace_operator;
} Registration;

struct Context {
  size_t tensors_size;
  int (*execution_plan)(Context *context, IntArray **plan);
  Tensor *tensors;
  void *implementation;
  int (*resize_tensor)(Context *context, Tensor *tensor, IntArray *size);
  void (*report_error)(Context *context, const char *format, ...);
  int (*add_tensors)(Context *context, int count, int *first);
  int (*node_and_registration)(Context *context, int index, Node **node,
                               Registration **registration);
  int (*replace_nodes)(Context *context, Registration registration, const IntArray *nodes,
                       struct Delegate *delegate);
};

typedef struct Delegate {
  void *data;
  int (*prepare)(Context *context, struct Delegate *delegate);
  void *copy_from_buffer_handle;
  void *copy_to_buffer_handle;
  void *free_buffer_handle;
  int64_t flags;
  void *opaque_delegate_builder;
} Delegate;

typedef struct {
  Delegate delegate;
  char mode[32];
  char device[64];
  int kernels;
} State;

static int delegates = 0;
static int destroyed_in_use = 0;

// What tests ask for: delegates that exist, and those that were destroyed before their kernels.
int test_delegates(void) { return delegates; }
int test_destroyed_in_use(void) { return destroyed_in_use; }

static bool is(const State *state, const char *mode) { return strcmp(state->mode, mode) == 0; }

// The parameters of a delegate's kernel begin with the delegate.
static void *kernel_init(Context *context, const char *buffer, size_t length) {
  State *state = (*(Delegate *const *)buffer)->data;
  state->kernels++;
  return state;
}

static void kernel_free(Context *context, void *buffer) { ((State *)buffer)->kernels--; }

static int kernel_prepare(Context *context, Node *node) { return OK; }

static int failing_kernel_prepare(Context *context, Node *node) {
  context->report_error(context, "the test kernel cannot be prepared");
  return ERROR;
}

static int kernel_invoke(Context *context, Node *node) {
  const Tensor *in = &context->tensors[node->inputs->data[0]];
  Tensor *out = &context->tensors[node->outputs->data[0]];
  const float *from = in->data;
  float *to = out->data;
  for (size_t i = 0; i < out->bytes / sizeof(float); i++) {
    to[i] = from[i % (in->bytes / sizeof(float))] + 10;
  }
  return OK;
}

static int prepare(Context *context, Delegate *delegate) {
  State *state = delegate->data;
  if (is(state, "nothing")) {
    return OK;
  }
  if (is(state, "fail_prepare")) {
    context->report_error(context, "the test delegate rejects the graph on device %s",
                          state->device);
    return DELEGATE_ERROR;
  }
  IntArray *plan;
  if (context->execution_plan(context, &plan) != OK) {
    return ERROR;
  }
  for (int i = 0; i < plan->size; i++) {
    Node *node;
    Registration *registration;
    int index = plan->data[i];
    if (context->node_and_registration(context, index, &node, &registration) != OK) {
      return ERROR;
    }
    if (registration->builtin_code == ADD) {
      Registration kernel = {
          .init = kernel_init,
          .free = kernel_free,
          .prepare = is(state, "fail_kernel") ? failing_kernel_prepare : kernel_prepare,
          .invoke = kernel_invoke,
          .builtin_code = DELEGATE,
          .custom_name = "TestDelegate",
          .version = 1,
      };
      IntArray *taken = malloc(sizeof(IntArray) + sizeof(int));
      taken->size = 1;
      taken->data[0] = index;
      int status = context->replace_nodes(context, kernel, taken, delegate);
      free(taken);
      return status;
    }
  }
  return OK;
}

Delegate *tflite_plugin_create_delegate(const char *const *keys, const char *const *values,
                                        size_t count, void (*report_error)(const char *)) {
  State *state = calloc(1, sizeof(State));
  strcpy(state->mode, "nothing");
  for (size_t i = 0; i < count; i++) {
    if (strcmp(keys[i], "mode") == 0) {
      snprintf(state->mode, sizeof(state->mode), "%s", values[i]);
    } else if (strcmp(keys[i], "device") == 0) {
      snprintf(state->device, sizeof(state->device), "%s", values[i]);
    }
  }
  if (is(state, "crash")) {
    abort();
  }
  if (is(state, "fail_create")) {
    char message[128];
    snprintf(message, sizeof(message), "the test delegate finds no device %s", state->device);
    report_error(message);
    free(state);
    return NULL;
  }
  state->delegate.data = state;
  state->delegate.prepare = prepare;
  state->delegate.flags = is(state, "static") ? 0 : ALLOW_DYNAMIC_TENSORS;
  delegates++;
  return &state->delegate;
}

void tflite_plugin_destroy_delegate(Delegate *delegate) {
  State *state = delegate->data;
  if (state->kernels != 0) {
    destroyed_in_use++;
  }
  delegates--;
  free(state);
}
