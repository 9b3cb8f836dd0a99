# `cpack` makes a Debian package of what is installed. A plugin for another version of LLVM comes from a build of its own,
# whose folder is named in Switchback_OTHER_BUILDS, and goes into the same package.

install(FILES packaging/switchback.1 packaging/switchback-cc.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES packaging/switchback.bash DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" RENAME switchback)
install(FILES packaging/switchback-cc.bash DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
  RENAME switchback-cc)
install(FILES packaging/_switchback DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions")

set(Switchback_OTHER_BUILDS "" CACHE STRING "Build folders for other versions of LLVM, whose plugins are packaged too")
set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};Switchback;ALL;/")
foreach(FOLDER IN LISTS Switchback_OTHER_BUILDS)
  list(APPEND CPACK_INSTALL_CMAKE_PROJECTS "${FOLDER};Switchback;plugin;/")
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME switchback)
set(CPACK_PACKAGE_CONTACT "The Switchback developers <switchback@example.org>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
# The libraries come from what is linked; clang's own headers are needed to parse, and no program links them.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libclang-common-${Switchback_LLVM_VERSION}-dev")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libstdc++-12-dev | libstdc++-dev")
# What programs with the async library are linked with, and its headers for Asio.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "libssl-dev, libboost-dev")
include(CPack)
