# The program, the shared library of the public face, and what both need beside themselves: the tables as text (for --lint), the manual page
# and the completions, which the program itself writes from its tables.
foreach(room base intake page text actor when event coder story store status site cli)
  if(NOT TARGET entente_${room})
    message(STATUS "src/${room} is empty: the program is not built")
    return()
  endif()
endforeach()

add_executable(entente ${CMAKE_SOURCE_DIR}/src/cli/main.c)
target_link_libraries(entente PRIVATE entente_cli)

# Only the names of entente.h are seen from outside.
add_library(entente_shared SHARED ${CMAKE_SOURCE_DIR}/src/coder/entente.c)
set_target_properties(entente_shared PROPERTIES OUTPUT_NAME entente VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}
                      PUBLIC_HEADER ${CMAKE_SOURCE_DIR}/include/entente.h)
target_include_directories(entente_shared INTERFACE ${CMAKE_SOURCE_DIR}/include)
target_link_libraries(entente_shared PRIVATE entente_coder)
target_link_options(entente_shared PRIVATE LINKER:--exclude-libs,ALL)
add_executable(embed ${CMAKE_SOURCE_DIR}/examples/embed.c)
target_link_libraries(embed PRIVATE entente_shared)

# data/ROOM/*.tsv beside the packs: what --lint reads where nobody names a folder.
file(GLOB_RECURSE tables CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/data/*.tsv)
foreach(table ${tables})
  add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/${table} DEPENDS ${CMAKE_SOURCE_DIR}/${table}
    COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/${table} ${CMAKE_BINARY_DIR}/${table} VERBATIM)
  list(APPEND copied ${CMAKE_BINARY_DIR}/${table})
endforeach()
add_custom_target(tables ALL DEPENDS ${copied})

file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/doc)
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/doc/entente.1 ${CMAKE_BINARY_DIR}/doc/entente.bash ${CMAKE_BINARY_DIR}/doc/_entente
    ${CMAKE_BINARY_DIR}/doc/entente.fish
  COMMAND entente help --man > ${CMAKE_BINARY_DIR}/doc/entente.1
  COMMAND entente help --completion bash > ${CMAKE_BINARY_DIR}/doc/entente.bash
  COMMAND entente help --completion zsh > ${CMAKE_BINARY_DIR}/doc/_entente
  COMMAND entente help --completion fish > ${CMAKE_BINARY_DIR}/doc/entente.fish
  DEPENDS entente COMMENT "Writing manual page and completions" VERBATIM)
add_custom_target(manual ALL DEPENDS ${CMAKE_BINARY_DIR}/doc/entente.1)
