#ifndef CORDON_VALUE_NODE_H_
#define CORDON_VALUE_NODE_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "base/source_space.h"
#include "base/symbols.h"
#include "value/truth.h"

namespace cordon {

/// Kinds of values. INVARIANT: the three indeterminates are last and in the order U < M < E, so a
/// strict operator over indeterminate operands gives the larger kind.
enum class Kind : std::uint8_t {
  kNull,
  kFalse,
  kTrue,
  kInt,     ///< int64
  kUint,    ///< above int64, within uint64
  kReal,    ///< double, finite
  kBignum,  ///< an integer outside both, as its decimal text
  kString,
  kList,    ///< members are all certainly present
  kObject,  ///< at most 64 members; keys are in the shape
  kDict,    ///< an object with a key array of its own
  kResource,
  kReference,  ///< a symbolic reference: target resource and attribute
  kCidr,
  kIp,
  kDate,
  kTime,
  kDuration,
  kSemver,
  kPermissions,
  kComputedList,  ///< members with a presence, and perhaps any number more
  kChoice,        ///< Fn::If on an undecided condition
  kUnknown,
  kMissing,
  kError
};

constexpr bool is_indeterminate(Kind kind) { return kind >= Kind::kUnknown; }

/// Index of a resource in its inventory.
using ResourceId = std::uint32_t;
inline constexpr ResourceId kNoResource = 0xFFFFFFFFU;

enum NodeFlag : std::uint8_t {
  kSensitive = 1,    ///< never printed; inherited by what is computed from it
  kFromDefault = 2,  ///< not written: the family's default (or deliberately absent)
  kOpen = 4,         ///< object: further keys are possible
  kAssumed = 4       ///< any other kind: rests on what --references=mentioned takes for granted
};

struct Node;

/// Why a value is indeterminate. `reason` starts lower-case, e.g. "SubnetId is not written".
struct Cause {
  Kind kind = Kind::kUnknown;  ///< kUnknown, kMissing or kError
  std::string_view code;       ///< kError: static error code ("V0101"), else empty
  std::string_view reason;     ///< lives as long as the arena that made it
  At at = 0;                   ///< the value; for an absent member: the enclosing object
};

/// A piece of a string that is not known in full: literal text, or a symbol that stands for some
/// text.
struct Part {
  std::string_view text;     ///< symbol == 0
  std::uint32_t symbol = 0;  ///< equal symbols stand for equal texts
  bool region = false;       ///< the symbol stands for the name of a region
};

/// What a value is expected to be when it is known.
enum class Expect : std::uint8_t { kAny, kBool, kNumber, kString, kList, kObject };

/// Everything that is known of a value that is not known (language 3.8 "refinements").
/// A refinement may only ever decide what every completion agrees on.
struct Unknown {
  Cause cause;
  /// Two unknowns of one symbol are equal. 0: fresh, equal to nothing else.
  std::uint32_t symbol = 0;
  /// Members of one list without repetition (zones of a region): same family, other member:
  /// different.
  std::uint32_t family = 0;
  std::uint32_t member = 0;
  Expect expect = Expect::kAny;
  bool written = false;    ///< the document gives a value: `is present` holds
  bool non_empty = false;  ///< no completion is a blank text or an empty list
  bool assumed = false;    ///< rests on --references=mentioned
  /// Something computed: some completion of its operands may make it an error. What a document or
  /// a parameter gives is not.
  bool may_fail = false;
  bool has_interval = false;
  bool candidates_closed = false;  ///< refers to one of `candidates`, nothing else
  std::int64_t lo = 0;             ///< interval of a number; hi = INT64_MAX: no end
  std::int64_t hi = 0;
  std::span<const Part> parts;             ///< of a string
  std::span<const Node> domain;            ///< the only values that it can have; empty: any
  std::span<const ResourceId> candidates;  ///< resources that it may refer to
  Symbol attribute = 0;                    ///< of the candidates
};

struct ComputedList;
struct Choice;
struct Cidr;
struct Permissions;
struct Semver;

/// One value: of a document, of a canonical property, of a register. 16 bytes, trivially copyable.
/// Ownership: payloads live in the arena of the store or session that made them.
struct Node {
  struct Target {
    std::uint32_t target;     ///< ResourceId
    std::uint32_t attribute;  ///< kReference: Symbol ("" = Ref); kResource: view (inventory.h)
  };
  std::uint32_t kind_ : 5 = 0;
  std::uint32_t flags : 3 = 0;
  std::uint32_t len : 24 = 0;  ///< bytes of a text, members of a container
  At at = 0;                   ///< first byte of the value in the source space; 0: no place
  union {
    std::int64_t i = 0;
    std::uint64_t u;
    double d;
    const char* chars;  ///< kString, kBignum
    const Node* kids;   ///< kList, kObject, kDict: store.h has the keys
    Target ref;         ///< kResource, kReference
    const ComputedList* list;
    const Choice* choice;
    const Cidr* cidr;  ///< kCidr, kIp
    const Permissions* permissions;
    const Semver* semver;
    const Unknown* unknown;  ///< kUnknown, may be null
    const Cause* cause;      ///< kMissing, kError, may be null
  };

  [[nodiscard]] Kind kind() const { return static_cast<Kind>(kind_); }
  [[nodiscard]] bool is(Kind k) const { return kind() == k; }
  [[nodiscard]] bool indeterminate() const { return is_indeterminate(kind()); }
  [[nodiscard]] bool is_bool() const { return kind() == Kind::kTrue || kind() == Kind::kFalse; }
  [[nodiscard]] bool is_number() const { return kind() >= Kind::kInt && kind() <= Kind::kBignum; }
  [[nodiscard]] bool is_object() const { return kind() == Kind::kObject || kind() == Kind::kDict; }
  [[nodiscard]] bool is_list() const {
    return kind() == Kind::kList || kind() == Kind::kComputedList;
  }
  [[nodiscard]] bool has(NodeFlag flag) const { return (flags & flag) != 0; }
  /// Requires: kString or kBignum.
  [[nodiscard]] std::string_view text() const { return {chars, len}; }
  /// Members of a kList, values of an object in document order.
  [[nodiscard]] std::span<const Node> members() const { return {kids, len}; }

  [[nodiscard]] Node with(NodeFlag flag) const {
    Node copy = *this;
    copy.flags = (flags | flag) & 7U;
    return copy;
  }
  [[nodiscard]] Node at_place(At place) const {
    Node copy = *this;
    copy.at = place;
    return copy;
  }

  static Node of(Kind kind, At at = 0) {
    Node node;
    node.kind_ = static_cast<std::uint32_t>(kind) & 31U;
    node.at = at;
    return node;
  }
  static Node null(At at = 0) { return of(Kind::kNull, at); }
  static Node boolean(bool b, At at = 0) { return of(b ? Kind::kTrue : Kind::kFalse, at); }
  static Node integer(std::int64_t value, At at = 0) {
    Node node = of(Kind::kInt, at);
    node.i = value;
    return node;
  }
  static Node real(double value, At at = 0) {
    Node node = of(Kind::kReal, at);
    node.d = value;
    return node;
  }
  /// Requires: `text` outlives the node and is shorter than 16 MiB.
  static Node string(std::string_view text, At at = 0) {
    Node node = of(Kind::kString, at);
    node.len = static_cast<std::uint32_t>(text.size()) & 0xFFFFFFU;
    node.chars = text.data();
    return node;
  }
  static Node resource(ResourceId id, std::uint32_t view = 0) {
    Node node = of(Kind::kResource);
    node.ref = {id, view};
    return node;
  }
  static Node reference(ResourceId target, Symbol attribute, At at) {
    Node node = of(Kind::kReference, at);
    node.ref = {target, attribute};
    return node;
  }
  static Node make_unknown(const Unknown* why, At at = 0) {
    Node node = of(Kind::kUnknown, at);
    node.unknown = why;
    return node;
  }
  static Node make_missing(const Cause* why = nullptr) {
    Node node = of(Kind::kMissing, why == nullptr ? 0 : why->at);
    node.cause = why;
    return node;
  }
  static Node make_error(const Cause* why) {
    Node node = of(Kind::kError, why == nullptr ? 0 : why->at);
    node.cause = why;
    return node;
  }
};
static_assert(sizeof(Node) == 16);

/// A list whose members may be uncertain (language 3.7).
struct ComputedList {
  std::span<const Node> items;
  /// Same length as items, or empty: all certainly present. Each is kTrue or an indeterminate.
  std::span<const Node> presence;
  /// kNull: nothing more. Else an indeterminate: any number of further members of that presence.
  Node many;
  /// Traced evaluation only: the proof of each item and of each presence; may be empty.
  std::span<const std::uint32_t> proofs;
  std::span<const std::uint32_t> presence_proofs;
  bool mapped = false;  ///< `->` made it, member by member: what follows in the chain maps too
  /// The members of objects, of which one is chosen: which keys they have is not known.
  bool keyless = false;
};

/// Fn::If on a condition that is not decided. Branches may be any Node, kMissing for AWS::NoValue.
struct Choice {
  const Unknown* condition = nullptr;  ///< its cause says what must be known
  Node then;
  Node otherwise;
};

/// The truth of a boolean node; a value of another kind is kE. Choices are for the caller to join.
inline Truth truth_of(const Node& node) {
  switch (node.kind()) {
    case Kind::kTrue:
      return Truth::kT;
    case Kind::kFalse:
      return Truth::kF;
    case Kind::kUnknown:
      return Truth::kU;
    case Kind::kMissing:
      return Truth::kM;
    default:
      return Truth::kE;
  }
}

}  // namespace cordon

#endif  // CORDON_VALUE_NODE_H_
