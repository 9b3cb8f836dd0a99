//===- switchback/async.h - All of the async library ------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What is for Boost.Asio is left out where that is not installed. It makes up
/// most of what this header costs to compile: include single headers where that
/// matters.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_ASYNC_H
#define SWITCHBACK_ASYNC_H

#include "switchback/annotate.h"
#include "switchback/async_stream.h"
#include "switchback/async_void.h"
#include "switchback/cancellation.h"
#include "switchback/delay.h"
#include "switchback/errors.h"
#include "switchback/event_loop.h"
#include "switchback/files.h"
#include "switchback/frame_recycling.h"
#include "switchback/http_client.h"
#include "switchback/synchronization_context.h"
#include "switchback/task.h"
#include "switchback/thread_pool.h"
#include "switchback/value_task.h"
#include "switchback/when_all.h"
#include "switchback/when_any.h"

#if __has_include(<boost/asio/version.hpp>)
#include "switchback/asio_context.h"
#include "switchback/use_task.h"
#endif

#endif // SWITCHBACK_ASYNC_H
