# What gen/ compiles out of data/: each line of text checked, then one mapped file in the build folder's data/.
# entente_pack(NAME ROOM maker.c inputs…) makes build/data/NAME.pack with the program gen/maker.c, called as
#   gen_NAME OUTPUT SOURCE_DIR
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/data)
function(entente_pack name room maker)
  if(NOT TARGET entente_${room} OR NOT EXISTS ${CMAKE_SOURCE_DIR}/gen/${maker})
    return()
  endif()
  add_executable(gen_${name} ${CMAKE_SOURCE_DIR}/gen/${maker})
  target_link_libraries(gen_${name} PRIVATE entente_${room})
  set_target_properties(gen_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/gen)
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS ${ARGN})
  add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/data/${name}.pack
    COMMAND gen_${name} ${CMAKE_BINARY_DIR}/data/${name}.pack ${CMAKE_SOURCE_DIR}
    DEPENDS gen_${name} ${inputs} COMMENT "Compiling data/${name}.pack" VERBATIM)
  add_custom_target(pack_${name} ALL DEPENDS ${CMAKE_BINARY_DIR}/data/${name}.pack)
endfunction()

entente_pack(text  text  text_pack.c  ${CMAKE_SOURCE_DIR}/data/text/*)
entente_pack(actor actor actor_pack.c ${CMAKE_SOURCE_DIR}/data/actor/*)
entente_pack(when  when  when_pack.c  ${CMAKE_SOURCE_DIR}/data/when/*)
entente_pack(event event event_pack.c ${CMAKE_SOURCE_DIR}/data/event/*)

# Models lie beside the program too; trainers are built, never run by the build.
file(GLOB models CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/model/*)
foreach(model ${models})
  get_filename_component(model_name ${model} NAME)
  configure_file(${model} ${CMAKE_BINARY_DIR}/model/${model_name} COPYONLY)
endforeach()
file(GLOB text_trainer CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/gen/text_train*.c)
if(TARGET entente_text AND text_trainer)
  add_executable(gen_text_train ${text_trainer})
  target_link_libraries(gen_text_train PRIVATE entente_text)
  set_target_properties(gen_text_train PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/gen)
endif()
file(GLOB page_trainer CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/gen/page_train*.c)
if(TARGET entente_page AND page_trainer)
  add_executable(gen_page_train EXCLUDE_FROM_ALL ${page_trainer})
  target_link_libraries(gen_page_train PRIVATE entente_page)
  set_target_properties(gen_page_train PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/gen)
endif()
