#ifndef CORDON_TESTS_CATCH_COMPAT_H_
#define CORDON_TESTS_CATCH_COMPAT_H_
// One spelling for Catch2 2 (Debian 12) and 3 (Debian 13).
#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
#endif  // CORDON_TESTS_CATCH_COMPAT_H_
