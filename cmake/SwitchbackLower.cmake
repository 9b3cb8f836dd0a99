# switchback_lower(TARGET [MODE plugin|launcher|source] [ALL] [STRICT] [REMARKS])
#
# Has the coroutines of TARGET's C++ sources lowered when they are compiled.
#
#   MODE plugin    by a plugin in clang, where there is one for the clang that compiles: the default then.
#   MODE launcher  by switchback-cc in front of the compiler, which can be any: the default otherwise. Goes with a launcher
#                  that is set already, such as ccache.
#   MODE source    as launcher, and what is compiled is kept for people to read, below switchback/TARGET in the build
#                  folder.
#   ALL            every coroutine, not only those with SWITCHBACK_ASYNC.
#   STRICT         what cannot be lowered is an error.
#   REMARKS        the compiler says what was lowered.
#
# Objects are rebuilt when the plugin or switchback-cc changes. The modes launcher and source need Ninja or Makefiles.
function(switchback_lower TARGET)
  cmake_parse_arguments(PARSE_ARGV 1 LOWER "ALL;STRICT;REMARKS" "MODE" "")
  if(LOWER_UNPARSED_ARGUMENTS OR LOWER_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "switchback_lower: what is '${LOWER_UNPARSED_ARGUMENTS}${LOWER_KEYWORDS_MISSING_VALUES}'?")
  endif()
  if(NOT TARGET ${TARGET})
    message(FATAL_ERROR "switchback_lower: there is no target '${TARGET}'")
  endif()
  _switchback_find_plugin(PLUGIN)
  if(NOT LOWER_MODE AND PLUGIN)
    set(LOWER_MODE plugin)
  elseif(NOT LOWER_MODE)
    set(LOWER_MODE launcher)
  endif()

  set(OPTIONS "")
  foreach(OPTION ALL STRICT REMARKS)
    if(LOWER_${OPTION})
      string(TOLOWER "${OPTION}" NAME)
      list(APPEND OPTIONS "${NAME}")
    endif()
  endforeach()
  if(LOWER_MODE STREQUAL "source")
    list(APPEND OPTIONS "emit=${CMAKE_CURRENT_BINARY_DIR}/switchback/${TARGET}" "emit-base=${CMAKE_CURRENT_SOURCE_DIR}")
  endif()

  if(LOWER_MODE STREQUAL "plugin")
    if(NOT PLUGIN)
      message(FATAL_ERROR "switchback_lower: no plugin for ${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}; "
        "there are plugins for clang ${Switchback_PLUGIN_VERSIONS}. MODE launcher takes any compiler.")
    endif()
    list(TRANSFORM OPTIONS PREPEND "-fplugin-arg-switchback-")
    set(FLAGS "-fplugin=${PLUGIN}" ${OPTIONS})
    target_compile_options(${TARGET} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:${FLAGS}>")
    set(TOOL "${PLUGIN}")
  elseif(LOWER_MODE MATCHES "^(launcher|source)$")
    if(NOT CMAKE_GENERATOR MATCHES "Ninja|Makefiles")
      message(FATAL_ERROR "switchback_lower: MODE ${LOWER_MODE} needs Ninja or Makefiles, not ${CMAKE_GENERATOR}")
    endif()
    list(TRANSFORM OPTIONS PREPEND "--")
    get_target_property(LAUNCHER ${TARGET} CXX_COMPILER_LAUNCHER)
    if(NOT LAUNCHER)
      set(LAUNCHER "")
    endif()
    set_property(TARGET ${TARGET} PROPERTY CXX_COMPILER_LAUNCHER "${Switchback_LAUNCHER}" ${OPTIONS} ${LAUNCHER})
    set(TOOL "${Switchback_LAUNCHER}")
  else()
    message(FATAL_ERROR "switchback_lower: MODE is plugin, launcher or source, not '${LOWER_MODE}'")
  endif()
  # Sources may be added until the folder is done.
  cmake_language(EVAL CODE "cmake_language(DEFER CALL _switchback_depend [[${TARGET}]] [[${TOOL}]])")
endfunction()

# Sets NAME to the plugin for the compiler of this project, or to nothing.
function(_switchback_find_plugin NAME)
  set(${NAME} "" PARENT_SCOPE)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    string(REGEX MATCH "^[0-9]+" MAJOR "${CMAKE_CXX_COMPILER_VERSION}")
    set(FILE "${Switchback_PLUGINS}/llvm-${MAJOR}/SwitchbackPlugin.so")
    if(EXISTS "${FILE}")
      set(${NAME} "${FILE}" PARENT_SCOPE)
    endif()
  endif()
endfunction()

# Rebuilds the objects of TARGET's C++ sources when TOOL changes: the compiler's dependency files do not have it.
function(_switchback_depend TARGET TOOL)
  get_target_property(SOURCES ${TARGET} SOURCES)
  foreach(SOURCE IN LISTS SOURCES)
    # Not those that only a generator expression knows.
    if(SOURCE MATCHES "\\.(cc|cp|cxx|cpp|CPP|c\\+\\+|C)$" AND NOT SOURCE MATCHES "\\$<")
      set_property(SOURCE "${SOURCE}" APPEND PROPERTY OBJECT_DEPENDS "${TOOL}")
    endif()
  endforeach()
endfunction()
