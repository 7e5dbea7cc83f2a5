// Addresses, dates and endpoint service names (language 3.9, functions 2). Ranges are kept as bytes
// and walked bit by bit; a union is a sorted list of first and last addresses. Test:
// oracle_test.cc.
#include <algorithm>
#include <cctype>

#include "machine.h"

namespace cordon::oracle {
namespace {

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != by) continue;
    out.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  return out;
}

/// A decimal number without leading zeros, at most `largest`; else -1.
int small_number(std::string_view text, int largest) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text[0] == '0')) return -1;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value <= largest ? value : -1;
}

bool parse_v4(std::string_view text, Network& out) {
  const auto octets = split(text, '.');
  if (octets.size() != 4) return false;
  for (std::size_t i = 0; i < 4; ++i) {
    const int value = small_number(octets[i], 255);
    if (value < 0) return false;
    out.bytes[i] = static_cast<std::uint8_t>(value);
  }
  out.version = 4;
  return true;
}

bool parse_groups(std::string_view text, std::vector<int>& out) {
  if (text.empty()) return true;
  for (const std::string_view group : split(text, ':')) {
    if (group.empty() || group.size() > 4) return false;
    int value = 0;
    for (const char c : group) {
      if (std::isxdigit(static_cast<unsigned char>(c)) == 0) return false;
      const char lower = static_cast<char>(c | 0x20);
      value = value * 16 + (c <= '9' ? c - '0' : lower - 'a' + 10);
    }
    out.push_back(value);
  }
  return true;
}

bool parse_v6(std::string_view text, Network& out) {
  const std::size_t gap = text.find("::");
  std::vector<int> front;
  std::vector<int> back;
  if (gap == std::string_view::npos) {
    if (text.empty() || !parse_groups(text, front) || front.size() != 8) return false;
  } else {
    if (!parse_groups(text.substr(0, gap), front) || !parse_groups(text.substr(gap + 2), back)) {
      return false;
    }
    if (front.size() + back.size() > 7) return false;
    while (front.size() + back.size() < 8) front.push_back(0);
  }
  front.insert(front.end(), back.begin(), back.end());
  for (std::size_t i = 0; i < 8; ++i) {
    out.bytes[i * 2] = static_cast<std::uint8_t>(front[i] / 256);
    out.bytes[i * 2 + 1] = static_cast<std::uint8_t>(front[i] % 256);
  }
  out.version = 6;
  const bool zeros =
      std::all_of(out.bytes.begin(), out.bytes.begin() + 10, [](auto b) { return b == 0; });
  return !(zeros && out.bytes[10] == 0xFF && out.bytes[11] == 0xFF);
}

bool bit(const Network& n, int i) {
  return ((n.bytes[static_cast<std::size_t>(i / 8)] >> (7 - i % 8)) & 1) != 0;
}

std::array<std::uint8_t, 16> edge(const Network& n, bool last) {
  auto out = n.bytes;
  const int width = n.version == 4 ? 32 : 128;
  for (int i = n.length; i < width && last; ++i) {
    out[static_cast<std::size_t>(i / 8)] |= static_cast<std::uint8_t>(1 << (7 - i % 8));
  }
  return out;
}

/// Adds one; false if it overflows.
bool increment(std::array<std::uint8_t, 16>& bytes, int version) {
  for (std::size_t i = version == 4 ? 4 : 16; i-- > 0;) {
    if (++bytes[i] != 0) return true;
  }
  return false;
}

}  // namespace

/// Empty, or what is wrong.
std::string Machine::parse_network(std::string_view text, bool with_length, Network& out) {
  const std::size_t slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  const bool v6 = address.find(':') != std::string_view::npos;
  if (v6 ? !parse_v6(address, out) : !parse_v4(address, out)) return "no address";
  const int width = v6 ? 128 : 32;
  out.length = width;
  out.text = std::string(text);
  if (!with_length) return slash == std::string_view::npos ? "" : "an address has no length";
  if (slash == std::string_view::npos) return "no length";
  out.length = small_number(text.substr(slash + 1), width);
  if (out.length < 0) return "no length";
  for (int i = out.length; i < width; ++i) {
    if (bit(out, i)) return "host bits are set";
  }
  return "";
}

Node Machine::network_node(Kind kind, std::string_view text, At at) {
  Network n;
  const std::string wrong = parse_network(text, kind == Kind::kCidr, n);
  if (!wrong.empty()) return error(kind == Kind::kCidr ? "V0102" : "V0103", wrong, at);
  networks_.push_back(n);
  Node out = Node::of(kind, at);
  out.u = networks_.size() - 1;
  return out;
}

bool Machine::covers(const Network& outer, const Network& inner) {
  if (outer.version != inner.version || outer.length > inner.length) return false;
  for (int i = 0; i < outer.length; ++i) {
    if (bit(outer, i) != bit(inner, i)) return false;
  }
  return true;
}

/// Walks the addresses from the first to the last, jumping over the parts that hold them.
bool Machine::inside_union(const Network& inner, std::vector<Network> parts) {
  std::erase_if(parts, [&](const Network& n) { return n.version != inner.version; });
  auto next = edge(inner, false);
  const auto last = edge(inner, true);
  for (;;) {
    const auto holds = [&](const Network& n) {
      return edge(n, false) <= next && next <= edge(n, true);
    };
    const auto part = std::find_if(parts.begin(), parts.end(), holds);
    if (part == parts.end()) return false;
    next = edge(*part, true);
    if (next >= last || !increment(next, inner.version)) return true;
    parts.erase(part);
  }
}

Node Machine::within(const Node& a, const Node& b) {
  const std::array<Node, 2> both{a, b};
  if (const Node* bad = worst(both); bad != nullptr) return derive(*bad);
  const bool left = a.is(Kind::kCidr) || a.is(Kind::kIp);
  const std::array<Node, 2> turned{b, a};
  if (!left) return wrong_kind(both);
  if (!b.is(Kind::kCidr)) return wrong_kind(turned);
  return Node::boolean(covers(network(b), network(a)));
}

/// Whether x lies within the union of the ranges: decided when all completions agree.
Node Machine::inside(const Node& x, const Node& xs) {
  const std::array<Node, 2> both{x, xs};
  if (const Node* bad = worst(both); bad != nullptr) return derive(*bad);
  if (xs.is(Kind::kNull)) return missing("the list is null", xs.at);
  if (!(x.is(Kind::kCidr) || x.is(Kind::kIp)) || !xs.is_list()) return wrong_kind(both);
  const Domain all = domain_of(xs);
  std::vector<Network> sure;
  std::vector<Network> possible;
  std::vector<Node> doubts;
  std::vector<Node> maybe;
  for (const Member& m : all.members) {
    if (m.value.is(Kind::kCidr) || m.value.is(Kind::kIp)) {
      possible.push_back(network(m.value));
      if (m.presence.is(Kind::kTrue)) {
        sure.push_back(network(m.value));
      } else {
        maybe.push_back(m.presence);
      }
    } else if (m.value.indeterminate()) {
      const std::array<Node, 2> member{m.presence, m.value};
      doubts.push_back(all_of(member));
    } else if (m.value.is(Kind::kChoice)) {
      doubts.push_back(condition_unknown(m.value));
    } else {
      doubts.push_back(wrong_kind(m.value));
    }
  }
  if (!all.many.is(Kind::kNull)) doubts.push_back(all.many);
  if (inside_union(network(x), sure)) return Node::boolean(true);
  if (inside_union(network(x), possible)) doubts.insert(doubts.end(), maybe.begin(), maybe.end());
  return any_of(doubts);
}

/// A day is the number yyyymmdd.
Node Machine::date_node(std::string_view text, At at) {
  const auto digits = [&](std::size_t from, std::size_t n) {
    int value = 0;
    for (std::size_t i = from; i < from + n; ++i) {
      if (text[i] < '0' || text[i] > '9') return -1;
      value = value * 10 + (text[i] - '0');
    }
    return value;
  };
  Node out = Node::of(Kind::kDate);
  const bool form = text.size() == 10 && text[4] == '-' && text[7] == '-';
  const int year = form ? digits(0, 4) : -1;
  const int month = form ? digits(5, 2) : -1;
  const int day = form ? digits(8, 2) : -1;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) {
    return error("V0101", "not a date", at);
  }
  out.i = year * 10000 + month * 100 + day;
  return out;
}

}  // namespace cordon::oracle
