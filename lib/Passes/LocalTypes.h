//===- LocalTypes.h - Types declared in the body -------------- -*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See LocalTypes.cpp.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PASSES_LOCALTYPES_H
#define SWITCHBACK_LIB_PASSES_LOCALTYPES_H

#include "switchback/Compiler/Form.h"

namespace switchback {

/// Gives local types names that are unique in the function.
void renameLocalTypes(Form &F);

/// Takes the local types that slots need out of the body.
void hoistLocalTypes(Form &F);

} // namespace switchback

#endif
