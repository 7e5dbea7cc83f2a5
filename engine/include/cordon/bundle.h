#ifndef CORDON_BUNDLE_H_
#define CORDON_BUNDLE_H_

#include <string>
#include <string_view>

#include "cordon/limits.h"
#include "cordon/program.h"
#include "cordon/result.h"

namespace cordon {

/// A program as the bytes of a file: code, tables, rule texts. The same program gives the same
/// bytes. Requires: a program that dsl::compile or load_bundle made. Cost: linear.
std::string save_bundle(const Program& program);

/// Whether bytes begin as a bundle does.
bool is_bundle(std::string_view bytes);

/// Reads a bundle back. The bytes may be anything: they are bounds-checked, compared with their
/// digests and verified, always; there is no way to skip it. What is given runs as the program that
/// was saved: same digest, same rows. What has library_digest() is the library or refused.
/// Errors: B0101 to B0118. Ownership: copies what it needs. Threads: safe together.
/// Cost: linear in bytes.
Result<Program> load_bundle(std::string_view bytes, const BundleLimits& limits = {});

/// The library that ships with the program (dsl::bundled_packages), compiled at build time.
std::string_view library_bundle();

/// The digest of its program.
std::string_view library_digest();

/// The program of library_bundle(), as load_bundle() gives it. Its digests are not computed again:
/// it is part of the program that asks for it (docs/bundles.md). Threads: safe together.
Result<Program> load_library();

}  // namespace cordon

#endif  // CORDON_BUNDLE_H_
