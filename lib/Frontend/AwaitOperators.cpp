//===- AwaitOperators.cpp - operator co_await without co_await ------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/AwaitOperators.h"
#include "clang/Lex/Lexer.h"
#include <optional>

using namespace clang;

namespace switchback {

void renameAwaitOperators(std::string &Text, const LangOptions &LangOpts) {
  const std::string Old = std::exchange(Text, "");
  Lexer Lex(SourceLocation(), LangOpts, Old.data(), Old.data(),
            Old.data() + Old.size());
  size_t Done = 0;
  std::optional<size_t> Operator; // where the `operator` just before begins
  for (Token Tok; !Lex.LexFromRawLexer(Tok);) {
    llvm::StringRef Name =
        Tok.is(tok::raw_identifier) ? Tok.getRawIdentifier() : "";
    size_t End = Lex.getCurrentBufferOffset();
    if (Operator && Name == "co_await") {
      Text += llvm::StringRef(Old).slice(Done, *Operator);
      Text += "operator_co_await";
      Done = End;
    }
    Operator.reset();
    if (Name == "operator")
      Operator = End - Tok.getLength();
  }
  Text += llvm::StringRef(Old).drop_front(Done);
}

} // namespace switchback
