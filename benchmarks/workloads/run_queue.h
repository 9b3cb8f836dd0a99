// The loop that goes on with coroutines which wait for their turn.
#pragma once

#include <coroutine>

/// First come, first served; the queue's nodes are in the frames.
class run_queue {
public:
  struct node {
    std::coroutine_handle<> coroutine;
    node *next = nullptr;
  };

  void push(node &last) {
    last.next = nullptr;
    (first ? this->last->next : first) = &last;
    this->last = &last;
  }

  void run() {
    while (first) {
      node &ready = *first;
      first = ready.next;
      ready.coroutine.resume();
    }
  }

  struct turn : node {
    run_queue &queue;
    explicit turn(run_queue &queue) : queue(queue) {}
    bool await_ready() noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) noexcept {
      coroutine = waiting;
      queue.push(*this);
    }
    void await_resume() noexcept {}
  };

  /// Awaited, lets the others go first.
  turn pause() { return turn(*this); }

private:
  node *first = nullptr;
  node *last = nullptr;
};
