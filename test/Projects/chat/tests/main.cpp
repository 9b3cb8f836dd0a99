// chat_tests [NAME...]: runs all tests, or those that are named.
#include "test.h"
#include "timing.h"
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <thread>

namespace chat::test {

std::vector<named> &all() {
  static std::vector<named> tests;
  return tests;
}

namespace {
asio::io_context *current = nullptr;
} // namespace

asio::any_io_executor pool() { return current->get_executor(); }

namespace {

/// Throws what the test throws, or that it has taken too long.
void run(const named &test) {
  if (test.function)
    return test.function();
  asio::io_context context(test.threads);
  current = &context;
  std::exception_ptr problem;
  auto limited = [&test]() -> awaitable<> {
    if (!co_await with_timeout(test.coroutine(), std::chrono::seconds(20)))
      throw failed_check("not done in time");
  };
  asio::co_spawn(asio::make_strand(context), limited,
                 [&](std::exception_ptr thrown) {
                   problem = thrown;
                   // What still runs is none of the test's business.
                   context.stop();
                 });
  {
    std::vector<std::jthread> others;
    for (int i = 1; i < test.threads; ++i)
      others.emplace_back([&context] { context.run(); });
    context.run();
  }
  if (problem)
    std::rethrow_exception(problem);
}

} // namespace
} // namespace chat::test

int main(int argc, char **argv) {
  using namespace chat::test;
  int failed = 0, done = 0;
  for (const named &test : all()) {
    if (argc > 1 && std::none_of(argv + 1, argv + argc, [&](const char *name) {
          return std::strcmp(name, test.name) == 0;
        }))
      continue;
    ++done;
    try {
      run(test);
      std::printf("ok %s\n", test.name);
    } catch (const std::exception &error) {
      ++failed;
      std::printf("failed %s: %s\n", test.name, error.what());
    }
    std::fflush(stdout);
  }
  if (done == 0)
    std::printf("there is no such test\n");
  return failed || done == 0 ? 1 : 0;
}
