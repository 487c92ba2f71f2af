# The site's room needs zlib; its style, icon and script lie in build/web, where the program finds them beside itself. The charts'
# script is bundled by esbuild where web/node_modules is there ("npm ci" in web/, done by ./run); without it the pages show the
# server's SVG, complete but for pointing.
if(NOT TARGET entente_site)
  return()
endif()
pkg_check_modules(pkg_zlib REQUIRED IMPORTED_TARGET zlib)
target_link_libraries(entente_site PUBLIC PkgConfig::pkg_zlib)

set(web_made "")
foreach(file style.css icon.svg robots.txt)
  set(made ${CMAKE_BINARY_DIR}/web/${file})
  add_custom_command(OUTPUT ${made} COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/web/${file} ${made}
    DEPENDS ${CMAKE_SOURCE_DIR}/web/${file} VERBATIM)
  list(APPEND web_made ${made})
endforeach()
find_program(NODE node)
if(NODE AND EXISTS ${CMAKE_SOURCE_DIR}/web/node_modules/esbuild)
  set(made ${CMAKE_BINARY_DIR}/web/chart.js)
  add_custom_command(OUTPUT ${made}
    COMMAND ${NODE} ${CMAKE_SOURCE_DIR}/web/build.mjs ${made}
    DEPENDS ${CMAKE_SOURCE_DIR}/web/chart.js ${CMAKE_SOURCE_DIR}/web/build.mjs ${CMAKE_SOURCE_DIR}/web/package.json
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/web COMMENT "Bundling web/chart.js" VERBATIM)
  list(APPEND web_made ${made})
endif()
add_custom_target(web ALL DEPENDS ${web_made})
