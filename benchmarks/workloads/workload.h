// What a workload tells main.cpp, which measures it, and what it has of
// main.cpp because the optimiser may not see through it.
#pragma once

/// A row: \p run(\p size) is one iteration, and has to return \p expected. The
/// size is an argument so that no compiler computes the result at compile time.
struct workload {
  workload(const char *name, long (*run)(int size), int size, long expected);
};

/// \p n, from another file.
int opaque(int n);
