// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import com.sun.jna.Callback;
import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tensorflow.lite.Delegate;

/**
 * A shared library with the two functions of TensorFlow Lite's external-delegate interface.
 * Bytedeco has no binding for functions that are found at run time, hence JNA, which is loaded only
 * with this class. Thread-safe.
 */
final class DelegateLibrary {
  private static final String CREATE = "tflite_plugin_create_delegate";
  private static final String DESTROY = "tflite_plugin_destroy_delegate";
  private static final String UTF_8 = "UTF-8";

  /** {@code RTLD_NOW} of Linux and macOS: a missing symbol fails here, not in an inference. */
  private static final int RESOLVE_NOW = 2;

  /** {@code RTLD_LOCAL} of macOS; on Linux it is 0. */
  private static final int MACOS_LOCAL = 4;

  /** Never unloaded, because drivers of accelerators leave threads that run their code. */
  private static final Map<String, DelegateLibrary> OPENED = new HashMap<>();

  private final String path;
  private final Function create;
  private final Function destroy;

  private DelegateLibrary(String path, NativeLibrary library) {
    this.path = path;
    this.create = library.getFunction(CREATE);
    this.destroy = library.getFunction(DESTROY);
  }

  /**
   * Opens a library, unless this process has done so before.
   *
   * @param path an absolute path
   * @throws InvalidModelException if there is no such file, it is not a library for this machine,
   *     or it is not one of a delegate
   */
  static DelegateLibrary open(String path) {
    synchronized (OPENED) {
      DelegateLibrary opened = OPENED.get(path);
      if (opened == null) {
        opened = opened(path);
        OPENED.put(path, opened);
      }
      return opened;
    }
  }

  private static DelegateLibrary opened(String path) {
    if (!Files.isRegularFile(Path.of(path))) {
      throw notLoaded(
          String.format(
              "Delegate %s does not exist on this machine or is not a file; use the path of a"
                  + " shared library that every machine of the run has",
              path));
    }
    NativeLibrary library;
    try {
      library = NativeLibrary.getInstance(path, loadOptions());
    } catch (LinkageError e) {
      throw notLoaded(
          String.format(
              "Delegate %s cannot be loaded (%s); use a shared library that is built for %s %s,"
                  + " and install the libraries that it needs",
              path,
              oneLine(e.getMessage()),
              System.getProperty("os.name"),
              System.getProperty("os.arch")));
    }
    try {
      return new DelegateLibrary(path, library);
    } catch (UnsatisfiedLinkError e) {
      throw notLoaded(
          String.format(
              "Delegate %s is a library without the functions %s and %s; use one that is built as"
                  + " an external delegate of TensorFlow Lite",
              path, CREATE, DESTROY));
    }
  }

  private static Map<String, Object> loadOptions() {
    Map<String, Object> options = new HashMap<>();
    // JNA's default makes the symbols of the library global. One that contains a copy of TensorFlow
    // Lite would then replace functions of the copy that runs the model.
    if (Platform.isMac()) {
      options.put(Library.OPTION_OPEN_FLAGS, RESOLVE_NOW | MACOS_LOCAL);
    } else if (!Platform.isWindows()) {
      options.put(Library.OPTION_OPEN_FLAGS, RESOLVE_NOW);
    }
    return options;
  }

  /**
   * Creates a delegate, which the caller closes after the interpreter that uses it.
   *
   * @throws InvalidModelException if the library creates none
   */
  Delegate create(Map<String, String> options) {
    Messages messages = new Messages();
    Pointer delegate =
        create.invokePointer(
            new Object[] {
              new StringArray(options.keySet().toArray(new String[0]), UTF_8),
              new StringArray(options.values().toArray(new String[0]), UTF_8),
              (long) options.size(),
              messages
            });
    if (delegate == null) {
      throw new InvalidModelException(
          InvalidModelException.Reason.DELEGATE_NOT_CREATED,
          String.format(
              "Delegate %s creates no delegate (%s); check --delegateOptions and that its device"
                  + " is present and accessible",
              path, messages.text()));
    }
    return new Created(delegate, messages);
  }

  private static InvalidModelException notLoaded(String message) {
    return new InvalidModelException(InvalidModelException.Reason.DELEGATE_NOT_LOADED, message);
  }

  private static String oneLine(String message) {
    // JNA appends the places where it looked for the library.
    return message == null ? "no reason given" : message.split("\\R", 2)[0].strip();
  }

  /** The function that receives errors, as JNA wants it: an interface with one method. */
  interface ErrorReceiver extends Callback {
    /** Called by native code. */
    void callback(Pointer message);
  }

  /** The errors that the library reports. */
  private static final class Messages implements ErrorReceiver {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void callback(Pointer message) {
      if (message != null) {
        lines.add(message.getString(0, UTF_8).strip());
      }
    }

    private String text() {
      return lines.isEmpty() ? InvalidModelException.SEE_STDERR : String.join("; ", lines);
    }
  }

  private final class Created implements Delegate {
    // The library may report errors until the delegate is destroyed.
    private final Messages messages;
    private Pointer delegate;

    private Created(Pointer delegate, Messages messages) {
      this.delegate = delegate;
      this.messages = messages;
    }

    @Override
    public long getNativeHandle() {
      return Pointer.nativeValue(delegate);
    }

    @Override
    public void close() {
      if (delegate != null) {
        destroy.invokeVoid(new Object[] {delegate});
        delegate = null;
      }
    }

    @Override
    public String toString() {
      return path + ": " + messages.text();
    }
  }
}
