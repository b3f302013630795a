# SPDX-License-Identifier: GPL-2.0-or-later
# Word lists that ship with the product become string constants of kb_stemming.
set(SUPPORT_SYNONYMS_FILE ${CMAKE_SOURCE_DIR}/stemming/data/support_synonyms.txt)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${SUPPORT_SYNONYMS_FILE})
file(READ ${SUPPORT_SYNONYMS_FILE} SUPPORT_SYNONYMS)
configure_file(${CMAKE_SOURCE_DIR}/stemming/data/support_synonyms.cc.in ${CMAKE_BINARY_DIR}/generated/support_synonyms.cc @ONLY)
target_sources(kb_stemming PRIVATE ${CMAKE_BINARY_DIR}/generated/support_synonyms.cc)
