// Reading and writing files.
#include "switchback/cancellation.h"
#include "switchback/files.h"
#include "test.h"
#include <fstream>
#include <future>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

using namespace switchback;
using namespace test;
namespace fs = std::filesystem;

namespace {

/// A folder of its own for each test.
class files : public testing::Test {
protected:
  files()
      : folder(fs::path(testing::TempDir()) /
               ("switchback-files-" + std::to_string(::getpid()))) {
    fs::create_directories(folder);
  }
  ~files() override { fs::remove_all(folder); }

  fs::path make(const std::string &text) {
    std::ofstream(folder / "made", std::ios::binary) << text;
    return folder / "made";
  }
  /// A pipe that gives nothing until somebody writes to it.
  fs::path make_pipe() {
    EXPECT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    return folder / "pipe";
  }

  /// How many descriptors the process has.
  static std::ptrdiff_t open_files() {
    return std::distance(fs::directory_iterator("/proc/self/fd"),
                         fs::directory_iterator());
  }

  fs::path folder;
};

std::string pattern(std::size_t size) {
  std::string text(size, 'x');
  for (std::size_t i = 0; i < size; ++i)
    text[i] = static_cast<char>(i * 31 % 251);
  return text;
}

TEST_F(files, are_written_and_read) {
  const fs::path path = folder / "text";
  for (const std::string &text :
       {std::string(), std::string("a\r\nb\0c", 6), pattern(65535),
        pattern(65536), pattern(1'000'000)}) {
    write_all_text(path, text).get();
    EXPECT_EQ(fs::file_size(path), text.size());
    EXPECT_EQ(read_all_text(path).get(), text);
    const std::vector<std::byte> bytes = read_all_bytes(path).get();
    ASSERT_EQ(bytes.size(), text.size());
    EXPECT_TRUE(std::equal(
        bytes.begin(), bytes.end(), text.begin(),
        [](std::byte a, char b) { return a == static_cast<std::byte>(b); }));
  }
  write_all_text(path, "short").get();
  append_all_text(path, " and more").get();
  EXPECT_EQ(read_all_text(path).get(), "short and more");
}

TEST_F(files, are_read_off_the_callers_thread) {
  const fs::path path = make("text");
  auto where = [&]() SWITCHBACK_ASYNC -> task<std::thread::id> {
    task<std::string> reading = read_all_text(path);
    co_await std::move(reading).configure_await(false);
    co_return std::this_thread::get_id();
  };
  loop_thread ui;
  std::promise<bool> blocked;
  ui->post([&] {
    // Blocks the loop, which the file does not need.
    blocked.set_value(read_all_text(path).get() == "text");
  });
  EXPECT_TRUE(blocked.get_future().get());
  where().wait();
}

TEST_F(files, whose_size_nobody_knows) {
  EXPECT_FALSE(read_all_text("/proc/self/status").get().empty());
}

void expect_failure(task<> failed, const fs::path &path, std::errc code) {
  try {
    failed.get();
    ADD_FAILURE() << path;
  } catch (const fs::filesystem_error &error) {
    EXPECT_EQ(error.code(), code) << error.what();
    EXPECT_EQ(error.path1(), path);
    EXPECT_NE(std::string(error.what()).find(path.string()), std::string::npos);
  }
}

SWITCHBACK_ASYNC task<> read_only(fs::path path) {
  task<std::string> reading = read_all_text(path);
  co_await std::move(reading);
}

SWITCHBACK_ASYNC task<> count_lines(fs::path path, int &count) {
  async_stream<std::string> lines = read_lines(path);
  for (;;) {
    std::optional<std::string> line = co_await lines.next();
    if (!line)
      break;
    ++count;
  }
}

TEST_F(files, fail_with_the_path) {
  const fs::path missing = folder / "no" / "such";
  const auto none = std::errc::no_such_file_or_directory;
  int count = 0;
  expect_failure(read_only(missing), missing, none);
  expect_failure(read_only(""), "", none);
  expect_failure(write_all_text(missing, "x"), missing, none);
  expect_failure(append_all_text(missing, "x"), missing, none);
  expect_failure(count_lines(missing, count), missing, none);
  expect_failure(read_only(folder), folder, std::errc::is_a_directory);
  expect_failure(write_all_text(folder, ""), folder, std::errc::is_a_directory);
  expect_failure(write_all_text("/dev/full", "x"), "/dev/full",
                 std::errc::no_space_on_device);
  const fs::path pipe = make_pipe();
  expect_failure(write_all_text(pipe, "x"), pipe,
                 std::errc::no_such_device_or_address);
}

SWITCHBACK_ASYNC task<std::vector<std::string>>
collect(async_stream<std::string> lines) {
  std::vector<std::string> all;
  for (;;) {
    std::optional<std::string> line = co_await lines.next();
    if (!line)
      break;
    all.push_back(std::move(*line));
  }
  co_return all;
}

TEST_F(files, are_read_line_by_line) {
  using lines = std::vector<std::string>;
  const std::pair<std::string, lines> all[] = {
      {"", {}},
      {"\n", {""}},
      {"a", {"a"}},
      {"a\nb", {"a", "b"}},
      {"a\r\n\r\nb\n", {"a", "", "b"}},
      {"\r", {"\r"}},
  };
  for (const auto &[text, expected] : all)
    EXPECT_EQ(collect(read_lines(make(text))).get(), expected) << text;

  // Longer than a piece, and with ends where pieces end.
  std::string text;
  lines expected;
  for (std::size_t size : {0u, 65534u, 65535u, 65536u, 200000u, 1u, 65535u}) {
    expected.emplace_back(size, 'l');
    text += expected.back() + "\r\n";
  }
  EXPECT_EQ(collect(read_lines(make(text))).get(), expected);
}

TEST_F(files, many_lines) {
  std::string text;
  for (int i = 0; i < 100'000; ++i)
    text += std::to_string(i) + '\n';
  int count = 0;
  count_lines(make(text), count).get();
  EXPECT_EQ(count, 100'000);
}

TEST_F(files, read_half_way_are_closed) {
  async_stream<std::string> lines = read_lines(make("a\nb\nc\n"));
  EXPECT_EQ(lines.next().as_task().get(), "a");
  EXPECT_EQ(lines.next().as_task().get(), "b");
}

TEST_F(files, are_not_touched_by_the_canceled) {
  cancellation_source source;
  source.cancel();
  const fs::path path = make("text");
  EXPECT_TRUE(read_all_text(path, source.token()).is_canceled() ||
              read_all_text(path, source.token()).valid());
  task<> writing = write_all_text(path, "other", source.token());
  writing.wait();
  EXPECT_TRUE(writing.is_canceled());
  EXPECT_EQ(read_all_text(path).get(), "text");
  task<std::vector<std::string>> reading =
      collect(read_lines(path, source.token()));
  reading.wait();
  EXPECT_TRUE(reading.is_canceled());
}

TEST_F(files, that_give_nothing_can_be_canceled) {
  const fs::path pipe = make_pipe();
  for (int i = 0; i < 20; ++i) {
    cancellation_source source;
    task<std::string> reading = read_all_text(pipe, source.token());
    task<std::vector<std::string>> lines =
        collect(read_lines(pipe, source.token()));
    if (i % 2)
      std::this_thread::sleep_for(2ms);
    source.cancel();
    reading.wait();
    lines.wait();
    EXPECT_TRUE(reading.is_canceled());
    EXPECT_TRUE(lines.is_canceled());
  }
  { // destroyed while it waits
    async_stream<std::string> lines = read_lines(pipe);
    (void)lines.next().as_task();
  }
}

TEST_F(files, that_are_pipes) {
  const fs::path pipe = make_pipe();
  task<std::string> reading = read_all_text(pipe);
  test::thread writing([&] { std::ofstream(pipe) << "through a pipe"; });
  EXPECT_EQ(reading.get(), "through a pipe");
}

TEST_F(files, half_way_through_a_cancellation) {
  const std::string text = pattern(8'000'000);
  for (int i = 0; i < 20; ++i) {
    cancellation_source source;
    task<> writing = write_all_text(folder / "big", text, source.token());
    std::this_thread::sleep_for(std::chrono::microseconds(i * 100));
    source.cancel();
    writing.wait();
    EXPECT_FALSE(writing.is_faulted());
    if (!writing.is_canceled()) {
      EXPECT_EQ(fs::file_size(folder / "big"), text.size());
    }
  }
}

TEST_F(files, each_allocation_of_a_call_may_fail) {
  run([] {}).get(); // the pool is there
  const fs::path path = make("text");
  const std::ptrdiff_t files_before = open_files();
  cancellation_source source;
  fail_each_allocation([&] {
    EXPECT_EQ(read_all_text(path).get(), "text");
    EXPECT_EQ(read_all_bytes(path, source.token()).get().size(), 4u);
    write_all_text(folder / "written", "other").get();
    append_all_text(folder / "written", "more", source.token()).get();
    const std::vector<std::string> lines = collect(read_lines(path)).get();
    EXPECT_EQ(lines.size(), 1u);
  });
  EXPECT_EQ(open_files(), files_before);
}

} // namespace
