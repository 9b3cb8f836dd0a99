// See stats.h.
#include "stats.h"

namespace chat {

generator<statistics::entry> statistics::entries() const {
  co_yield {"accepted", accepted};
  co_yield {"open", open};
  co_yield {"commands", commands};
  co_yield {"errors", errors};
  co_yield {"messages", messages};
  co_yield {"deliveries", deliveries};
  co_yield {"waits", waits};
  co_yield {"dropped-slow", dropped_slow};
  co_yield {"dropped-idle", dropped_idle};
  co_yield {"pings", pings};
  co_yield {"bytes-in", bytes_in};
  co_yield {"bytes-out", bytes_out};
}

std::string statistics::line() const {
  std::string text;
  for (const auto &[name, value] : entries()) {
    if (!text.empty())
      text += ' ';
    text += name;
    text += '=';
    text += std::to_string(value);
  }
  return text;
}

} // namespace chat
