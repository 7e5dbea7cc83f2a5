// Addresses and networks. Parsing is stricter than inet_pton: what two readers could take for
// different addresses (leading zeros, IPv4-mapped IPv6, host bits) is refused with the reason. The
// union test splits a network in halves only where a member of the union lies inside it, so it is
// linear in the members times 128. Tests: tests/conformance/networks.cordon, tests/oracle.
#include "value/network.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "base/ascii.h"

namespace cordon {
namespace {

int hex(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool fail(std::string& why, std::string_view text, const char* what) {
  why = std::string(text.substr(0, 64)) + " " + what;
  return false;
}

bool parse_v4(std::string_view text, std::uint8_t* out, std::string& why) {
  std::size_t i = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0 && (i >= text.size() || text[i++] != '.'))
      return fail(why, text, "has not four octets");
    const std::size_t start = i;
    unsigned value = 0;
    while (i < text.size() && is_digit(text[i]) && i - start < 4) {
      value = value * 10 + static_cast<unsigned>(text[i++] - '0');
    }
    if (i == start) return fail(why, text, "is not an address");
    if (i - start > 1 && text[start] == '0')
      return fail(why, text, "has an octet with a leading zero");
    if (value > 255) return fail(why, text, "has an octet above 255");
    out[part] = static_cast<std::uint8_t>(value);
  }
  return i == text.size() || fail(why, text, "is not an address");
}

/// One group of IPv6; false at the end of the groups.
bool read_group(std::string_view text, std::size_t& i, std::uint16_t& group) {
  const std::size_t start = i;
  unsigned value = 0;
  while (i < text.size() && i - start < 4 && hex(text[i]) >= 0) {
    value = value * 16 + static_cast<unsigned>(hex(text[i++]));
  }
  group = static_cast<std::uint16_t>(value);
  return i > start;
}

bool parse_v6(std::string_view text, std::uint8_t* out, std::string& why) {
  std::vector<std::uint16_t> head;
  std::vector<std::uint16_t> tail;
  bool gap = false;
  std::size_t i = 0;
  if (text.substr(0, 2) == "::") {
    gap = true;
    i = 2;
  }
  while (i < text.size()) {
    std::uint16_t group = 0;
    if (!read_group(text, i, group)) return fail(why, text, "is not an address");
    if (i < text.size() && text[i] == '.') return fail(why, text, "embeds an IPv4 address");
    (gap ? tail : head).push_back(group);
    if (i == text.size()) break;
    if (text[i++] != ':') return fail(why, text, "is not an address");
    if (i < text.size() && text[i] == ':') {
      if (gap) return fail(why, text, "has two `::`");
      gap = true;
      ++i;
    } else if (i == text.size()) {
      return fail(why, text, "is not an address");
    }
  }
  const std::size_t n = head.size() + tail.size();
  if (gap ? n > 7 : n != 8) return fail(why, text, "has not eight groups");
  std::array<std::uint16_t, 8> groups{};
  std::copy(head.begin(), head.end(), groups.begin());
  std::copy(tail.begin(), tail.end(), groups.end() - static_cast<std::ptrdiff_t>(tail.size()));
  for (std::size_t k = 0; k < 8; ++k) {
    out[2 * k] = static_cast<std::uint8_t>(groups[k] >> 8U);
    out[2 * k + 1] = static_cast<std::uint8_t>(groups[k] & 0xFFU);
  }
  const bool zeros = std::all_of(groups.begin(), groups.begin() + 5, [](auto g) { return g == 0; });
  if (zeros && groups[5] == 0xFFFF) return fail(why, text, "is an IPv4-mapped IPv6 address");
  return true;
}

unsigned bits(const Cidr& c) { return c.version == 4 ? 32 : 128; }

bool bit(const Cidr& c, unsigned i) { return (unsigned{c.bytes[i / 8]} >> (7 - i % 8) & 1U) != 0; }

void set_bit(Cidr& c, unsigned i) {
  c.bytes[i / 8] = static_cast<std::uint8_t>(c.bytes[i / 8] | (1U << (7 - i % 8)));
}

bool same_prefix(const Cidr& a, const Cidr& b, unsigned n) {
  if (std::memcmp(a.bytes.data(), b.bytes.data(), n / 8) != 0) return false;
  if (n % 8 == 0) return true;
  const unsigned mask = 0xFFU << (8 - n % 8) & 0xFFU;
  return ((a.bytes[n / 8] ^ b.bytes[n / 8]) & mask) == 0;
}

/// INVARIANT: depth is at most 128, one bit a level.
bool covered(const Cidr& a, std::span<const Cidr> parts) {
  std::vector<Cidr> in;
  for (const Cidr& part : parts) {
    if (within(a, part)) return true;
    if (within(part, a)) in.push_back(part);
  }
  if (in.empty()) return false;
  Cidr low = a;
  ++low.prefix;
  Cidr high = low;
  set_bit(high, a.prefix);
  return covered(low, in) && covered(high, in);
}

}  // namespace

bool parse_ip(std::string_view text, Cidr& out, std::string& why) {
  out = Cidr{};
  if (text.find(':') == std::string_view::npos) {
    out.prefix = 32;
    return parse_v4(text, out.bytes.data(), why);
  }
  out.version = 6;
  out.prefix = 128;
  return parse_v6(text, out.bytes.data(), why);
}

bool parse_cidr(std::string_view text, Cidr& out, std::string& why) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return fail(why, text, "has no prefix length");
  if (!parse_ip(text.substr(0, slash), out, why)) return false;
  const std::string_view length = text.substr(slash + 1);
  const bool plain =
      !length.empty() && length.size() <= 3 && std::all_of(length.begin(), length.end(), is_digit);
  if (!plain || (length.size() > 1 && length[0] == '0'))
    return fail(why, text, "has no valid prefix length");
  unsigned n = 0;
  for (const char c : length) n = n * 10 + static_cast<unsigned>(c - '0');
  if (n > bits(out)) return fail(why, text, "has a prefix length that is too long");
  for (unsigned i = n; i < bits(out); ++i) {
    if (bit(out, i)) return fail(why, text, "has host bits set");
  }
  out.prefix = static_cast<std::uint8_t>(n);
  return true;
}

std::string to_string(const Cidr& cidr, bool address) {
  std::string text;
  if (cidr.version == 4) {
    for (std::size_t i = 0; i < 4; ++i) text += (i == 0 ? "" : ".") + std::to_string(cidr.bytes[i]);
  } else {
    std::array<unsigned, 8> groups{};
    for (std::size_t i = 0; i < 8; ++i)
      groups[i] = unsigned{cidr.bytes[2 * i]} * 256 + cidr.bytes[2 * i + 1];
    std::size_t best = 8;
    std::size_t best_length = 1;
    for (std::size_t i = 0; i < 8; ++i) {
      std::size_t n = 0;
      while (i + n < 8 && groups[i + n] == 0) ++n;
      if (n > best_length) {
        best = i;
        best_length = n;
      }
    }
    static constexpr char kDigits[] = "0123456789abcdef";
    for (std::size_t i = 0; i < 8; ++i) {
      if (i == best) {
        text += "::";
        i += best_length - 1;
        continue;
      }
      if (!text.empty() && text.back() != ':') text += ':';
      bool started = false;
      for (int shift = 12; shift >= 0; shift -= 4) {
        const unsigned d = groups[i] >> static_cast<unsigned>(shift) & 0xFU;
        started = started || d != 0 || shift == 0;
        if (started) text += kDigits[d];
      }
    }
  }
  return address ? text : text + "/" + std::to_string(cidr.prefix);
}

bool operator==(const Cidr& a, const Cidr& b) {
  return a.version == b.version && a.prefix == b.prefix && a.bytes == b.bytes;
}

bool within(const Cidr& a, const Cidr& b) {
  return a.version == b.version && a.prefix >= b.prefix && same_prefix(a, b, b.prefix);
}

bool overlaps(const Cidr& a, const Cidr& b) { return within(a, b) || within(b, a); }

int compare(const Cidr& a, const Cidr& b) {
  if (a.version != b.version) return a.version < b.version ? -1 : 1;
  const int order = std::memcmp(a.bytes.data(), b.bytes.data(), 16);
  if (order != 0) return order < 0 ? -1 : 1;
  return a.prefix < b.prefix ? -1 : a.prefix > b.prefix ? 1 : 0;
}

bool inside_union(const Cidr& a, std::span<const Cidr> all) {
  std::vector<Cidr> parts;
  for (const Cidr& c : all) {
    if (c.version == a.version && overlaps(a, c)) parts.push_back(c);
  }
  return covered(a, parts);
}

}  // namespace cordon
