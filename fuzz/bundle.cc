// Bundles. First byte 255: the rest is a bundle whose magic, versions and digests are made to fit.
// Otherwise the first byte chooses a program, and the rest is a list of changes to the sections of
// its bundle, six bytes each. What the loader accepts must run within small limits, save as a
// bundle that loads again, and behave the same then. What has the digest of the library is it.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "bundle/format.h"
#include "cordon/bundle.h"
#include "require.h"
#include "unit/bundle/samples.h"
#include "unit/bundle/seal.h"

namespace {

using cordon::Program;
using cordon::bundle::kSections;
using cordon::bundle::Section;
using cordon::fuzz::require;

const std::string& base(std::size_t which) {
  static const std::string bases[] = {cordon::save_bundle(cordon::test::sample()),
                                      std::string(cordon::library_bundle())};
  return bases[which % 8 == 7 ? 1 : 0];  // the library is large
}

/// One change; its bytes are section, place, place, what, value, value.
std::string changed(const std::string& bytes, const std::uint8_t* data) {
  const Section section = kSections[data[0] % kSections.size()];
  const auto e = cordon::test::extent_of(bytes, section);
  std::string content = bytes.substr(e.begin, e.end - e.begin);
  if (content.empty()) return bytes;
  const std::size_t at = (data[1] + std::size_t{256} * data[2]) % content.size();
  const std::size_t value = data[4] + std::size_t{256} * data[5];
  switch (data[3] % 6) {
    case 0:
      content[at] = static_cast<char>(data[4]);
      break;
    case 1:
      content[at] = static_cast<char>(content[at] ^ data[4]);
      break;
    case 2:
      for (std::size_t i = 0; i < 4 && at + i < content.size(); ++i)
        content[at + i] = static_cast<char>((value >> (8 * i)) & 0xFFU);
      break;
    case 3:
      content.insert(at, 1, static_cast<char>(data[4]));
      break;
    case 4:
      content.erase(at, 1 + data[4] % 8);
      break;
    default:
      // A piece of the section again, such as one instruction over another.
      content.replace(at - at % 8, 8, content.substr(value % content.size(), 8));
      break;
  }
  return cordon::test::with_unsealed_section(bytes, section, content);
}

std::string bundle_of(const std::uint8_t* data, std::size_t size) {
  if (data[0] != 255) {
    std::string bytes = base(data[0]);
    for (std::size_t i = 1; i + 6 <= size && i < 200; i += 6) bytes = changed(bytes, data + i);
    return cordon::test::sealed(std::move(bytes));
  }
  std::string bytes(data + 1, data + size);
  const std::string& good = base(0);
  if (bytes.size() >= cordon::bundle::kHeaderBytes)
    bytes.replace(0, cordon::bundle::kHeaderBytes, good, 0, cordon::bundle::kHeaderBytes);
  return cordon::test::sealed(bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes = bundle_of(data, size);
  const auto code = cordon::test::loaded(bytes);
  if (code == nullptr) return 0;
  if (code->digest == cordon::library_digest())
    require(cordon::load_bundle(bytes).ok() == (bytes == cordon::library_bundle()));
  const Program program(code);
  const std::string before = cordon::test::behaviour(program);
  const std::string saved = cordon::save_bundle(program);
  const auto again = cordon::test::loaded(saved);
  require(again != nullptr);
  require(cordon::save_bundle(Program(again)) == saved);
  require(cordon::test::behaviour(Program(again)) == before);
  return 0;
}
