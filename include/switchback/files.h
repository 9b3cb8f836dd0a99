//===- switchback/files.h - Files without waiting ---------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reading and writing files, off the caller's thread: the system has no way
/// for files that holds no thread everywhere, so it is one of the pool's.
///
/// All functions may be called from any thread, and for different files, or for
/// reading one, at the same time. The file is opened on the pool, and a
/// relative path means what it does then. What fails in the system is a
/// `std::filesystem::filesystem_error` with the path, in the task.
///
/// A token stops at once what is being read or written: the task is canceled as
/// soon as the piece at hand, of at most 64 KiB, is done; also where the file
/// is a pipe or a terminal that gives nothing. Until then that holds a thread
/// of the pool. To open a pipe for writing that nobody reads is an error.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_FILES_H
#define SWITCHBACK_FILES_H

#include "switchback/async_stream.h"
#include "switchback/task.h"
#include <cstddef>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace switchback {

/// Reads all of the file at \p path, as it is: no end of line is changed.
/// Throws `std::bad_alloc`; that of the text itself is in the task.
task<std::string> read_all_text(std::filesystem::path path,
                                std::stop_token token = {});

/// The same, as bytes.
task<std::vector<std::byte>> read_all_bytes(std::filesystem::path path,
                                            std::stop_token token = {});

/// Makes \p text all that there is in the file at \p path, which is created if
/// it is not there. If it is canceled or fails half way, what was written until
/// then stays.
task<> write_all_text(std::filesystem::path path, std::string text,
                      std::stop_token token = {});

/// Adds \p text at the end of the file, which is created if it is not there.
/// As write_all_text otherwise.
task<> append_all_text(std::filesystem::path path, std::string text,
                       std::stop_token token = {});

/// The lines of a file, one by one, without their ends ("\n" or "\r\n"); what
/// follows the last end is a line if it is not empty. The file is opened by the
/// first read, which fails if that does, and closed at the end or with the
/// stream. No more than a line and 64 KiB of it are in memory.
async_stream<std::string> read_lines(std::filesystem::path path,
                                     enumerator_cancellation token = {});

} // namespace switchback

#endif // SWITCHBACK_FILES_H
