// What the tests of http_client share.
#ifndef SWITCHBACK_TEST_ASYNC_HTTP_H
#define SWITCHBACK_TEST_ASYNC_HTTP_H

#include "switchback/http_client.h"
#include "test.h"
#include <future>
#include <optional>
#include <string>

namespace test {

using switchback::http_client;
using switchback::http_client_options;
using switchback::http_error;
using switchback::http_failure;
using switchback::http_headers;
using switchback::http_response;
using switchback::http_step;
using switchback::task;

SWITCHBACK_ASYNC inline task<std::string> fetch(http_client &client,
                                                std::string url) {
  task<http_response> getting = client.get(std::move(url));
  http_response response = co_await std::move(getting);
  task<std::string> reading = response.read_as_string();
  std::string body = co_await std::move(reading);
  co_return body;
}

/// What a request failed with; throws if it did not.
template <class T> http_error failure_of(task<T> failed) {
  try {
    failed.get();
  } catch (const http_error &error) {
    return error;
  }
  throw std::logic_error("the request did not fail");
}

/// Waits until \p condition holds, which it will unless there is an error.
template <class F> bool eventually(F condition) {
  for (int i = 0; i < 2000; ++i) {
    if (condition())
      return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

} // namespace test

#endif // SWITCHBACK_TEST_ASYNC_HTTP_H
