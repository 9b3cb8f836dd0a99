// Ten thousand requests in flight at the same time, on no more than four
// threads; and next to it, one thread for each request.
//
// The server, in a process of its own, answers 50 ms after it has all requests:
// so all of them are in flight together, whatever the machine.

#include "server.h"

#include <switchback/annotate.h>
#include <switchback/http_client.h>
#include <switchback/task.h>
#include <switchback/thread_pool.h>
#include <switchback/when_all.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <latch>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using switchback::http_client;
using switchback::http_client_options;
using switchback::http_response;
using switchback::task;

namespace {

/// What the system says of this process: threads, or kilobytes in memory.
long status(const std::string &name) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(name + ':'))
      return std::atol(line.c_str() + name.size() + 1);
  return 0;
}

/// The most there were of something, looked at every few milliseconds.
class peaks {
public:
  peaks() : start(std::chrono::steady_clock::now()) {}
  void look() {
    threads = std::max(threads, status("Threads"));
    resident = std::max(resident, status("VmRSS"));
  }
  void print(const char *name, int requests, int good) const {
    const double seconds = std::chrono::duration<double>(
                               std::chrono::steady_clock::now() - start)
                               .count();
    std::printf("%-20s %8d %8d %8ld %9.1f %8.2f\n", name, requests, good,
                threads, resident / 1024.0, seconds);
  }
  long threads = 0;

private:
  std::chrono::steady_clock::time_point start;
  long resident = 0;
};

SWITCHBACK_ASYNC task<bool> ask(http_client &client, std::string url) {
  http_response response = co_await client.get(std::move(url));
  std::string body = co_await response.read_as_string();
  co_return body == "hello\n";
}

/// All requests as tasks. Returns whether all went well.
bool with_tasks(const server_process &server, int count) {
  switchback::thread_pool::set_default_size(2); // and one for I/O, and this
  const std::string url = "http://127.0.0.1:" + std::to_string(server.port()) +
                          server_process::target(count);
  peaks seen;
  http_client_options options;
  options.max_idle_connections = 0;
  http_client client(options);
  std::vector<task<bool>> asking;
  for (int i = 0; i < count; ++i)
    asking.push_back(ask(client, url));
  auto all = switchback::when_all(std::move(asking));
  while (!all.is_completed()) {
    seen.look();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  const std::vector<bool> answers = [&] {
    auto got = all.get();
    return std::vector<bool>(got.begin(), got.end());
  }();
  const auto good =
      static_cast<int>(std::count(answers.begin(), answers.end(), true));
  seen.print("tasks", count, good);
  return good == count && seen.threads <= 4;
}

/// A request as it is without all this.
bool ask_and_wait(unsigned short port, const std::string &target) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const std::string request =
      "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  std::string response;
  if (::connect(socket, reinterpret_cast<sockaddr *>(&address),
                sizeof address) == 0 &&
      ::send(socket, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
    char bytes[1024];
    while (!response.ends_with("\r\n\r\nhello\n")) {
      const ssize_t size = ::recv(socket, bytes, sizeof bytes, 0);
      if (size <= 0)
        break;
      response.append(bytes, static_cast<std::size_t>(size));
    }
  }
  ::close(socket);
  return response.ends_with("hello\n");
}

/// As many threads as the system gives, a request in each.
bool with_threads(const server_process &server, int count) {
  peaks seen;
  std::latch all_there(1);
  std::atomic<int> good = 0, done = 0;
  std::string target;
  std::vector<std::thread> threads;
  try {
    while (static_cast<int>(threads.size()) < count)
      threads.emplace_back([&] {
        all_there.wait(); // until it is known how many they are
        good += ask_and_wait(server.port(), target);
        ++done;
      });
  } catch (const std::system_error &) {
  }
  const int asking = static_cast<int>(threads.size());
  target = server_process::target(asking);
  all_there.count_down();
  while (done < asking) {
    seen.look();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  for (std::thread &each : threads)
    each.join();
  seen.print("thread per request", asking, good);
  return good == asking;
}

/// Runs \p measure in a process of its own, so that what one leaves behind does
/// not count for the other.
template <class F> bool apart(F measure) {
  std::fflush(stdout);
  const pid_t child = ::fork();
  if (child == 0) {
    const bool good = measure();
    std::fflush(stdout);
    std::exit(good ? 0 : 1);
  }
  int result = 1;
  return child > 0 && ::waitpid(child, &result, 0) == child && result == 0;
}

/// Allows as many open files as the system lets us. Returns how many requests
/// that is enough for.
int raise_limit(int wanted) {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  ::getrlimit(RLIMIT_NOFILE, &limit);
  const rlim_t others = 64;
  if (limit.rlim_cur >= static_cast<rlim_t>(wanted) + others)
    return wanted;
  std::cerr << "the system allows " << limit.rlim_cur << " open files only\n";
  return static_cast<int>(limit.rlim_cur - others);
}

} // namespace

int main(int argc, char **argv) {
  const int count = raise_limit(argc > 1 ? std::atoi(argv[1]) : 10'000);
  if (count <= 0) {
    std::cerr << "usage: ten_thousand [REQUESTS]\n";
    return 2;
  }
  std::printf("%-20s %8s %8s %8s %9s %8s\n", "", "requests", "answered",
              "threads", "MB", "seconds");
  std::fflush(stdout);
  const server_process server;
  const bool tasks = apart([&] { return with_tasks(server, count); });
  const bool threads = apart([&] { return with_threads(server, count); });
  return tasks && threads ? 0 : 1;
}
