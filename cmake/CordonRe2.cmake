# RE2: Debian 13 ships a CMake package, Debian 12 only pkg-config. Both give cordon_re2.
add_library(cordon_re2 INTERFACE)
find_package(re2 CONFIG QUIET)
if(re2_FOUND)
  target_link_libraries(cordon_re2 INTERFACE re2::re2)
else()
  pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
  target_link_libraries(cordon_re2 INTERFACE PkgConfig::RE2)
endif()
