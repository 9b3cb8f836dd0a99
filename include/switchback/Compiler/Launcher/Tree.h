//===- Tree.h - The files that are compiled instead -------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the compiler is given in place of the user's files: a folder in which
/// they have the paths that they have from the root, so that they find each
/// other as natively. It has the inputs that changed, and if a header did, all
/// headers of the user's that they include.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_LAUNCHER_TREE_H
#define SWITCHBACK_COMPILER_LAUNCHER_TREE_H

#include "switchback/Compiler/Frontend/InBuild.h"
#include "switchback/Compiler/Launcher/Arguments.h"
#include "llvm/Support/Error.h"
#include <map>
#include <optional>
#include <string>

namespace switchback {

/// An input, what it says, and what became of it.
struct CompiledInput {
  const SourceInput &Source;
  std::string Content;
  BuildOutcome Outcome;

  /// Whether something in it or in what it includes is to be compiled as it was
  /// lowered.
  bool isChanged() const;
};

class LoweredTree {
public:
  /// \p Names says whether lines and names of the user's are kept.
  LoweredTree(const CompilerArguments &Args, bool Names)
      : Args(Args), Names(Names) {}
  LoweredTree(const LoweredTree &) = delete;
  LoweredTree &operator=(const LoweredTree &) = delete;

  /// Removes the folder, unless it is kept.
  ~LoweredTree();

  /// Takes in \p Input. Fails if an earlier input made something else of a
  /// header, or one cannot be read.
  llvm::Error add(const CompiledInput &Input);

  /// Makes the folder and writes what was added. One and the same compile has
  /// one and the same folder, for caches.
  llvm::Error write();

  void keep() { IsKept = true; }
  llvm::StringRef folder() const { return Folder; }

  /// The arguments that compile what was written, as the user's do the user's.
  /// \p Support is the folder of our own headers.
  std::vector<std::string> arguments(llvm::StringRef Support) const;

  /// What stands natively for \p Path, if that is in the folder.
  std::optional<std::string> native(llvm::StringRef Path) const;

private:
  struct File {
    std::string Text;
    /// What the compiler calls it natively: the first is what its lines say.
    std::vector<std::string> Names;

    const std::string &name() const { return Names.front(); }
  };

  llvm::Error addHeader(const HeaderOutcome &Header);
  bool isShadowed(const HeaderOutcome &Header, llvm::StringRef Folder) const;
  std::string spell(llvm::StringRef Spelled) const;
  std::string place(llvm::StringRef Name) const;
  llvm::Error makeFolder();
  bool holds(llvm::StringRef Directory) const;
  void addFolders(std::vector<std::string> &Result) const;
  void addFallbacks(llvm::StringRef Support,
                    std::vector<std::string> &Result) const;
  void addPrefixMaps(std::vector<std::string> &Result) const;
  void addWord(const Word &W, std::vector<std::string> &Result) const;

  const CompilerArguments &Args;
  bool Names;
  bool HasHeaders = false;
  bool IsKept = false;
  std::string Folder;
  /// By their absolute names, in which links are not resolved.
  std::map<std::string, File> Files;
  /// By the argument that they are.
  std::map<unsigned, std::string> Inputs;
};

/// The option by which \p W names a folder to look for headers in.
std::optional<llvm::StringRef> folderOption(const Word &W);

/// \p Path from the root, without dots.
std::string fromRoot(llvm::StringRef Path);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_LAUNCHER_TREE_H
