// A server in a process of its own.
#ifndef TEN_THOUSAND_SERVER_H
#define TEN_THOUSAND_SERVER_H

#include <string>

#include <sys/types.h>

/// Ends with this object.
class server_process {
public:
  server_process();
  ~server_process();
  server_process(const server_process &) = delete;

  unsigned short port() const { return number; }
  /// What is answered 50 ms after `count` requests for it have come: all of
  /// them are in flight at the same time then.
  static std::string target(int count) { return '/' + std::to_string(count); }

private:
  pid_t child = -1;
  unsigned short number = 0;
};

#endif // TEN_THOUSAND_SERVER_H
