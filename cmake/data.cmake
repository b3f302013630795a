# SPDX-License-Identifier: GPL-2.0-or-later
# Texts that ship with the product become string constants of the layer that reads them: a file
# data/X.txt and its frame data/X.cc.in, in which @TEXT@ stands for it.
function(embed_text layer folder name)
    set(text_file ${CMAKE_SOURCE_DIR}/${folder}/data/${name}.txt)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${text_file})
    file(READ ${text_file} TEXT)
    configure_file(${CMAKE_SOURCE_DIR}/${folder}/data/${name}.cc.in ${CMAKE_BINARY_DIR}/generated/${name}.cc @ONLY)
    target_sources(${layer} PRIVATE ${CMAKE_BINARY_DIR}/generated/${name}.cc)
endfunction()

embed_text(kb_stemming stemming support_synonyms)
embed_text(kb_search server/search rank_model)
embed_text(kb_search server/search common_words)
embed_text(kb_search server/search confidence_model)

# The script and the style of exported sites.
file(READ ${CMAKE_SOURCE_DIR}/indexer/transfer/data/site.js SCRIPT)
file(READ ${CMAKE_SOURCE_DIR}/indexer/transfer/data/site.css STYLE)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/indexer/transfer/data/site.js
             ${CMAKE_SOURCE_DIR}/indexer/transfer/data/site.css)
configure_file(${CMAKE_SOURCE_DIR}/indexer/transfer/data/site.cc.in ${CMAKE_BINARY_DIR}/generated/site.cc @ONLY)
target_sources(kb_transfer PRIVATE ${CMAKE_BINARY_DIR}/generated/site.cc)
