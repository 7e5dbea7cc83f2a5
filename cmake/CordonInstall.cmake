# What is installed: the program, the C library (cordon::c), the static C++ library of all stages
# (cordon::cordon), their headers, a CMake package and cordon.pc.
if(NOT TARGET cordon_c)
  return()
endif()
include(CMakePackageConfigHelpers)

# The objects of the stages in one archive, without compiling anything again.
get_property(stages GLOBAL PROPERTY CORDON_STAGES)
set(objects "")
foreach(stage IN LISTS stages ITEMS cordon_stdlib cordon_stdlib_bundle)
  list(APPEND objects $<TARGET_OBJECTS:${stage}>)
endforeach()
add_library(cordon_cpp STATIC ${objects})
add_library(cordon::cordon ALIAS cordon_cpp)
set_target_properties(cordon_cpp PROPERTIES OUTPUT_NAME cordon-cpp EXPORT_NAME cordon LINKER_LANGUAGE CXX)
cordon_compile_options(cordon_cpp)
target_include_directories(cordon_cpp INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
  $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/engine/include> $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/dsl/include>)
target_link_libraries(cordon_cpp INTERFACE $<BUILD_INTERFACE:cordon_re2> $<BUILD_INTERFACE:cordon_yaml>
  $<INSTALL_INTERFACE:cordon::dependencies>)

# Two exports: the static library alone needs packages of the host.
install(TARGETS cordon_c cordon_wrapper EXPORT cordon LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS cordon_cpp EXPORT cordon_static ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
foreach(folder engine/include dsl/include bindings/c/include bindings/cpp/include)
  install(DIRECTORY ${folder}/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
endforeach()
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/cordon)
install(EXPORT cordon NAMESPACE cordon:: FILE cordonTargets.cmake DESTINATION ${package})
install(EXPORT cordon_static NAMESPACE cordon:: FILE cordonStaticTargets.cmake DESTINATION ${package})
configure_package_config_file(cmake/cordonConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/cordonConfig.cmake
                              INSTALL_DESTINATION ${package})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/cordonConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/cordonConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/cordonConfigVersion.cmake
        DESTINATION ${package})
file(RELATIVE_PATH CORDON_UP /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/cordon.pc.in ${CMAKE_CURRENT_BINARY_DIR}/cordon.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/cordon.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
