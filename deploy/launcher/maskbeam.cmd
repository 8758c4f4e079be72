@echo off
rem Copyright 2026 The Maskbeam Authors
rem SPDX-License-Identifier: Apache-2.0
rem
rem Starts Maskbeam: maskbeam COMMAND [--name=value ...]
rem
rem Environment: JAVA_HOME  the Java to use (the one of the PATH)
rem              JAVA_OPTS  options of the JVM, such as -Xmx2g
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%JAVA%" (
  echo maskbeam: JAVA_HOME=%JAVA_HOME% has no bin\java.exe. Set it to the directory of Java 11 or newer. 1>&2
  exit /b 1
)
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo maskbeam: Java was not found. Install Java 11 or newer, or set JAVA_HOME to its directory. 1>&2
  exit /b 1
)
"%JAVA%" -Dfile.encoding=UTF-8 %JAVA_OPTS% -jar "%~dp0..\lib\maskbeam.jar" %*
exit /b %errorlevel%
