//===- InstanceText.h - The text of an instance of a template ---*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PASSES_INSTANCETEXT_H
#define SWITCHBACK_LIB_PASSES_INSTANCETEXT_H

#include "switchback/Compiler/Form.h"
#include "clang/Sema/Template.h"
#include <optional>
#include <string>

namespace switchback {

/// The body of \p Pattern with what \p Instance knows: packs are expanded,
/// parameters of the template are aliases or values, branches that the instance
/// discards are gone. \p Args: the template arguments of the instance. \p
/// Marks: its lines are marked as those of the pattern. Nothing if that cannot
/// be said by text alone.
std::optional<std::string>
bodyOfInstance(const Form &Pattern, const Form &Instance,
               const clang::MultiLevelTemplateArgumentList &Args, bool Marks);

/// The name of the \p Index-th parameter of what the pattern declares as the
/// parameter pack \p Name.
std::string elementName(llvm::StringRef Name, unsigned Index);

/// \p A as a template argument in the scope of \p F; nothing if it has no text.
std::optional<std::string> argumentText(const Form &F,
                                        const clang::TemplateArgument &A);

} // namespace switchback

#endif
