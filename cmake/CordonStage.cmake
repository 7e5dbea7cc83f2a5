# One stage of the pipeline is one static library with declared links (ARCHITECTURE.md).
# cordon_stage(<name> SOURCES <files> LINKS <stages> [PRIVATE_LINKS <libs>])
set(CORDON_WARNINGS_BOTH
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wcast-align -Wcast-qual
    -Wdouble-promotion -Wformat=2 -Wimplicit-fallthrough -Wundef -Wvla -Wdate-time
    -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wextra-semi
    -Wzero-as-null-pointer-constant)
# -Wrestrict misfires on std::string concatenation in g++ 12 (GCC bug 105651).
set(CORDON_WARNINGS_GNU -Wno-restrict -Wduplicated-cond -Wduplicated-branches -Wlogical-op
                        -Wsuggest-override -Wmissing-declarations)
set(CORDON_WARNINGS_CLANG -Wno-nested-anon-types -Wcomma -Wshorten-64-to-32 -Wunreachable-code-aggressive
                          -Wmissing-prototypes -Wmissing-variable-declarations)

function(cordon_compile_options target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF CXX_VISIBILITY_PRESET hidden
                        VISIBILITY_INLINES_HIDDEN ON POSITION_INDEPENDENT_CODE ON)
  target_compile_options(${target} PRIVATE -ffp-contract=off)
  if(CORDON_DEVELOPER)
    target_compile_options(${target} PRIVATE ${CORDON_WARNINGS_BOTH} -Werror
      $<$<CXX_COMPILER_ID:GNU>:${CORDON_WARNINGS_GNU}>
      $<$<CXX_COMPILER_ID:Clang>:${CORDON_WARNINGS_CLANG}>)
  endif()
  if(CORDON_SANITIZE)
    target_compile_options(${target} PUBLIC -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=address,undefined)
  endif()
  if(CORDON_FUZZ)
    target_compile_options(${target} PUBLIC -fsanitize=fuzzer-no-link)
  endif()
endfunction()

# The files of a target as one translation unit, where CORDON_UNITY asks for it.
function(cordon_unity target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${CORDON_UNITY} UNITY_BUILD_BATCH_SIZE 0)
endfunction()

function(cordon_stage name)
  cmake_parse_arguments(STAGE "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(cordon_${name} STATIC ${STAGE_SOURCES})
  set_property(GLOBAL APPEND PROPERTY CORDON_STAGES cordon_${name})
  cordon_compile_options(cordon_${name})
  cordon_unity(cordon_${name})
  foreach(link IN LISTS STAGE_LINKS)
    target_link_libraries(cordon_${name} PUBLIC cordon_${link})
  endforeach()
  target_link_libraries(cordon_${name} PRIVATE ${STAGE_PRIVATE_LINKS})
endfunction()
