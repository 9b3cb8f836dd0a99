# How the compiler's own libraries and executables are built: against the shared libclang-cpp and libLLVM, which on
# Debian come without RTTI, so that our code must do without it too.

add_library(switchback_options INTERFACE)
target_compile_options(switchback_options INTERFACE -fno-rtti -fno-exceptions -Wall -Wextra)
# libstdc++ uses what it marks as deprecated (std::stable_sort does), and clang warns of that; this is how it is told not
# to mark anything. What LLVM marks still warns.
target_compile_options(switchback_options INTERFACE -U__DEPRECATED)
target_include_directories(switchback_options INTERFACE
  "${PROJECT_SOURCE_DIR}/include"
  "${PROJECT_BINARY_DIR}/include")
# Not LLVM's include folder itself: on Debian it also holds libc++abi's <cxxabi.h>, which libstdc++ cannot do with.
# SYSTEM: warnings in LLVM's headers are not ours.
foreach(FOLDER llvm llvm-c clang clang-c)
  file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/llvm-include")
  file(CREATE_LINK "${LLVM_INCLUDE_DIR}/${FOLDER}" "${PROJECT_BINARY_DIR}/llvm-include/${FOLDER}" SYMBOLIC)
endforeach()
target_include_directories(switchback_options SYSTEM INTERFACE "${PROJECT_BINARY_DIR}/llvm-include")
separate_arguments(Switchback_LLVM_DEFINITIONS UNIX_COMMAND "${LLVM_DEFINITIONS}")
target_compile_definitions(switchback_options INTERFACE ${Switchback_LLVM_DEFINITIONS})
# All of it may end up in the plugin, which is a shared object. The plugin links none of LLVM: it takes that of the clang it
# is loaded into.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# switchback_add_library(NAME SOURCE...): a static library of the compiler. What it uses of ours is linked as usual:
# target_link_libraries(NAME PUBLIC SwitchbackForm).
function(switchback_add_library NAME)
  add_library(${NAME} STATIC ${ARGN})
  target_link_libraries(${NAME} PUBLIC switchback_options)
  # Clang's headers are most of what a file of ours compiles: they are parsed once, for the first library.
  get_property(FIRST GLOBAL PROPERTY Switchback_PRECOMPILED)
  if(FIRST)
    target_precompile_headers(${NAME} REUSE_FROM ${FIRST})
  else()
    set_property(GLOBAL PROPERTY Switchback_PRECOMPILED ${NAME})
    target_precompile_headers(${NAME} PRIVATE
      <clang/AST/ASTContext.h> <clang/AST/RecursiveASTVisitor.h> <clang/Frontend/CompilerInstance.h>
      <clang/Lex/Preprocessor.h> <clang/Sema/Sema.h> <clang/Tooling/Tooling.h> <string> <vector>)
  endif()
endfunction()

# switchback_add_executable(NAME SOURCE...): a program made of the compiler's libraries.
function(switchback_add_executable NAME)
  add_executable(${NAME} ${ARGN})
  target_link_libraries(${NAME} PRIVATE switchback_options clang-cpp LLVM)
endfunction()
