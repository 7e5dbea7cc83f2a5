# libyaml as cordon_yaml: Debian's, or one that is built from CORDON_LIBYAML_SOURCE with what a fuzzer needs to see its
# branches and a sanitizer its memory (scripts/fuzz). Its own undefined behaviour is not ours to report, so only
# addresses are watched. Debian's by name and not by path, as in CordonRe2.cmake.
if(NOT CORDON_LIBYAML_SOURCE)
  pkg_check_modules(YAML REQUIRED yaml-0.1)
  add_library(cordon_yaml INTERFACE)
  target_include_directories(cordon_yaml SYSTEM INTERFACE ${YAML_INCLUDE_DIRS})
  target_link_libraries(cordon_yaml INTERFACE ${YAML_LDFLAGS})
  return()
endif()
set(sources "")
foreach(name api dumper emitter loader parser reader scanner writer)
  list(APPEND sources ${CORDON_LIBYAML_SOURCE}/src/${name}.c)
endforeach()
add_library(cordon_yaml STATIC ${sources})
target_include_directories(cordon_yaml SYSTEM PUBLIC ${CORDON_LIBYAML_SOURCE}/include)
target_compile_definitions(cordon_yaml PRIVATE YAML_DECLARE_STATIC YAML_VERSION_MAJOR=0 YAML_VERSION_MINOR=0
                           YAML_VERSION_PATCH=0 YAML_VERSION_STRING="source")
target_compile_options(cordon_yaml PRIVATE -w $<$<BOOL:${CORDON_FUZZ}>:-fsanitize=fuzzer-no-link>
                       $<$<BOOL:${CORDON_SANITIZE}>:-fsanitize=address>)
set_target_properties(cordon_yaml PROPERTIES POSITION_INDEPENDENT_CODE ON)
