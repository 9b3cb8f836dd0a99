// The program of all tests, and an operator new that can be told to fail.
#include "test.h"
#include "switchback/frame_recycling.h"
#include <atomic>
#include <cstdlib>
#include <new>

namespace {

thread_local bool counting = false;
thread_local std::size_t allocations = 0;
thread_local std::size_t failing = 0; // 1: the next one

[[maybe_unused]] void *allocate(std::size_t size, std::size_t alignment) {
  if (counting) {
    ++allocations;
    if (failing != 0 && --failing == 0)
      throw std::bad_alloc();
  }
  void *memory = alignment <= alignof(std::max_align_t)
                     ? std::malloc(size ? size : 1)
                     : std::aligned_alloc(alignment, (size + alignment - 1) /
                                                         alignment * alignment);
  if (!memory)
    throw std::bad_alloc();
  return memory;
}

} // namespace

#ifndef SWITCHBACK_TEST_TSAN
void *operator new(std::size_t size) { return allocate(size, 1); }
void *operator new(std::size_t size, std::align_val_t alignment) {
  return allocate(size, std::size_t(alignment));
}
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void *memory, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete(void *memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}
#endif

namespace test {

allocation_scope::allocation_scope(std::size_t fail) : failed_at(fail) {
  recycled = switchback::set_frame_recycling(false);
  counting = true;
  allocations = 0;
  failing = fail;
}
allocation_scope::~allocation_scope() {
  counting = false;
  failing = 0;
  switchback::set_frame_recycling(recycled);
}
std::size_t allocation_scope::count() const { return allocations; }
bool allocation_scope::has_failed() const { return failed_at && failing == 0; }

} // namespace test

#ifdef SWITCHBACK_TEST_TSAN
// References to an exception are counted in the standard library, which is not
// instrumented: who frees it seems to race with who has looked at it before.
extern "C" const char *__tsan_default_suppressions() {
  return "called_from_lib:libstdc++.so\n";
}
#endif

int main(int argc, char **argv) {
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
