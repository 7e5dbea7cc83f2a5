# libyaml as the target PkgConfig::YAML: Debian's, or one that is built from CORDON_LIBYAML_SOURCE with what a
# fuzzer needs to see its branches and a sanitizer its memory (scripts/fuzz). Its own undefined behaviour is not
# ours to report, so only addresses are watched.
if(NOT CORDON_LIBYAML_SOURCE)
  pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
  return()
endif()
set(sources "")
foreach(name api dumper emitter loader parser reader scanner writer)
  list(APPEND sources ${CORDON_LIBYAML_SOURCE}/src/${name}.c)
endforeach()
add_library(cordon_libyaml STATIC ${sources})
target_include_directories(cordon_libyaml SYSTEM PUBLIC ${CORDON_LIBYAML_SOURCE}/include)
target_compile_definitions(cordon_libyaml PRIVATE YAML_DECLARE_STATIC YAML_VERSION_MAJOR=0 YAML_VERSION_MINOR=0
                           YAML_VERSION_PATCH=0 YAML_VERSION_STRING="source")
target_compile_options(cordon_libyaml PRIVATE -w $<$<BOOL:${CORDON_FUZZ}>:-fsanitize=fuzzer-no-link>
                       $<$<BOOL:${CORDON_SANITIZE}>:-fsanitize=address>)
set_target_properties(cordon_libyaml PROPERTIES POSITION_INDEPENDENT_CODE ON)
add_library(PkgConfig::YAML ALIAS cordon_libyaml)
