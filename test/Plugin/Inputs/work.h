#ifndef WORK_H
#define WORK_H

#include <coroutine>
#include <switchback/annotate.h>

struct task {
  struct promise_type {
    task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

template <class T> SWITCHBACK_ASYNC task in_header(T &x) {
  co_await std::suspend_never{};
  ++x;
}

#endif
