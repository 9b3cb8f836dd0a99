//===- Inclusions.cpp - The files of a translation unit -------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Inclusions.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace llvm;

namespace switchback {

class InclusionRecorder::Callbacks : public PPCallbacks {
public:
  Callbacks(InclusionRecorder &Recorder, const SourceManager &SM)
      : Recorder(Recorder), SM(SM) {}

  void LexedFileChanged(FileID File, LexedFileChangeReason Reason,
                        SrcMgr::CharacteristicKind, FileID,
                        SourceLocation) override {
    if (Reason == LexedFileChangeReason::EnterFile)
      Recorder.Entered.push_back(File);
  }

  void SourceRangeSkipped(SourceRange Range, SourceLocation) override {
    auto [File, Begin] = SM.getDecomposedExpansionLoc(Range.getBegin());
    Recorder.Skipped[File].push_back(
        {Begin, SM.getFileOffset(SM.getExpansionLoc(Range.getEnd()))});
  }

private:
  InclusionRecorder &Recorder;
  const SourceManager &SM;
};

void InclusionRecorder::watch(CompilerInstance &Instance) {
  CI = &Instance;
  Instance.getPreprocessor().addPPCallbacks(
      std::make_unique<Callbacks>(*this, Instance.getSourceManager()));
}

FileID InclusionRecorder::find(const TargetFile &Target) const {
  const SourceManager &SM = CI->getSourceManager();
  if (Target.isMain())
    return SM.getMainFileID();
  sys::fs::UniqueID ID;
  if (sys::fs::getUniqueID(Target.Path, ID))
    return FileID();
  unsigned ToSkip = Target.Inclusion;
  for (FileID File : Entered) {
    OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
    if (Entry && Entry->getUniqueID() == ID && File != SM.getMainFileID() &&
        ToSkip-- == 0)
      return File;
  }
  return FileID();
}

std::vector<Inclusion>
InclusionRecorder::inclusions(ArrayRef<FileID> WithCoroutines) const {
  std::vector<Inclusion> Result;
  const SourceManager &SM = CI->getSourceManager();
  std::map<sys::fs::UniqueID, unsigned> Counts;
  for (FileID File : Entered) {
    OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
    if (!Entry || File == SM.getMainFileID())
      continue;
    unsigned Index = Counts[Entry->getUniqueID()]++;
    // A pragma may make a system header of a file.
    if (SM.isInSystemHeader(SM.getLocForStartOfFile(File)) ||
        SM.isInSystemHeader(SM.getLocForEndOfFile(File)))
      continue;
    SmallString<128> Absolute(Entry->getName()), Real;
    CI->getFileManager().makeAbsolutePath(Absolute);
    if (sys::fs::real_path(Absolute, Real))
      continue;
    Inclusion I;
    I.Path = std::string(Real);
    sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
    I.Name = std::string(Absolute);
    I.Spelled = Entry->getName().str();
    I.Index = Index;
    I.HasCoroutines = is_contained(WithCoroutines, File);
    if (auto It = Skipped.find(File); It != Skipped.end())
      I.Skipped = It->second;
    Result.push_back(std::move(I));
  }
  return Result;
}

} // namespace switchback
