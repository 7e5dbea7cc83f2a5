#ifndef CORDON_VALUE_NETWORK_H_
#define CORDON_VALUE_NETWORK_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cordon {

/// An IPv4 or IPv6 network; an address is a network of full length. Bytes in network order, IPv4 in
/// the first four. INVARIANT: host bits are zero.
struct Cidr {
  std::array<std::uint8_t, 16> bytes{};
  std::uint8_t version = 4;
  std::uint8_t prefix = 0;
};

/// Reads an address, strictly: no leading zeros, no IPv4-mapped IPv6 (RFC 4291 s2.2, RFC 5952 forms
/// and longer ones). On failure `why` is a reason such as "10.0.0.256 has an octet above 255".
bool parse_ip(std::string_view text, Cidr& out, std::string& why);
/// Reads `address/length`; host bits set are a failure.
bool parse_cidr(std::string_view text, Cidr& out, std::string& why);
/// Canonical text (RFC 5952); a network of full length prints as an address iff `address`.
std::string to_string(const Cidr& cidr, bool address);

bool operator==(const Cidr& a, const Cidr& b);
/// Whether every address of `a` is in `b`. Different versions never contain each other.
bool within(const Cidr& a, const Cidr& b);
bool overlaps(const Cidr& a, const Cidr& b);
/// Order of addresses; networks of different versions: IPv4 first.
int compare(const Cidr& a, const Cidr& b);
/// Whether `a` lies in the union of `all`. Cost: O(n log n).
bool inside_union(const Cidr& a, std::span<const Cidr> all);

}  // namespace cordon

#endif  // CORDON_VALUE_NETWORK_H_
