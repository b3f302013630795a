# SPDX-License-Identifier: GPL-2.0-or-later
# Every outside library, found the way Debian 12 ships it. A missing one is
# one sentence with the package to install (or run scripts/setup for all).

function(kb_require found package)
  if(NOT ${found})
    message(FATAL_ERROR "Не найдена библиотека: поставьте пакет ${package} (apt-get install ${package}) или запустите scripts/setup.")
  endif()
endfunction()

find_package(PkgConfig QUIET)
kb_require(PKG_CONFIG_FOUND pkg-config)
find_package(Threads REQUIRED)

function(kb_pkg prefix module package)
  pkg_check_modules(${prefix} QUIET IMPORTED_TARGET GLOBAL ${module})
  kb_require(${prefix}_FOUND ${package})
endfunction()
kb_pkg(XAPIAN xapian-core libxapian-dev)
kb_pkg(HTTPLIB cpp-httplib libcpp-httplib-dev)
kb_pkg(CMARK libcmark-gfm libcmark-gfm-dev)
kb_pkg(SODIUM libsodium libsodium-dev)
kb_pkg(SQLITE3 sqlite3 libsqlite3-dev)
kb_pkg(CURL libcurl libcurl4-openssl-dev)
kb_pkg(GMIME gmime-3.0 libgmime-3.0-dev)
kb_pkg(HUNSPELL hunspell libhunspell-dev)
kb_pkg(GIT libgit2 libgit2-dev)
kb_pkg(LIBXML libxml-2.0 libxml2-dev)
kb_pkg(JEMALLOC jemalloc libjemalloc-dev)
kb_pkg(LIBZIP libzip libzip-dev)

# libcmark-gfm-extensions has no pkg-config file of its own.
find_library(CMARK_EXTENSIONS_LIBRARY cmark-gfm-extensions)
find_path(CMARK_EXTENSIONS_INCLUDE cmark-gfm-core-extensions.h)
kb_require(CMARK_EXTENSIONS_LIBRARY libcmark-gfm-extensions-dev)
kb_require(CMARK_EXTENSIONS_INCLUDE libcmark-gfm-extensions-dev)
add_library(cmark_extensions INTERFACE)
target_link_libraries(cmark_extensions INTERFACE ${CMARK_EXTENSIONS_LIBRARY})

find_path(MUSTACHE_INCLUDE kainjow/mustache.hpp)
kb_require(MUSTACHE_INCLUDE libkainjow-mustache-dev)

find_package(ICU QUIET COMPONENTS uc i18n)
kb_require(ICU_FOUND libicu-dev)
set(ICU_LIBRARIES ICU::uc ICU::i18n)

foreach(pair "nlohmann_json:nlohmann-json3-dev" "Catch2:catch2" "spdlog:libspdlog-dev" "fmt:libfmt-dev"
        "CLI11:libcli11-dev" "yaml-cpp:libyaml-cpp-dev" "SQLiteCpp:libsqlitecpp-dev" "SQLite3:libsqlite3-dev")
  string(REPLACE ":" ";" pair ${pair})
  list(GET pair 0 name)
  list(GET pair 1 package)
  find_package(${name} QUIET)
  kb_require(${name}_FOUND ${package})
endforeach()
