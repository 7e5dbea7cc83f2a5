// Texts of which only pieces are known. The one idea: a text is a row of literal pieces and
// symbols; equal symbols stand for equal texts, so two texts are compared by taking away what they
// share at both ends. It does not look into symbols, so `${A}${B}` against another row is often
// undecided. Tests: tests/unit/inventory/cfn_text_test.cc.
#include "inventory/cfn_text.h"

#include <array>
#include <charconv>
#include <utility>

namespace cordon {
namespace {

constexpr int kMaxAlike = 256;

std::string real_text(double value) {
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), end.ptr};
}

std::optional<double> number_of(const Node& value) {
  const auto text = scalar_text(value);
  if (!text) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || end != text->data() + text->size()) return std::nullopt;
  return number;
}

bool same_list(std::span<const Node> a, std::span<const Node> b, int depth);

bool same_unknown(const Unknown* a, const Unknown* b) {
  if (a == nullptr || b == nullptr) return false;
  if (a->symbol != 0 && a->symbol == b->symbol) return true;
  return !a->parts.empty() && texts_equal(a->parts, b->parts) == Truth::kT;
}

bool same_object(const Node& a, const Node& b, int depth);

bool same(const Node& a, const Node& b, int depth) {
  if (a.kind() != b.kind() || depth > kMaxAlike) return false;
  switch (a.kind()) {
    case Kind::kNull:
    case Kind::kFalse:
    case Kind::kTrue:
    case Kind::kMissing:
      return true;
    case Kind::kInt:
    case Kind::kUint:
      return a.u == b.u;
    case Kind::kReal:
      return !(a.d < b.d) && !(b.d < a.d);
    case Kind::kBignum:
    case Kind::kString:
      return a.text() == b.text();
    case Kind::kList:
      return same_list(a.members(), b.members(), depth);
    case Kind::kObject:
    case Kind::kDict:
      return same_object(a, b, depth);
    case Kind::kReference:
      return a.ref.target == b.ref.target && a.ref.attribute == b.ref.attribute;
    case Kind::kUnknown:
      return same_unknown(a.unknown, b.unknown);
    default:
      return false;
  }
}

bool same_list(std::span<const Node> a, std::span<const Node> b, int depth) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same(a[i], b[i], depth + 1)) return false;
  }
  return true;
}

bool same_object(const Node& a, const Node& b, int depth) {
  if (a.len != b.len || a.has(kOpen) || b.has(kOpen)) return false;
  const auto keys = Store::keys(a);
  for (std::uint32_t i = 0; i < a.len; ++i) {
    const Node* other = Store::find(b, keys[i]);
    if (other == nullptr || !same(a.kids[i], *other, depth + 1)) return false;
  }
  return true;
}

/// A row of pieces that is eaten from both ends.
class Row {
 public:
  explicit Row(std::span<const Part> parts) {
    for (const Part& part : parts) {
      if (part.symbol != 0 || !part.text.empty()) parts_.push_back(part);
    }
    end_ = parts_.size();
  }
  [[nodiscard]] bool empty() const { return begin_ == end_; }
  Part& front() { return parts_[begin_]; }
  Part& back() { return parts_[end_ - 1]; }
  void eat_front(std::size_t bytes) {
    front().text.remove_prefix(bytes);
    if (front().symbol != 0 || front().text.empty()) ++begin_;
  }
  void eat_back(std::size_t bytes) {
    back().text.remove_suffix(bytes);
    if (back().symbol != 0 || back().text.empty()) --end_;
  }
  [[nodiscard]] bool has_literal() const {
    for (std::size_t i = begin_; i < end_; ++i) {
      if (parts_[i].symbol == 0) return true;
    }
    return false;
  }

 private:
  std::vector<Part> parts_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

enum class Step : std::uint8_t { kAte, kStuck, kDiffer };

Step eat_front(Row& a, Row& b) {
  if (a.empty() || b.empty()) return Step::kStuck;
  if (a.front().symbol != 0 || b.front().symbol != 0) {
    if (a.front().symbol != b.front().symbol) return Step::kStuck;
    a.eat_front(0);
    b.eat_front(0);
    return Step::kAte;
  }
  const std::size_t n = std::min(a.front().text.size(), b.front().text.size());
  if (a.front().text.substr(0, n) != b.front().text.substr(0, n)) return Step::kDiffer;
  a.eat_front(n);
  b.eat_front(n);
  return Step::kAte;
}

Step eat_back(Row& a, Row& b) {
  if (a.empty() || b.empty()) return Step::kStuck;
  if (a.back().symbol != 0 || b.back().symbol != 0) {
    if (a.back().symbol != b.back().symbol) return Step::kStuck;
    a.eat_back(0);
    b.eat_back(0);
    return Step::kAte;
  }
  const std::string_view x = a.back().text;
  const std::string_view y = b.back().text;
  const std::size_t n = std::min(x.size(), y.size());
  if (x.substr(x.size() - n) != y.substr(y.size() - n)) return Step::kDiffer;
  a.eat_back(n);
  b.eat_back(n);
  return Step::kAte;
}

}  // namespace

std::optional<std::string> scalar_text(const Node& value) {
  switch (value.kind()) {
    case Kind::kFalse:
      return "false";
    case Kind::kTrue:
      return "true";
    case Kind::kInt:
      return std::to_string(value.i);
    case Kind::kUint:
      return std::to_string(value.u);
    case Kind::kReal:
      return real_text(value.d);
    case Kind::kBignum:
    case Kind::kString:
      return std::string(value.text());
    default:
      return std::nullopt;
  }
}

bool same_number(const Node& a, const Node& b) {
  const auto x = number_of(a);
  const auto y = number_of(b);
  return x && y && !(*x < *y) && !(*y < *x);
}

Truth same_text(const Node& a, const Node& b) {
  const auto x = scalar_text(a);
  const auto y = scalar_text(b);
  const bool real = a.is(Kind::kReal) || b.is(Kind::kReal);
  if (real && same_number(a, b) && (x != y || x->find('.') == std::string::npos)) return Truth::kU;
  return truth_of(x == y);
}

std::string key_of(AdapterContext& context, const Node& value) {
  if (const auto text = scalar_text(value)) return "t" + std::to_string(text->size()) + ":" + *text;
  if (value.is(Kind::kReference)) {
    return "r" + std::to_string(value.ref.target) + "." + std::to_string(value.ref.attribute);
  }
  if (value.is(Kind::kUnknown) && value.unknown != nullptr) {
    if (value.unknown->symbol != 0) return "s" + std::to_string(value.unknown->symbol);
    std::string key;
    for (const Part& part : value.unknown->parts) {
      key += part.symbol != 0
                 ? "s" + std::to_string(part.symbol)
                 : "t" + std::to_string(part.text.size()) + ":" + std::string(part.text);
    }
    return key;
  }
  if (!value.is(Kind::kList)) return {};
  std::string key = "l" + std::to_string(value.len) + "(";
  for (const Node& member : value.members()) {
    const std::string inner = member.is(Kind::kList) ? std::string() : key_of(context, member);
    if (inner.empty()) return {};
    key += inner + ",";
  }
  return key + ")";
}

bool certainly_same(const Node& a, const Node& b) { return same(a, b, 0); }

Truth texts_equal(std::span<const Part> a, std::span<const Part> b) {
  Row x(a);
  Row y(b);
  Step step = Step::kAte;
  while (step == Step::kAte) step = eat_front(x, y);
  if (step == Step::kDiffer) return Truth::kF;
  step = Step::kAte;
  while (step == Step::kAte) step = eat_back(x, y);
  if (step == Step::kDiffer) return Truth::kF;
  if (x.empty() && y.empty()) return Truth::kT;
  const bool impossible = (x.empty() && y.has_literal()) || (y.empty() && x.has_literal());
  return impossible ? Truth::kF : Truth::kU;
}

std::vector<Part> parts_of(AdapterContext& context, const Node& value, std::string& storage) {
  if (auto text = scalar_text(value)) {
    storage = std::move(*text);
    return {Part{storage, 0}};
  }
  if (value.is(Kind::kUnknown) && value.unknown != nullptr) {
    if (!value.unknown->parts.empty())
      return {value.unknown->parts.begin(), value.unknown->parts.end()};
    if (value.unknown->symbol != 0) return {Part{{}, value.unknown->symbol}};
  }
  const std::string key = key_of(context, value);
  return {Part{{}, key.empty() ? context.fresh_symbol() : context.symbol_of("text " + key)}};
}

void TextBuilder::literal(std::string_view text) {
  bytes_ += text.size();
  if (text.empty()) return;
  if (pieces_.empty() || pieces_.back().symbol != 0) pieces_.emplace_back();
  pieces_.back().text += text;
}

void TextBuilder::add(const Node& value) {
  sensitive_ = sensitive_ || value.has(kSensitive);
  if (const auto text = scalar_text(value)) {
    literal(*text);
  } else if (value.is(Kind::kReference) || value.is(Kind::kUnknown)) {
    symbolic(value);
  } else if (value.is(Kind::kChoice)) {
    symbolic(Node::make_unknown(value.choice->condition, value.at));
  } else if (value.is(Kind::kError)) {
    if (!bad_) bad_ = value;
  } else if (!bad_) {
    bad_ = context_.store().error("V0111", "a text was expected as a piece of a text", value.at);
  }
}

void TextBuilder::symbolic(const Node& value) {
  ++unknown_pieces_;
  if (!first_) first_ = value;
  if (value.is(Kind::kReference)) {
    non_empty_ = true;
    assumed_ = assumed_ || value.has(kAssumed);
  } else if (value.unknown != nullptr) {
    non_empty_ = non_empty_ || value.unknown->non_empty;
    assumed_ = assumed_ || value.unknown->assumed;
  }
  std::string storage;
  for (const Part& part : parts_of(context_, value, storage)) {
    if (part.symbol == 0) {
      literal(part.text);
    } else {
      pieces_.push_back({{}, part.symbol, part.region});
    }
  }
}

Node TextBuilder::finish(At at) {
  if (bad_) return bad_->at_place(at);
  Store& store = context_.store();
  if (!first_) {
    const Node text = store.string(pieces_.empty() ? std::string_view() : pieces_.front().text, at);
    return sensitive_ ? text.with(kSensitive) : text;
  }
  const bool alone = unknown_pieces_ == 1 && pieces_.size() == 1 && pieces_.front().symbol != 0;
  const Node result = alone && !first_->is(Kind::kChoice) ? first_->at_place(at) : unknown_text(at);
  return sensitive_ ? result.with(kSensitive) : result;
}

Node TextBuilder::unknown_text(At at) {
  Store& store = context_.store();
  Unknown unknown;
  unknown.cause.reason = "a piece of this text is known only after creation";
  if (first_->is(Kind::kUnknown) && first_->unknown != nullptr)
    unknown.cause = first_->unknown->cause;
  unknown.cause.at = at;
  unknown.expect = Expect::kString;
  unknown.written = true;
  unknown.non_empty = non_empty_;
  unknown.assumed = assumed_;
  std::vector<Part> parts;
  for (const Piece& piece : pieces_) {
    const bool blank = piece.text.find_first_not_of(" \t\r\n") == std::string::npos;
    unknown.non_empty = unknown.non_empty || !blank;
    parts.push_back({store.arena.copy(std::string_view(piece.text)), piece.symbol, piece.region});
  }
  unknown.parts = store.arena.copy(std::span<const Part>(parts));
  return store.unknown(unknown, at);
}

}  // namespace cordon
