//===- Internal.h - What the library's own sources share ----------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_ASYNC_INTERNAL_H
#define SWITCHBACK_LIB_ASYNC_INTERNAL_H

#include <exception>
#include <string>

namespace switchback::detail {

/// Prints \p what, and aborts: for what would be undefined behaviour.
[[noreturn]] void misuse(const char *what) noexcept;

/// Prints what left an async_void function, or work in \p where, and ends.
[[noreturn]] void terminate_unhandled(const std::string &where,
                                      const std::exception_ptr &error) noexcept;

/// Set on threads that serve many: code of the user's must not run there.
inline constinit thread_local bool must_not_block = false;

} // namespace switchback::detail

#endif // SWITCHBACK_LIB_ASYNC_INTERNAL_H
