# RE2: Debian 13 ships a CMake package, Debian 12 only pkg-config. Both give cordon_re2. By name and not by path, so that
# a program that is linked statically takes the static library.
add_library(cordon_re2 INTERFACE)
find_package(re2 CONFIG QUIET)
if(re2_FOUND)
  target_link_libraries(cordon_re2 INTERFACE re2::re2)
else()
  pkg_check_modules(RE2 REQUIRED re2)
  target_include_directories(cordon_re2 SYSTEM INTERFACE ${RE2_INCLUDE_DIRS})
  target_compile_options(cordon_re2 INTERFACE ${RE2_CFLAGS_OTHER})
  target_link_libraries(cordon_re2 INTERFACE ${RE2_LDFLAGS})
endif()
