// See room.h.
#include "room.h"
#include "timing.h"

namespace chat {

void room::remember(const std::string &from, const std::string &text) {
  history.push_back({next_number++, from, text});
  if (history.size() > keep)
    history.pop_front();
}

std::vector<said> room::last(std::size_t count) const {
  std::size_t from = history.size() - std::min(count, history.size());
  return {history.begin() + from, history.end()};
}

std::vector<std::string> room::names() const {
  std::vector<std::string> result;
  for (const auto &[nick, who] : members)
    result.push_back(nick);
  return result;
}

participants room::deliver(const line_ptr &line, const std::string &from,
                           statistics &count) const {
  participants slow;
  for (const auto &[nick, who] : members) {
    if (nick == from)
      continue;
    switch (who->queue().try_push(line)) {
    case push_result::accepted:
      count.deliveries++;
      break;
    case push_result::full:
      slow.push_back(who);
      break;
    case push_result::timed_out:
    case push_result::closed:
      break;
    }
  }
  return slow;
}

template <class F> awaitable<std::invoke_result_t<F>> hub::exclusively(F f) {
  using result = std::invoke_result_t<F>;
  // Without a cancellation slot: what is begun on the strand is finished, and
  // nothing is cancelled from another strand than its own.
  co_return co_await asio::co_spawn(
      strand,
      [f = std::move(f)]() mutable -> awaitable<result> {
        // Also if that is nothing.
        co_return f();
      },
      asio::bind_cancellation_slot(asio::cancellation_slot(),
                                   asio::use_awaitable));
}

room *hub::find(const std::string &name) {
  auto found = rooms.find(name);
  return found == rooms.end() ? nullptr : &found->second;
}

void hub::remove_if_empty(const std::string &name) {
  if (auto found = rooms.find(name);
      found != rooms.end() && found->second.is_empty())
    rooms.erase(found);
}

hub::delivery hub::tell_room(const std::string &name, const std::string &from,
                             std::string text) {
  delivery result;
  if (room *here = find(name)) {
    result.line = make_line(std::move(text));
    result.slow = here->deliver(result.line, from, count);
  }
  return result;
}

awaitable<> hub::settle(delivery open) {
  if (open.slow.empty())
    co_return;
  auto executor = co_await asio::this_coro::executor;
  auto wait_for =
      [this, line = open.line](participant_ptr who) -> awaitable<push_result> {
    auto result = co_await who->queue().push(line, patience);
    switch (result) {
    case push_result::accepted:
      count.deliveries++;
      break;
    case push_result::timed_out:
      who->drop("too slow");
      break;
    case push_result::full:
    case push_result::closed:
      break;
    }
    co_return result;
  };
  using operation = decltype(asio::co_spawn(
      executor, wait_for(open.slow.front()), asio::deferred));
  std::vector<operation> waits;
  for (const participant_ptr &who : open.slow)
    waits.push_back(asio::co_spawn(executor, wait_for(who), asio::deferred));
  count.waits += waits.size();
  auto [order, failures, results] =
      co_await asio::experimental::make_parallel_group(std::move(waits))
          .async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
  for (const std::exception_ptr &each : failures)
    if (each)
      std::rethrow_exception(each);
}

awaitable<failure> hub::enter(std::string old, std::string nick,
                              participant_ptr who) {
  if (old == nick)
    co_return failure::none;
  std::vector<delivery> open;
  auto result = co_await exclusively([&] {
    if (!people.emplace(nick, who).second)
      return failure::nick_taken;
    if (old.empty())
      return failure::none;
    people.erase(old);
    for (auto &[name, here] : rooms) {
      if (!here.has(old))
        continue;
      here.remove(old);
      here.add(nick, who);
      open.push_back(
          tell_room(name, nick, join_words({"RENAMED", name, old, nick})));
    }
    return failure::none;
  });
  for (delivery &each : open)
    co_await settle(std::move(each));
  co_return result;
}

awaitable<> hub::leave(std::string nick) {
  // Nobody is waited for; whoever is slow has others to wait for it.
  co_await exclusively([&] {
    if (people.erase(nick) == 0)
      return;
    std::vector<std::string> left;
    for (auto &[name, here] : rooms)
      if (here.has(nick)) {
        here.remove(nick);
        left.push_back(name);
      }
    for (const std::string &name : left) {
      tell_room(name, nick, join_words({"PARTED", name, nick}));
      remove_if_empty(name);
    }
  });
}

awaitable<failure> hub::join(std::string name, std::string nick,
                             std::size_t most) {
  auto open = co_await exclusively([&]() -> delivery {
    auto who = people.find(nick);
    if (who == people.end())
      return {failure::no_nick};
    std::size_t joined = 0;
    for (const auto &[other, there] : rooms)
      joined += there.has(nick);
    room *here = find(name);
    if (here && here->has(nick))
      return {failure::already_in_room};
    if (joined >= most)
      return {failure::too_many_rooms};
    if (!here)
      here = &rooms.emplace(name, keep).first->second;
    here->add(nick, who->second);
    return tell_room(name, nick, join_words({"JOINED", name, nick}));
  });
  auto result = open.result;
  co_await settle(std::move(open));
  co_return result;
}

awaitable<failure> hub::part(std::string name, std::string nick) {
  auto open = co_await exclusively([&]() -> delivery {
    room *here = find(name);
    if (!here || !here->has(nick))
      return {here ? failure::not_in_room : failure::no_such_room};
    here->remove(nick);
    auto told = tell_room(name, nick, join_words({"PARTED", name, nick}));
    remove_if_empty(name);
    return told;
  });
  auto result = open.result;
  co_await settle(std::move(open));
  co_return result;
}

awaitable<failure> hub::say(std::string name, std::string from,
                            std::string text) {
  delivery open = co_await exclusively([&]() -> delivery {
    room *here = find(name);
    if (!here)
      return {failure::no_such_room};
    if (!here->has(from))
      return {failure::not_in_room};
    here->remember(from, text);
    count.messages++;
    return tell_room(name, from, join_words({"MSG", name, from, text}));
  });
  if (open.result != failure::none)
    co_return open.result;
  co_await settle(std::move(open));
  co_return failure::none;
}

awaitable<failure> hub::whisper(std::string from, std::string to,
                                std::string text) {
  auto who = co_await exclusively([&] {
    auto found = people.find(to);
    return found == people.end() ? nullptr : found->second;
  });
  if (!who)
    co_return failure::no_such_nick;
  count.messages++;
  switch (co_await who->queue().push(
      make_line(join_words({"PRIV", from, text})), patience)) {
  case push_result::accepted:
    count.deliveries++;
    co_return failure::none;
  case push_result::timed_out:
    who->drop("too slow");
    [[fallthrough]];
  default:
    co_return failure::no_such_nick;
  }
}

awaitable<std::vector<hub::room_size>> hub::list() {
  co_return co_await exclusively([this] {
    std::vector<room_size> result;
    for (const auto &[name, here] : rooms)
      result.push_back({name, here.size()});
    return result;
  });
}

awaitable<std::pair<failure, std::vector<std::string>>>
hub::who(std::string name) {
  using result = std::pair<failure, std::vector<std::string>>;
  co_return co_await exclusively([&]() -> result {
    if (room *here = find(name))
      return {failure::none, here->names()};
    return {failure::no_such_room, {}};
  });
}

awaitable<std::pair<failure, std::vector<said>>>
hub::history(std::string name, std::string nick, std::size_t wanted) {
  using result = std::pair<failure, std::vector<said>>;
  co_return co_await exclusively([&, this]() -> result {
    room *here = find(name);
    if (!here)
      return {failure::no_such_room, {}};
    if (!here->has(nick))
      return {failure::not_in_room, {}};
    return {failure::none, here->last(wanted)};
  });
}

} // namespace chat
