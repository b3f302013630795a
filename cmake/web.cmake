# SPDX-License-Identifier: GPL-2.0-or-later
# Pages' scripts, styles and templates, bundled by web/build.mjs into one C++
# file of kb_http. npm packages are installed once, and anew when the lock file changes.

find_program(NODE node)
find_program(NPM npm)
kb_require(NODE nodejs)
kb_require(NPM npm)

set(WEB ${CMAKE_SOURCE_DIR}/web)
file(GLOB_RECURSE WEB_SOURCES CONFIGURE_DEPENDS ${WEB}/texts.txt ${WEB}/templates/*.mustache ${WEB}/desk/* ${WEB}/help/* ${WEB}/shared/* ${WEB}/widget/* ${WEB}/write/*)

add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/generated/npm.stamp
  COMMAND flock ${WEB}/package-lock.json ${NODE} ${WEB}/install.mjs ${WEB}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/generated
  COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_BINARY_DIR}/generated/npm.stamp
  DEPENDS ${WEB}/package.json ${WEB}/package-lock.json ${WEB}/install.mjs
  COMMENT "npm ci (web)" VERBATIM)

add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/generated/assets.cc
  COMMAND ${NODE} ${WEB}/build.mjs ${CMAKE_BINARY_DIR}/generated/assets.cc
  DEPENDS ${WEB_SOURCES} ${WEB}/build.mjs ${CMAKE_BINARY_DIR}/generated/npm.stamp
  COMMENT "Bundling web/" VERBATIM)

target_sources(kb_http PRIVATE ${CMAKE_BINARY_DIR}/generated/assets.cc)
target_link_libraries(kb_http PUBLIC PkgConfig::SODIUM)

# The commands of kb-server stand above every layer, so they belong to the program.
if(TARGET kb-server)
  file(GLOB KB_SERVER_COMMANDS CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/server/commands/*.cc)
  target_sources(kb-server PRIVATE ${KB_SERVER_COMMANDS})
endif()
