//===- Files.cpp - Files without waiting ----------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/files.h"
#include "switchback/annotate.h"
#include "switchback/cancellation.h"
#include "switchback/errors.h"
#include "switchback/thread_pool.h"
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace switchback {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t piece_size = 64 * 1024;

[[noreturn]] void fail(const char *what, const fs::path &path) {
  throw fs::filesystem_error(std::string("switchback: cannot ") + what, path,
                             std::error_code(errno, std::system_category()));
}

class descriptor {
public:
  explicit descriptor(int fd) noexcept : fd(fd) {}
  descriptor(descriptor &&other) noexcept : fd(std::exchange(other.fd, -1)) {}
  ~descriptor() {
    if (fd >= 0)
      ::close(fd);
  }
  int get() const noexcept { return fd; }
  int release() noexcept { return std::exchange(fd, -1); }

private:
  int fd;
};

/// An open file whose reads and writes a token interrupts.
class file {
public:
  /// \p flags are those of open(2).
  file(fs::path path, int flags, std::stop_token token)
      : path(std::move(path)), token(std::move(token)),
        fd(open(this->path, flags)) {
    struct stat status;
    if (::fstat(fd.get(), &status) != 0)
      fail("open", this->path);
    size =
        S_ISREG(status.st_mode) ? static_cast<std::size_t>(status.st_size) : 0;
    may_block = !S_ISREG(status.st_mode);
  }

  /// What the system says it has; zero if that means nothing.
  std::size_t expected_size() const noexcept { return size; }

  /// Reads up to \p size bytes; none at the end.
  std::size_t read(char *bytes, std::size_t size) {
    for (;;) {
      wait(POLLIN);
      const ssize_t count = ::read(fd.get(), bytes, size);
      if (count >= 0)
        return static_cast<std::size_t>(count);
      if (errno != EINTR && errno != EAGAIN)
        fail("read", path);
    }
  }

  void write(const char *bytes, std::size_t size) {
    while (size > 0) {
      wait(POLLOUT);
      const ssize_t count =
          ::write(fd.get(), bytes, std::min(size, piece_size));
      if (count < 0 && errno != EINTR && errno != EAGAIN)
        fail("write", path);
      const std::size_t written =
          count < 0 ? 0 : static_cast<std::size_t>(count);
      bytes += written;
      size -= written;
    }
  }

  /// Some file systems say only now that a write has failed.
  void close() {
    if (::close(fd.release()) != 0 && errno != EINTR)
      fail("write", path);
  }

private:
  static descriptor open(const fs::path &path, int flags) {
    for (;;) {
      // A pipe would keep open() waiting for its other end.
      const int fd = ::open(path.c_str(), flags | O_CLOEXEC | O_NONBLOCK, 0666);
      if (fd >= 0)
        return descriptor(fd);
      if (errno != EINTR)
        fail("open", path);
    }
  }

  /// Until the file has, or takes, something. Throws operation_canceled.
  void wait(short events) {
    throw_if_cancellation_requested(token);
    if (!may_block)
      return;
    const descriptor interrupted(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (interrupted.get() < 0)
      fail("wait for", path);
    const std::stop_callback interrupt(
        token, [&interrupted] { ::eventfd_write(interrupted.get(), 1); });
    pollfd both[] = {{fd.get(), events, 0}, {interrupted.get(), POLLIN, 0}};
    if (::poll(both, 2, -1) < 0 && errno != EINTR)
      fail("wait for", path);
    throw_if_cancellation_requested(token);
  }

  fs::path path;
  std::stop_token token;
  descriptor fd;
  std::size_t size = 0;
  bool may_block = false;
};

template <class Container>
Container read_all(fs::path path, std::stop_token token) {
  file from(std::move(path), O_RDONLY, std::move(token));
  Container all;
  std::size_t count = 0;
  // One more than expected, so that the end is seen without growing.
  all.resize(from.expected_size() + 1);
  for (;;) {
    if (count == all.size())
      all.resize(count + std::max(count / 2, piece_size));
    const std::size_t more =
        from.read(reinterpret_cast<char *>(all.data()) + count,
                  std::min(all.size() - count, piece_size));
    if (more == 0)
      break;
    count += more;
  }
  all.resize(count);
  return all;
}

void write_all(fs::path path, const std::string &text, int flags,
               std::stop_token token) {
  file to(std::move(path), O_WRONLY | O_CREAT | flags, std::move(token));
  to.write(text.data(), text.size());
  to.close();
}

/// A file that is read a piece at a time and taken a line at a time.
class line_reader {
public:
  line_reader(fs::path path, std::stop_token token)
      : path(std::move(path)), token(std::move(token)) {}

  /// Reads the next piece; false at the end.
  bool read_piece() {
    if (!from)
      from.emplace(path, O_RDONLY, token);
    text.erase(0, first);
    first = 0;
    const std::size_t before = text.size();
    searched = before;
    text.resize(before + piece_size);
    const std::size_t count = from->read(text.data() + before, piece_size);
    text.resize(before + count);
    return count > 0;
  }

  /// Takes the next line, if all of it is there.
  bool take_line(std::string &line) {
    const std::size_t end = text.find('\n', std::max(first, searched));
    if (end == std::string::npos)
      return false;
    line.assign(text, first, end - first);
    if (line.ends_with('\r'))
      line.pop_back();
    first = end + 1;
    return true;
  }

  /// Takes what there is without an end.
  bool take_rest(std::string &line) {
    line = text.substr(first);
    return !line.empty();
  }

private:
  fs::path path;
  std::stop_token token;
  std::optional<file> from;
  std::string text;
  std::size_t first = 0;    // of the next line
  std::size_t searched = 0; // no end of a line before this, from first on
};

} // namespace

task<std::string> read_all_text(fs::path path, std::stop_token token) {
  return run([path = std::move(path),
              token] { return read_all<std::string>(path, token); },
             token);
}

task<std::vector<std::byte>> read_all_bytes(fs::path path,
                                            std::stop_token token) {
  return run([path = std::move(path),
              token] { return read_all<std::vector<std::byte>>(path, token); },
             token);
}

task<> write_all_text(fs::path path, std::string text, std::stop_token token) {
  return run([path = std::move(path), text = std::move(text),
              token] { write_all(path, text, O_TRUNC, token); },
             token);
}

task<> append_all_text(fs::path path, std::string text, std::stop_token token) {
  return run([path = std::move(path), text = std::move(text),
              token] { write_all(path, text, O_APPEND, token); },
             token);
}

SWITCHBACK_ASYNC async_stream<std::string>
read_lines(fs::path path, enumerator_cancellation token) {
  // Owned by what runs on the pool, too: the stream may be destroyed meanwhile.
  auto reader = std::make_shared<line_reader>(std::move(path), token.token());
  std::string line;
  for (;;) {
    task<bool> reading = run([reader] { return reader->read_piece(); });
    const bool more = co_await std::move(reading);
    if (!more)
      break;
    while (reader->take_line(line))
      co_yield std::move(line);
  }
  if (reader->take_rest(line))
    co_yield std::move(line);
}

} // namespace switchback
