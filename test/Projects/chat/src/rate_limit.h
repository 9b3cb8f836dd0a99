// A token bucket: so many a second, and so many at once after a pause.
#pragma once
#include <algorithm>
#include <chrono>

namespace chat {

class rate_limit {
public:
  using time_point = std::chrono::steady_clock::time_point;

  /// A rate of 0 is no limit.
  rate_limit(double per_second, double burst, time_point now)
      : rate(per_second), most(burst), tokens(burst), last(now) {}

  /// Takes a token if there is one.
  bool admit(time_point now) {
    if (rate <= 0)
      return true;
    tokens = std::min(
        most,
        tokens + rate * std::chrono::duration<double>(now - last).count());
    last = now;
    if (tokens < 1)
      return false;
    tokens -= 1;
    return true;
  }

private:
  double rate, most, tokens;
  time_point last;
};

} // namespace chat
