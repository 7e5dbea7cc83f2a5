// Walks the fields of a bundle as its writer does, and notes where a count or a length stands. The
// one idea: an archive over the same list of fields (bundle/fields.h) finds every count that there
// is, also those of fields that come later. That it walks rightly shows in the length, which must
// be that of the section.
#include "bombs/bundle_counts.h"

#include <array>
#include <optional>
#include <string>
#include <type_traits>

#include "bundle/fields.h"
#include "value/compare.h"
#include "value/network.h"

namespace cordon::bombs {
namespace {

class CountFinder {
 public:
  static constexpr bool kReads = false;
  explicit CountFinder(const Store& store) : store_(store) {}

  template <class... T>
  void operator()(const T&... values) {
    (one(values), ...);
  }
  [[nodiscard]] const Counts& counts() const { return counts_; }

 private:
  template <class T>
  void one(const T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      counts_.bytes += sizeof(T);
    } else {
      bundle::fields(*this, value);
    }
  }
  void one(const std::string& text) { text_of(text.size()); }
  template <class S>
  void one(const bundle::FileName<S>& name) {
    text_of(name.text.size());
  }
  template <class T>
  void one(const std::vector<T>& values) {
    count();
    for (const T& value : values) one(value);
  }
  template <class T>
  void one(const std::optional<T>& value) {
    one(value.has_value());
    if (value) one(*value);
  }
  template <class T, std::size_t n>
  void one(const std::array<T, n>& values) {
    for (const T& value : values) one(value);
  }
  void one(const SourceSpace& sources);
  void one(const Node& value);
  void members(const Node& value);

  void count() {
    counts_.at.push_back(counts_.bytes);
    counts_.bytes += 4;
  }
  void text_of(std::size_t bytes) {
    count();
    counts_.bytes += bytes;
  }

  const Store& store_;
  Counts counts_;
};

void CountFinder::one(const SourceSpace& sources) {
  count();
  for (std::size_t i = 0; i < sources.size(); ++i) {
    text_of(sources[i].name.size());
    text_of(sources[i].text.size());
  }
}

void CountFinder::members(const Node& value) {
  counts_.bytes += 4;  // where it ends
  count();
  for (std::uint32_t i = 0; i < value.len; ++i) {
    if (value.is_object()) text_of(store_.symbols.text(Store::keys(value)[i]).size());
    one(value.kids[i]);
  }
}

void CountFinder::one(const Node& value) {
  counts_.bytes += 5;  // kind and place
  switch (value.kind()) {
    case Kind::kInt:
    case Kind::kUint:
    case Kind::kReal:
      counts_.bytes += 8;
      return;
    case Kind::kString:
      counts_.bytes += 4;  // how long it is written
      return text_of(value.text().size());
    case Kind::kBignum:
      return text_of(value.text().size());
    case Kind::kCidr:
    case Kind::kIp:
      return text_of(to_string(*value.cidr, value.is(Kind::kIp)).size());
    case Kind::kDate:
      return text_of(date_text(value.i).size());
    case Kind::kUnknown:
      counts_.bytes += 5;  // its place, and whether it is written
      return text_of(value.unknown->cause.reason.size());
    case Kind::kError:
      counts_.bytes += 1;  // its code
      return text_of(value.cause->reason.size());
    default:
      if (value.is_object() || value.is(Kind::kList)) members(value);
  }
}

}  // namespace

Counts counts_in(bundle::Section section, const bytecode::Program& program) {
  CountFinder finder(*program.store);
  bundle::section(finder, section, program);
  return finder.counts();
}

}  // namespace cordon::bombs
