//===- Process.cpp - Running the compiler ---------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Launcher/Process.h"
#include "switchback/Compiler/Launcher/Message.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include <cerrno>
#include <csignal>
#include <cstring>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

using namespace llvm;

namespace switchback {

namespace {

/// The exit codes of a shell.
enum { CannotRun = 126, NotFound = 127, Signalled = 128 };

constexpr int EndingSignals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};

std::vector<char *> argvOf(ArrayRef<std::string> Command) {
  std::vector<char *> Argv;
  for (const std::string &Arg : Command)
    Argv.push_back(const_cast<char *>(Arg.c_str()));
  Argv.push_back(nullptr);
  return Argv;
}

int cannotRun(StringRef Program, int Errno) {
  report(Severity::Error,
         "cannot run '" + Program + "': " + std::strerror(Errno));
  return Errno == ENOENT ? NotFound : CannotRun;
}

/// Makes \p Text what standard input reads.
bool redirectInput(StringRef Text) {
  SmallString<128> Path;
  int File;
  if (sys::fs::createTemporaryFile("switchback", "stdin", File, Path))
    return false;
  sys::fs::remove(Path);
  raw_fd_ostream OS(File, /*shouldClose=*/false);
  OS << Text;
  OS.flush();
  return !OS.has_error() && lseek(File, 0, SEEK_SET) == 0 &&
         dup2(File, STDIN_FILENO) == STDIN_FILENO;
}

/// What a signal has to end, while the compiler runs.
pid_t Child;
llvm::function_ref<void()> AtSignal;

/// Nothing but the wait for the compiler can be interrupted, so this may do
/// what handlers otherwise must not.
void endBy(int Signal) {
  kill(Child, Signal == SIGINT || Signal == SIGQUIT ? SIGTERM : Signal);
  waitpid(Child, nullptr, 0);
  AtSignal();
  std::signal(Signal, SIG_DFL);
  raise(Signal);
}

sigset_t endingSignals() {
  sigset_t Set;
  sigemptyset(&Set);
  for (int Signal : EndingSignals)
    sigaddset(&Set, Signal);
  return Set;
}

/// Starts \p Command with the signals that it would have without a launcher.
int spawn(ArrayRef<std::string> Command, const sigset_t &Mask) {
  posix_spawnattr_t Attributes;
  posix_spawnattr_init(&Attributes);
  posix_spawnattr_setsigmask(&Attributes, &Mask);
  posix_spawnattr_setflags(&Attributes, POSIX_SPAWN_SETSIGMASK);
  int Failed = posix_spawnp(&Child, Command.front().c_str(), nullptr,
                            &Attributes, argvOf(Command).data(), environ);
  posix_spawnattr_destroy(&Attributes);
  return Failed;
}

} // namespace

int become(ArrayRef<std::string> Command, std::optional<StringRef> Input) {
  if (Input && !redirectInput(*Input)) {
    report(Severity::Error, "cannot keep what was read from standard input");
    return 1;
  }
  outs().flush();
  execvp(Command.front().c_str(), argvOf(Command).data());
  return cannotRun(Command.front(), errno);
}

int runCompiler(ArrayRef<std::string> Command,
                llvm::function_ref<void()> CleanUp) {
  AtSignal = CleanUp;
  sigset_t Ending = endingSignals(), Before;
  sigprocmask(SIG_BLOCK, &Ending, &Before);
  if (int Failed = spawn(Command, Before)) {
    sigprocmask(SIG_SETMASK, &Before, nullptr);
    return cannotRun(Command.front(), Failed);
  }
  // What was ignored stays so, as nohup wants it.
  for (int Signal : EndingSignals)
    if (std::signal(Signal, endBy) == SIG_IGN)
      std::signal(Signal, SIG_IGN);
  sigprocmask(SIG_SETMASK, &Before, nullptr);
  int Status;
  while (waitpid(Child, &Status, 0) < 0 && errno == EINTR)
    ;
  sigprocmask(SIG_BLOCK, &Ending, nullptr);
  return WIFSIGNALED(Status) ? Signalled + WTERMSIG(Status)
                             : WEXITSTATUS(Status);
}

void shorten(std::vector<std::string> &Command, unsigned First,
             StringRef Folder) {
  std::vector<StringRef> Args(Command.begin() + 1, Command.end());
  if (sys::commandLineFitsWithinSystemLimits(Command.front(), Args))
    return;
  SmallString<128> Path(Folder);
  Path += "/arguments.rsp";
  std::error_code EC;
  raw_fd_ostream OS(Path, EC);
  for (StringRef Arg : ArrayRef(Command).drop_front(First)) {
    OS << '"';
    for (char C : Arg) {
      if (C == '"' || C == '\\')
        OS << '\\';
      OS << C;
    }
    OS << "\"\n";
  }
  OS.close();
  Command.resize(First);
  Command.push_back("@" + Path.str().str());
}

} // namespace switchback
