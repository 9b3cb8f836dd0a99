# Writes OUTPUT: an assembly file that defines, weakly, what PLUGIN needs of LLVM and clang.
#
#   cmake -DNM=... -DPLUGIN=... -DOUTPUT=... -P Stubs.cmake
#
# The clang that loads the plugin defines all of it, and its definitions come first. A clang of another version may lack
# something; without these definitions it could not load the plugin at all, and the plugin could not say why.
execute_process(COMMAND ${NM} --dynamic --undefined-only --portability ${PLUGIN} OUTPUT_VARIABLE symbols
  COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "(^|\n)(_Z[A-Za-z0-9_.$]*(4llvm|5clang)|LLVM)[A-Za-z0-9_.$]* " symbols "${symbols}")
set(text ".text\n")
foreach(symbol IN LISTS symbols)
  string(STRIP "${symbol}" symbol)
  if(NOT symbol STREQUAL "LLVMGetVersion") # its absence tells the version, too
    string(APPEND text ".weak \"${symbol}\"\n\"${symbol}\":\n")
  endif()
endforeach()
string(APPEND text ".quad 0, 0, 0, 0\n.section .note.GNU-stack,\"\",%progbits\n")
file(WRITE ${OUTPUT} "${text}")
