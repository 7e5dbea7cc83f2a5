#include "unit/bundle/seal.h"

#include "base/sha256.h"

namespace cordon::test {
namespace {

std::size_t entry_at(std::size_t i) { return bundle::kHeaderBytes + i * bundle::kEntryBytes; }

std::size_t number_at(const std::string& bytes, std::size_t at) {
  std::size_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

Extent extent_at(const std::string& bytes, std::size_t i) {
  const std::size_t begin = number_at(bytes, entry_at(i) + 4);
  const std::size_t length = number_at(bytes, entry_at(i) + 8);
  if (begin > bytes.size() || length > bytes.size() - begin) return {};
  return {begin, begin + length};
}

void put_number(std::string& bytes, std::size_t at, std::uint64_t value) {
  for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>((value >> (8 * i)) & 0xFFU);
}

}  // namespace

Extent extent_of(const std::string& bytes, bundle::Section section) {
  for (std::size_t i = 0; i < bundle::kSections.size(); ++i) {
    if (bundle::kSections[i] == section) return extent_at(bytes, i);
  }
  return {};
}

std::string sealed(std::string bytes) {
  if (bytes.size() < bundle::kTableEnd) return bytes;
  for (std::size_t i = 0; i < bundle::kSections.size(); ++i) {
    const Extent e = extent_at(bytes, i);
    const Sha256 digest = sha256(std::string_view(bytes).substr(e.begin, e.end - e.begin));
    bytes.replace(entry_at(i) + 12, bundle::kDigestBytes, digest.text());
  }
  const std::size_t end = bundle::kTableEnd - bundle::kDigestBytes;
  bytes.replace(end, bundle::kDigestBytes, sha256(std::string_view(bytes).substr(0, end)).text());
  return bytes;
}

std::string with_unsealed_section(const std::string& bytes, bundle::Section section,
                                  const std::string& content) {
  std::string out = bytes.substr(0, bundle::kTableEnd);
  std::string contents;
  for (std::size_t i = 0; i < bundle::kSections.size(); ++i) {
    const Extent e = extent_of(bytes, bundle::kSections[i]);
    const std::string now =
        bundle::kSections[i] == section ? content : bytes.substr(e.begin, e.end - e.begin);
    const std::size_t entry = bundle::kHeaderBytes + i * bundle::kEntryBytes;
    put_number(out, entry + 4, bundle::kTableEnd + contents.size());
    put_number(out, entry + 8, now.size());
    contents += now;
  }
  return out + contents;
}

std::string with_section(const std::string& bytes, bundle::Section section,
                         const std::string& content) {
  return sealed(with_unsealed_section(bytes, section, content));
}

}  // namespace cordon::test
