// RUN: %check-behaviour %s

// Locals and parameters with names that generated code may want.
#include "support.h"

struct frame_t {
  int n;
};

task<int> work(int promise, noisy frame, int state) {
  int resume = 1, destroy = 2, step = 3, self = 4, alive = 5;
  int unwind = 6, handle = 7, start = 8, finished = 9, suspended = 10;
  noisy next("next"), body("body"), block("block"), awaiter("awaiter"), nothing("nothing");
  co_await tick{};
  int resume_fn = 11, destroy_fn = 12, nullptr_ = 13, scope = 14, initial_suspend = 15, final_suspend = 16;
  int await_ready = co_await ask(17), temporary = 18, tick_ = 19, operand = 20;
  say("%s %s %s", frame.c_str(), next.c_str(), body.c_str());
  co_await tick{};
  int sum = promise + state + resume + destroy + step + self + alive + unwind + handle + start + finished + suspended;
  int switchback = resume_fn + destroy_fn + nullptr_ + scope + initial_suspend + final_suspend;
  co_await tick{};
  say("%s %s %s", block.c_str(), awaiter.c_str(), nothing.c_str());
  co_return sum + switchback + await_ready + temporary + tick_ + operand;
}

task<int> work_frame(int work, int std_) {
  int ask_ = co_await ask(work), got = co_await ask(ask_ + 1), ask_2 = co_await ask(2), value = 0;
  int parameters = 1, locals = 2, ramp = 3, label = 4, result = 5, exception = 6, this_ = 7, frame_ptr = 8;
  co_await tick{};
  co_return got + ask_2 + std_ + value + parameters + locals + ramp + label + result + exception + this_ + frame_ptr;
}

int main() {
  say("%d", run(work(100, noisy("frame"), 200)));
  say("%d", run(work_frame(1, 2)));
}
