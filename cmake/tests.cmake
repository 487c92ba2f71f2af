# One program for each tests/ROOM/test_NAME.c, called test_ROOM_NAME, linked with its room (and the rooms above it) and cmocka.
# A test runs in the source folder, so that it finds tests/ROOM/… and data/.
pkg_check_modules(cmocka REQUIRED IMPORTED_TARGET cmocka)
file(GLOB test_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/*/test_*.c)
foreach(source ${test_sources})
  get_filename_component(folder ${source} DIRECTORY)
  get_filename_component(room ${folder} NAME)
  get_filename_component(file ${source} NAME_WE)
  string(REGEX REPLACE "^test_" "" what ${file})
  set(program test_${room}_${what})
  add_executable(${program} ${source})
  target_include_directories(${program} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${program} PRIVATE entente_${room} PkgConfig::cmocka)
  add_test(NAME ${room}/${what} COMMAND ${program} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${room}/${what} PROPERTIES ENVIRONMENT "ENTENTE_DATA=${CMAKE_BINARY_DIR}" TIMEOUT 600)
endforeach()
# Whole-program tests: tests/cli/*.sh get the program's path in $ENTENTE, the build folder in $BUILD; exit
# status 77 says that the machine lacks what the test needs.
file(GLOB test_scripts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/*/test_*.sh)
foreach(script ${test_scripts})
  get_filename_component(folder ${script} DIRECTORY)
  get_filename_component(room ${folder} NAME)
  get_filename_component(file ${script} NAME_WE)
  string(REGEX REPLACE "^test_" "" what ${file})
  add_test(NAME ${room}/${what} COMMAND bash ${script} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${room}/${what} PROPERTIES ENVIRONMENT "ENTENTE=${CMAKE_BINARY_DIR}/entente;BUILD=${CMAKE_BINARY_DIR}"
                        TIMEOUT 1200 SKIP_RETURN_CODE 77)
endforeach()
