//===- AwaitOperators.h - operator co_await without co_await ----*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Without coroutines `co_await` is a name like any other, and no operator can
/// be called that.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_AWAITOPERATORS_H
#define SWITCHBACK_COMPILER_FRONTEND_AWAITOPERATORS_H

#include "clang/Basic/LangOptions.h"
#include <string>

namespace switchback {

/// Makes every `operator co_await` of \p Text a function `operator_co_await`,
/// where it is declared and where it is called. A call of either finds the same
/// functions: it is looked up like any other, also by its arguments.
void renameAwaitOperators(std::string &Text,
                          const clang::LangOptions &LangOpts);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_AWAITOPERATORS_H
