// Counts what the programs of utils/fuzz allocate. In a file of its own: a program that replaces these functions itself
// could tell when they are called.
#include "support.h"

void *operator new(std::size_t n) { return counted(n); }
void operator delete(void *p) noexcept { uncounted(p); }
void operator delete(void *p, std::size_t) noexcept { uncounted(p); }
