// Fields of a bundle, read back. The one idea: the bytes are hostile, so a cursor that cannot leave
// them gives zeros after the first fault, and every value is made by a constructor that checks it.
// What values mean to each other is the verifier's matter. Tests: tests/unit/bundle.
#include "bundle/reader.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/utf8.h"
#include "bytecode/verify_parts.h"
#include "value/compare.h"
#include "value/network.h"

namespace cordon::bundle {
namespace {

constexpr std::size_t kMaxLength = (std::size_t{1} << 24U) - 1;

}  // namespace

std::size_t Reader::count(std::size_t least) {
  const auto n = static_cast<std::size_t>(number(4));
  if (n > left() / least) refuse("B0109");
  return fault_.empty() ? n : 0;
}

std::string_view Reader::read_text(bool utf8) {
  const std::string_view text = raw(static_cast<std::size_t>(number(4)));
  if (utf8 && invalid_utf8(text) != std::string_view::npos) refuse("B0112");
  return text;
}

void Reader::one(SourceSpace& sources) {
  const std::size_t n = count(8);
  for (std::size_t i = 0; i < n && fault_.empty(); ++i) {
    std::string name(read_text(false));
    const std::string_view text = read_text(true);
    if (!fault_.empty()) return;
    const Source* added = origin_ == Bytes::kStay ? sources.add_view(std::move(name), text)
                                                  : sources.add(std::move(name), std::string(text));
    if (added == nullptr) refuse("B0115");
  }
}

/// Members wait in two vectors for all levels, so that a level needs little stack.
Node Reader::read_container(bool object, At at, int depth) {
  const Waiting before{keys_.size(), members_.size()};
  const auto end = static_cast<At>(number(4));
  const std::size_t n = count(object ? 9 : 5);
  if (n > kMaxLength) refuse("B0113");
  for (std::size_t i = 0; i < n && fault_.empty(); ++i) {
    if (object) read_key();
    const Node member = read_value(depth + 1);
    members_.push_back(member);
  }
  return make_container(object, before, at, end);
}

[[gnu::noinline]] void Reader::read_key() {
  keys_.push_back(store_.symbols.intern(read_text(true)));
}

[[gnu::noinline]] Node Reader::make_container(bool object, const Waiting& before, At at, At end) {
  const std::vector<Symbol> keys(keys_.begin() + static_cast<std::ptrdiff_t>(before.keys),
                                 keys_.end());
  const std::vector<Node> members(members_.begin() + static_cast<std::ptrdiff_t>(before.members),
                                  members_.end());
  keys_.resize(before.keys);
  members_.resize(before.members);
  std::vector<Symbol> sorted = keys;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) refuse("B0113");
  if (!fault_.empty()) return Node::null();
  return object ? store_.object(keys, members, at, end) : store_.list(members, at, end);
}

/// Values that a bundle holds as text: only their one spelling is accepted.
Node Reader::read_parsed(Kind kind, At at) {
  const std::string_view text = read_text(true);
  Node node = Node::of(kind, at);
  if (kind == Kind::kDate) {
    if (!parse_date(text, node.i)) refuse("B0113");
    return node;
  }
  Cidr parsed;
  std::string why;
  const bool address = kind == Kind::kIp;
  const bool fits = address ? parse_ip(text, parsed, why) : parse_cidr(text, parsed, why);
  if (!fits || to_string(parsed, address) != text) refuse("B0113");
  node.cidr = store_.arena.make<Cidr>(parsed);
  return node;
}

Node Reader::read_error() {
  const auto code = static_cast<std::size_t>(number(1));
  const std::string_view reason = read_text(true);
  if (code >= bytecode::kConstantErrors.size()) refuse("B0113");
  return fault_.empty() ? store_.error(bytecode::kConstantErrors[code], reason, 0) : Node::null();
}

Node Reader::read_unknown(At at) {
  Unknown unknown;
  unknown.cause.at = static_cast<At>(number(4));
  one(unknown.written);
  unknown.cause.reason = store_.arena.copy(read_text(true));
  return store_.unknown(unknown, at);
}

/// Values may be nested, so that what a level of it needs on the stack is little.
Node Reader::read_value(int depth) {
  if (depth > kMaxNesting) refuse("B0113");
  const std::uint64_t kind = number(1);
  const auto at = static_cast<At>(number(4));
  if (kind > static_cast<std::uint64_t>(Kind::kError)) refuse("B0111");
  if (!fault_.empty()) return Node::null();
  const Kind of = static_cast<Kind>(kind);
  if (of == Kind::kList || of == Kind::kObject)
    return read_container(of == Kind::kObject, at, depth);
  return read_leaf(of, at);
}

[[gnu::noinline]] Node Reader::read_leaf(Kind kind, At at) {
  Node node = Node::of(kind, at);
  switch (kind) {
    case Kind::kNull:
    case Kind::kFalse:
    case Kind::kTrue:
      return node;
    case Kind::kMissing:
      if (at != 0) refuse("B0113");
      return Node::make_missing();
    case Kind::kInt:
      node.u = number(8);
      return node;
    case Kind::kUint:
      node.u = number(8);
      if (node.u <= static_cast<std::uint64_t>(INT64_MAX)) refuse("B0113");
      return node;
    case Kind::kReal:
      node.d = std::bit_cast<double>(number(8));
      if (!std::isfinite(node.d)) refuse("B0113");
      return node;
    case Kind::kBignum:
    case Kind::kString: {
      const auto written = node.is(Kind::kString) ? static_cast<std::uint32_t>(number(4)) : 0;
      const std::string_view text = read_text(true);
      if (node.is(Kind::kBignum) && !bytecode::is_big_integer(text)) refuse("B0113");
      if (text.size() > kMaxLength || (written != 0 && at == 0)) refuse("B0113");
      if (!fault_.empty()) return Node::null();
      if (written != 0) lengths_.emplace_back(at, written);
      node = store_.string(text, at);
      node.kind_ = static_cast<std::uint32_t>(kind) & 31U;
      return node;
    }
    case Kind::kCidr:
    case Kind::kIp:
    case Kind::kDate:
      return read_parsed(node.kind(), at);
    case Kind::kUnknown:
      return read_unknown(at);
    case Kind::kError:
      if (at != 0) refuse("B0113");
      return read_error();
    default:
      refuse("B0113");
      return Node::null();
  }
}

}  // namespace cordon::bundle
