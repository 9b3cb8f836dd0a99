// Requests whose host is looked up for long.
#include "http.h"
#include "server.h"
#include "switchback/cancellation.h"
#include <condition_variable>
#include <dlfcn.h>
#include <mutex>
#include <netdb.h>
#include <string_view>

using switchback::cancellation_source;
using namespace test;

namespace {

/// Lookups of one name are held until this lets them go; then it is a name of
/// the machine itself. The system cannot be asked to be slow, so it is not
/// asked.
class held_lookups {
public:
  static held_lookups &instance() {
    static held_lookups all;
    return all;
  }

  /// Holds those of \p name from now on, and no others.
  void hold(std::string name) {
    std::lock_guard lock(mutex);
    held = std::move(name);
    changed.notify_all();
  }
  /// Waits until \p expected lookups are held.
  void wait_for(int expected) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return count == expected; });
  }
  /// Lets those go that are held now.
  void let_go() {
    std::lock_guard lock(mutex);
    ++turns;
    changed.notify_all();
  }

  /// In a lookup of \p name. False if that is not one that was to be held.
  bool stay(std::string_view name) {
    std::unique_lock lock(mutex);
    if (name != held)
      return false;
    const int turn = turns;
    ++count;
    changed.notify_all();
    changed.wait(lock, [&] { return turns != turn || name != held; });
    --count;
    changed.notify_all();
    return true;
  }

private:
  std::mutex mutex;
  std::condition_variable changed;
  std::string held = "none";
  int count = 0, turns = 0;
};

/// A name for each test, of which no lookup stays at its end.
class http_lookup : public testing::Test {
protected:
  http_lookup() : host("h" + std::to_string(++tests) + ".test") {
    held.hold(host);
  }
  ~http_lookup() override {
    held.hold("none");
    held.wait_for(0);
  }
  std::string url() const { return "http://" + host + '/'; }

  held_lookups &held = held_lookups::instance();
  static inline int tests = 0;
  const std::string host;
};

} // namespace

/// In place of the system's, for all of the program.
extern "C" int getaddrinfo(const char *node, const char *service,
                           const addrinfo *hints, addrinfo **result) {
  static const auto of_system = reinterpret_cast<decltype(&::getaddrinfo)>(
      ::dlsym(RTLD_NEXT, "getaddrinfo"));
  if (node && held_lookups::instance().stay(node))
    node = "127.0.0.1";
  return of_system(node, service, hints, result);
}

namespace {

void answer(connection &peer) {
  while (!peer.read_request().empty())
    peer.respond("found");
}

TEST_F(http_lookup, takes_its_time) {
  server peer(answer);
  http_client client;
  task<http_response> getting = client.get(peer.url("/", host));
  held.wait_for(1);
  EXPECT_FALSE(getting.is_completed());
  held.let_go();
  http_response response = getting.get();
  EXPECT_EQ(response.read_as_string().get(), "found");
}

TEST_F(http_lookup, is_canceled_at_once) {
  http_client client;
  cancellation_source source;
  task<http_response> getting = client.get(url(), source.token());
  held.wait_for(1);
  source.cancel();
  getting.wait(); // the lookup is still held
  EXPECT_TRUE(getting.is_canceled());
  EXPECT_EQ(client.idle_connections(), 0u);
}

TEST_F(http_lookup, times_out) {
  for (bool connect : {true, false}) {
    http_client_options options;
    (connect ? options.connect_timeout : options.request_timeout) = 10ms;
    http_client client(options);
    task<http_response> getting = client.get(url());
    const http_error error = failure_of(std::move(getting));
    EXPECT_EQ(error.step(), http_step::resolve);
    EXPECT_EQ(error.failure(), http_failure::timed_out);
    EXPECT_NE(std::string(error.what())
                  .find(connect ? "connect_timeout" : "request_timeout"),
              std::string::npos)
        << error.what();
  }
}

TEST_F(http_lookup, does_not_hold_up_addresses) {
  server peer(answer);
  http_client client;
  cancellation_source source;
  task<http_response> held_up = client.get(url(), source.token());
  held.wait_for(1);
  EXPECT_EQ(client.get(peer.url("/", "127.0.0.1")).get().status(), 200);
  source.cancel();
  held_up.wait();
}

TEST_F(http_lookup, does_not_hold_up_other_names) {
  server peer(answer);
  http_client client;
  cancellation_source source;
  task<http_response> held_up = client.get(url(), source.token());
  held.wait_for(1);
  EXPECT_EQ(client.get(peer.url("/", "localhost")).get().status(), 200);
  source.cancel();
  held_up.wait();
  // Canceled, it is still being looked up.
  EXPECT_EQ(client.get(peer.url("/", "localhost")).get().status(), 200);
}

TEST_F(http_lookup, of_more_than_go_at_once) {
  server peer(answer);
  http_client client;
  cancellation_source source;
  std::vector<task<http_response>> all;
  for (int i = 0; i < 10; ++i)
    all.push_back(client.get(url(), source.token()));
  held.wait_for(4);
  source.cancel();
  for (task<http_response> &each : all) {
    each.wait();
    EXPECT_TRUE(each.is_canceled());
  }
  held.let_go(); // the others have nobody to begin for
  EXPECT_EQ(client.get(peer.url("/", "localhost")).get().status(), 200);
}

TEST_F(http_lookup, may_outlive_its_client) {
  cancellation_source source;
  task<http_response> getting;
  {
    http_client client;
    getting = client.get(url(), source.token());
    held.wait_for(1);
  }
  EXPECT_FALSE(getting.is_completed());
  source.cancel();
  getting.wait();
  EXPECT_TRUE(getting.is_canceled());
}

TEST_F(http_lookup, ends_against_a_cancellation) {
  server peer(answer);
  http_client_options options;
  options.max_idle_connections = 0; // each request looks it up
  http_client client(options);
  for (int i = 0; i < 200; ++i) {
    cancellation_source source;
    task<http_response> getting =
        client.get(peer.url("/", host), source.token());
    held.wait_for(1);
    {
      test::thread canceling([&] { source.cancel(); });
      held.let_go();
    }
    getting.wait();
    EXPECT_TRUE(getting.is_canceled() || getting.get().status() == 200);
    held.wait_for(0);
  }
}

} // namespace
