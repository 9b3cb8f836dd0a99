//===- Output.cpp - Where lowered text goes -------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Output.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Errc.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace switchback {

namespace {

Error cannotWrite(StringRef Path, std::error_code EC) {
  std::string Name = Path == "-" ? "standard output" : "'" + Path.str() + "'";
  return createStringError(EC, "cannot write " + Name + ": " + EC.message());
}

std::string absolute(StringRef Path) {
  SmallString<128> Result(Path);
  sys::fs::make_absolute(Result);
  sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

/// The path of \p File below \p OutDir.
std::string below(StringRef OutDir, StringRef File) {
  SmallString<128> Current;
  sys::fs::current_path(Current);
  std::string Absolute = absolute(File);
  StringRef Relative = Absolute;
  if (!Relative.consume_front(Current) ||
      !Relative.consume_front(sys::path::get_separator()))
    Relative = sys::path::filename(File);
  SmallString<128> Result(OutDir);
  sys::path::append(Result, Relative);
  return std::string(Result);
}

/// Where the lowered text of \p File goes; empty if nowhere.
std::string outputFor(const Options &Opts, StringRef File) {
  switch (Opts.Mode) {
  case OutputMode::Print:
    return "-";
  case OutputMode::File:
    return Opts.OutputPath;
  case OutputMode::InPlace:
    return File.str();
  case OutputMode::OutDir:
    return below(Opts.OutputPath, File);
  case OutputMode::Diff:
  case OutputMode::Check:
  case OutputMode::Layout:
  case OutputMode::Dump:
    return "";
  }
  llvm_unreachable("covered switch");
}

/// Whether \p Path can be written: it, or else the folder it will be in, which
/// is made if \p MakeFolders.
std::error_code checkWritable(StringRef Path, bool MakeFolders) {
  using sys::fs::AccessMode;
  if (sys::fs::is_directory(Path))
    return make_error_code(errc::is_a_directory);
  if (sys::fs::exists(Path))
    if (std::error_code EC = sys::fs::access(Path, AccessMode::Write))
      return EC;
  StringRef Folder = sys::path::parent_path(Path);
  while (MakeFolders && !Folder.empty() && !sys::fs::exists(Folder))
    Folder = sys::path::parent_path(Folder);
  if (Folder.empty())
    Folder = ".";
  sys::fs::file_status Status;
  if (std::error_code EC = sys::fs::status(Folder, Status))
    return EC;
  if (!sys::fs::is_directory(Status))
    return make_error_code(errc::not_a_directory);
  // A device is written as it is, a file through another in its folder.
  if (sys::fs::exists(Path) && !sys::fs::is_regular_file(Path))
    return {};
  return sys::fs::access(Folder, AccessMode::Write);
}

/// Writes to what is not a file: a pipe, a device.
Error writeThrough(StringRef Path, StringRef Text) {
  std::error_code EC;
  raw_fd_ostream OS(Path, EC);
  if (EC)
    return cannotWrite(Path, EC);
  OS << Text;
  OS.flush();
  EC = OS.error();
  OS.clear_error();
  return EC ? cannotWrite(Path, EC) : Error::success();
}

} // namespace

std::optional<StringRef> relativeTo(StringRef Folder, StringRef Path) {
  // The root ends with a separator.
  if (!Path.consume_front(Folder) ||
      (!Folder.ends_with(sys::path::get_separator()) &&
       !Path.consume_front(sys::path::get_separator())))
    return std::nullopt;
  return Path;
}

std::string realFolder(StringRef File) {
  SmallString<128> Folder, Real;
  if (File.empty())
    sys::fs::current_path(Folder);
  else
    Folder = sys::path::parent_path(absolute(File));
  if (sys::fs::real_path(Folder, Real))
    return std::string(Folder);
  return std::string(Real);
}

std::string headerOutput(const Options &Opts, StringRef Name, StringRef Path,
                         StringRef Source) {
  SmallString<128> Current, Result(Opts.OutputPath);
  sys::fs::current_path(Current);
  // The tree has no links: what was found by one lies there itself.
  std::string Real = realFolder("");
  for (auto [Folder, File] :
       {std::pair(StringRef(Current), Name), {Real, Name}, {Real, Path}})
    if (auto Relative = relativeTo(Folder, File)) {
      sys::path::append(Result, *Relative);
      return std::string(Result);
    }
  auto Beside = [&](StringRef File) {
    auto Relative = relativeTo(realFolder(File), Path);
    if (!Relative)
      return false;
    Result = sys::path::parent_path(below(Opts.OutputPath, File));
    sys::path::append(Result, *Relative);
    return true;
  };
  if (!Beside(Source) && none_of(Opts.Files, Beside))
    sys::path::append(Result, sys::path::filename(Path));
  return std::string(Result);
}

Error checkOutput(const Options &Opts, StringRef Output, StringRef File) {
  bool IsOutDir = Opts.Mode == OutputMode::OutDir;
  if (IsOutDir && sys::fs::equivalent(Output, File))
    return createStringError("--out-dir would write over '" + File +
                             "'; use --in-place for that");
  if (std::error_code EC = checkWritable(Output, IsOutDir))
    return cannotWrite(Output, EC);
  return Error::success();
}

Error planOutputs(Options &Opts) {
  StringMap<StringRef> Taken;
  for (const std::string &File : Opts.Files) {
    std::string Output = outputFor(Opts, File);
    if (!Output.empty() && Output != "-") {
      auto [Entry, New] = Taken.try_emplace(absolute(Output), File);
      if (!New)
        return createStringError("'" + Entry->second + "' and '" + File +
                                 "' would both be written to '" + Output + "'");
      if (Error E = checkOutput(Opts, Output, File))
        return E;
    }
    Opts.Outputs.push_back(std::move(Output));
  }
  return Error::success();
}

Error writeWhole(StringRef Path, StringRef Text) {
  if (Path == "-")
    return writeThrough(Path, Text);
  SmallString<128> Target(Path);
  sys::fs::file_status Status;
  bool Exists = !sys::fs::status(Path, Status);
  if (Exists) {
    if (!sys::fs::is_regular_file(Status))
      return writeThrough(Path, Text);
    if (std::error_code EC = sys::fs::real_path(Path, Target))
      return cannotWrite(Path, EC);
  } else if (StringRef Folder = sys::path::parent_path(Path); !Folder.empty()) {
    if (std::error_code EC = sys::fs::create_directories(Folder))
      return cannotWrite(Path, EC);
  }

  Expected<sys::fs::TempFile> Temporary =
      sys::fs::TempFile::create(Target + ".tmp%%%%%%");
  if (!Temporary)
    return cannotWrite(Path, errorToErrorCode(Temporary.takeError()));
  std::error_code EC;
  if (Exists)
    EC = sys::fs::setPermissions(Temporary->FD, Status.permissions());
  if (!EC) {
    raw_fd_ostream OS(Temporary->FD, /*shouldClose=*/false);
    OS << Text;
    OS.flush();
    EC = OS.error();
    OS.clear_error();
  }
  if (EC) {
    consumeError(Temporary->discard());
    return cannotWrite(Path, EC);
  }
  if (Error E = Temporary->keep(Target))
    return cannotWrite(Path, errorToErrorCode(std::move(E)));
  return Error::success();
}

} // namespace switchback
