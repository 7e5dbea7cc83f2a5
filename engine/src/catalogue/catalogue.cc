// Reads the catalogue text into an arena and answers what a property may name.
//
// Idea: every name is a view into the text, and shapes are an array that is laid out
// before the first property is read, so that references between shapes need no second pass. What
// a shape may name at any depth is a row of bits, computed once by repeating until nothing changes
// (shapes mostly follow what they use, so two rounds do).
// It cannot tell a damaged text from a wrong one: any line that does not fit is I0101.
// Covered by tests/unit/catalogue.
#include "catalogue/catalogue.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "base/arena.h"

namespace cordon {

struct ResourceGroup {
  std::string_view name;
  std::span<const std::string_view> members;
};

struct CatalogueTables {
  Arena arena;
  std::vector<std::span<const std::string_view>> enums;
  std::span<ObjectType> shapes;
  std::vector<ResourceType> types;
  std::vector<ResourceGroup> groups;
  std::vector<std::string_view> group_names;
  std::vector<std::string_view> named;  ///< all types that some property names, ordered
  std::size_t row = 0;                  ///< words of one row of `reach`
  std::vector<std::uint64_t> reach;     ///< a row a shape
};

namespace {

using Kind = PropertyType::Kind;
using Names = std::span<const std::string_view>;

constexpr std::string_view kMagic = "cordon-catalogue\t1";
constexpr std::string_view kSimpleTypes = "abinso";
constexpr int kMaxNesting = 16;
constexpr std::size_t kBits = 64;

/// Cuts off what stands before the first `separator`, or everything.
std::string_view cut(std::string_view& rest, char separator) {
  const std::size_t at = rest.find(separator);
  const std::string_view head = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
  return head;
}

/// Cuts a decimal number off the front.
std::optional<std::size_t> cut_number(std::string_view& code) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), value);
  if (error != std::errc()) return std::nullopt;
  code.remove_prefix(static_cast<std::size_t>(end - code.data()));
  return value;
}

/// One pass over the lines.
class Loader {
 public:
  explicit Loader(CatalogueTables& tables) : tables_(tables) {}
  /// What is wrong, or "".
  std::string read(std::string_view text);

 private:
  void lay_out_shapes(std::string_view text);
  bool line(std::string_view text);
  bool header(char word, std::string_view rest);
  bool resource(std::string_view rest);
  bool group(std::string_view rest);
  bool property(std::string_view text);
  bool close();
  bool flags(std::string_view marks, Property* out);
  Names list(std::string_view rest, char separator);
  const PropertyType* type(std::string_view code, int depth);
  const PropertyType* simple_type(char code);
  const PropertyType* element_type(Kind kind, std::string_view code, int depth);
  const PropertyType* string_type(std::string_view code);
  const PropertyType* object_type(std::string_view code);

  CatalogueTables& tables_;
  std::size_t next_shape_ = 0;
  ObjectType* open_ = nullptr;  ///< the shape or body whose properties are being read
  std::vector<Property> properties_;
  std::array<const PropertyType*, kSimpleTypes.size()> simple_{};  ///< made so far
};

std::string Loader::read(std::string_view text) {
  std::string_view rest = text;
  if (cut(rest, '\n') != kMagic) return "expected `cordon-catalogue` with version 1 in line 1";
  lay_out_shapes(rest);
  for (std::size_t number = 2; !rest.empty(); ++number) {
    const std::string_view next = cut(rest, '\n');
    if (next.empty() || next[0] == '#') continue;
    if (!line(next)) return "line " + std::to_string(number) + " does not fit the format";
  }
  if (!close()) return "properties at the end of the text are out of order";
  std::sort(tables_.named.begin(), tables_.named.end());
  tables_.named.erase(std::unique(tables_.named.begin(), tables_.named.end()), tables_.named.end());
  return {};
}

/// The lines that are "S". Written so that compilers compare many bytes at once.
std::size_t shape_lines(std::string_view text) {
  if (text.size() < 2) return text == "S" ? 1 : 0;
  const std::size_t last = text.size() - 1;
  std::size_t count = text.starts_with("S\n") ? 1 : 0;
  if (text.ends_with("\nS")) ++count;
  for (std::size_t i = 1; i < last; ++i) {
    const auto is = [&](std::size_t at, char c) { return text[at] == c ? 1U : 0U; };
    count += is(i - 1, '\n') & is(i, 'S') & is(i + 1, '\n');
  }
  return count;
}

void Loader::lay_out_shapes(std::string_view text) {
  const std::size_t count = shape_lines(text);
  ObjectType* shapes = tables_.arena.array<ObjectType>(count);
  for (std::size_t i = 0; i < count; ++i) new (shapes + i) ObjectType();
  tables_.shapes = {shapes, count};
}

bool Loader::line(std::string_view text) {
  const bool is_header = text.size() == 1 || text[1] == '\t';
  if (!is_header) return property(text);
  return close() && header(text[0], text.substr(std::min<std::size_t>(2, text.size())));
}

bool Loader::header(char word, std::string_view rest) {
  switch (word) {
    case 'E':
      tables_.enums.push_back(list(rest, '\t'));
      return true;
    case 'S':
      open_ = &tables_.shapes[next_shape_++];
      return true;
    case 'T':
      return resource(rest);
    case 'G':
      return group(rest);
    default:
      return false;
  }
}

bool Loader::resource(std::string_view rest) {
  ResourceType type;
  type.name = cut(rest, '\t');
  type.tags_property = cut(rest, '\t');
  const std::string_view prefixes = cut(rest, '\t');
  if (!prefixes.empty()) type.id_prefixes = list(prefixes, ',');
  type.retired = rest == "retired";
  if (!tables_.types.empty() && tables_.types.back().name >= type.name) return false;
  tables_.types.push_back(type);
  open_ = nullptr;
  return rest.empty() || type.retired;
}

bool Loader::group(std::string_view rest) {
  const std::string_view name = cut(rest, '\t');
  if (name.empty() || rest.empty()) return false;
  tables_.groups.push_back({name, list(rest, '\t')});
  tables_.group_names.push_back(name);
  return true;
}

/// Hands the properties read so far to their shape or type; false: out of order.
bool Loader::close() {
  if (properties_.empty()) return true;
  const auto misplaced =
      std::adjacent_find(properties_.begin(), properties_.end(),
                         [](const Property& a, const Property& b) { return a.name >= b.name; });
  if (misplaced != properties_.end()) return false;
  ObjectType* owner = open_;
  if (owner == nullptr && !tables_.types.empty()) owner = &tables_.types.back().body;
  if (owner == nullptr) return false;
  owner->properties = tables_.arena.copy(std::span<const Property>(properties_));
  properties_.clear();
  return true;
}

bool Loader::property(std::string_view text) {
  Property out;
  out.name = cut(text, '\t');
  const std::string_view marks = cut(text, '\t');
  out.type = type(text, 0);
  properties_.push_back(out);
  return out.type != nullptr && flags(marks, &properties_.back());
}

bool Loader::flags(std::string_view marks, Property* out) {
  for (const char mark : marks) {
    bool* flag = mark == 'q'   ? &out->required
                 : mark == 'r' ? &out->read_only
                 : mark == 'd' ? &out->deprecated
                 : mark == 'x' ? &out->extra
                 : mark == 'f' ? &out->fact
                               : nullptr;
    if (flag == nullptr) return false;
    *flag = true;
  }
  return true;
}

Names Loader::list(std::string_view rest, char separator) {
  std::vector<std::string_view> names;
  while (!rest.empty()) names.push_back(cut(rest, separator));
  return tables_.arena.copy(Names(names));
}

const PropertyType* Loader::type(std::string_view code, int depth) {
  if (code.empty() || depth > kMaxNesting) return nullptr;
  if (code.size() == 1) return simple_type(code[0]);
  const std::string_view rest = code.substr(1);
  switch (code[0]) {
    case 'l':
      return element_type(Kind::kList, rest, depth);
    case 'm':
      return element_type(Kind::kMap, rest, depth);
    case 's':
      return string_type(rest);
    case 'o':
      return object_type(rest);
    default:
      return nullptr;
  }
}

/// A type that one letter tells; two of three properties have one, and share it.
const PropertyType* Loader::simple_type(char code) {
  const std::size_t simple = kSimpleTypes.find(code);
  if (simple == std::string_view::npos) return nullptr;
  const PropertyType*& made = simple_[simple];
  if (made == nullptr) {
    static constexpr Kind kKinds[] = {Kind::kAny,    Kind::kBool,   Kind::kInt,
                                      Kind::kNumber, Kind::kString, Kind::kObject};
    PropertyType out;
    out.kind = kKinds[simple];
    made = tables_.arena.make<PropertyType>(out);
  }
  return made;
}

const PropertyType* Loader::element_type(Kind kind, std::string_view code, int depth) {
  PropertyType out;
  out.kind = kind;
  out.element = type(code, depth + 1);
  return out.element == nullptr ? nullptr : tables_.arena.make<PropertyType>(out);
}

const PropertyType* Loader::string_type(std::string_view code) {
  PropertyType out;
  out.kind = Kind::kString;
  if (code.starts_with(':')) {
    code.remove_prefix(1);
    const auto number = cut_number(code);
    if (!number || *number >= tables_.enums.size()) return nullptr;
    out.enums = tables_.enums[*number];
  }
  if (code.starts_with('>')) {
    code.remove_prefix(1);
    out.targets = list(cut(code, '/'), '|');
    tables_.named.insert(tables_.named.end(), out.targets.begin(), out.targets.end());
  } else if (code.starts_with('/')) {
    out.pattern = code.substr(1);
    code = {};
  }
  return code.empty() ? tables_.arena.make<PropertyType>(out) : nullptr;
}

const PropertyType* Loader::object_type(std::string_view code) {
  PropertyType out;
  out.kind = Kind::kObject;
  if (!code.empty()) {
    const auto number = cut_number(code);
    if (!number || !code.empty() || *number >= tables_.shapes.size()) return nullptr;
    out.object = &tables_.shapes[*number];
  }
  return tables_.arena.make<PropertyType>(out);
}

/// What lies at the end of lists and maps.
const PropertyType* innermost(const PropertyType* type) {
  while (type->element != nullptr) type = type->element;
  return type;
}

bool is_free_form(const PropertyType& type) {
  return type.kind == Kind::kAny || (type.kind == Kind::kObject && type.object == nullptr);
}

/// The rows of `CatalogueTables::reach`: a bit a named type, and one after them for free form.
class Reach {
 public:
  explicit Reach(CatalogueTables& tables) : tables_(tables) {}

  void compute() {
    tables_.row = tables_.named.size() / kBits + 1;
    tables_.reach.assign(tables_.row * tables_.shapes.size(), 0);
    bool changed = true;
    while (changed) {
      changed = false;
      for (std::size_t i = 0; i < tables_.shapes.size(); ++i) changed = collect(i) || changed;
    }
  }

 private:
  bool collect(std::size_t shape) {
    bool changed = false;
    for (const Property& property : tables_.shapes[shape].properties) {
      const PropertyType* type = innermost(property.type);
      if (is_free_form(*type)) changed = set(shape, tables_.named.size()) || changed;
      for (const std::string_view target : type->targets) {
        changed = set(shape, position(target)) || changed;
      }
      if (type->object != nullptr) changed = unite(shape, index_of(type->object)) || changed;
    }
    return changed;
  }

  [[nodiscard]] std::size_t position(std::string_view target) const {
    const auto at = std::lower_bound(tables_.named.begin(), tables_.named.end(), target);
    return static_cast<std::size_t>(at - tables_.named.begin());
  }

  [[nodiscard]] std::size_t index_of(const ObjectType* shape) const {
    return static_cast<std::size_t>(shape - tables_.shapes.data());
  }

  bool set(std::size_t shape, std::size_t bit) {
    std::uint64_t& word = tables_.reach[shape * tables_.row + bit / kBits];
    const std::uint64_t before = word;
    word |= std::uint64_t{1} << (bit % kBits);
    return word != before;
  }

  bool unite(std::size_t shape, std::size_t from) {
    bool changed = false;
    for (std::size_t i = 0; i < tables_.row; ++i) {
      std::uint64_t& word = tables_.reach[shape * tables_.row + i];
      const std::uint64_t before = word;
      word |= tables_.reach[from * tables_.row + i];
      changed = changed || word != before;
    }
    return changed;
  }

  CatalogueTables& tables_;
};

}  // namespace

const Property* ObjectType::find(std::string_view name) const {
  const auto at = std::lower_bound(
      properties.begin(), properties.end(), name,
      [](const Property& property, std::string_view wanted) { return property.name < wanted; });
  return at != properties.end() && at->name == name ? &*at : nullptr;
}

struct Catalogue::Data : CatalogueTables {};

Catalogue::Catalogue() : data_(std::make_unique<Data>()) {}
Catalogue::~Catalogue() = default;
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;

Result<Catalogue> Catalogue::load(std::string_view text) {
  Catalogue out;
  CatalogueTables& tables = *out.data_;
  const std::string wrong = Loader(tables).read(text);
  if (!wrong.empty()) {
    Diagnostic problem;
    problem.code = "I0101";
    problem.message = "the property catalogue is damaged: " + wrong;
    return problem;
  }
  Reach(tables).compute();
  return out;
}

const ResourceType* Catalogue::find(std::string_view type) const {
  const auto& all = data_->types;
  const auto at = std::lower_bound(
      all.begin(), all.end(), type,
      [](const ResourceType& one, std::string_view wanted) { return one.name < wanted; });
  return at != all.end() && at->name == type ? &*at : nullptr;
}

std::span<const ResourceType> Catalogue::types() const { return data_->types; }

std::span<const std::string_view> Catalogue::group(std::string_view name) const {
  for (const ResourceGroup& group : data_->groups) {
    if (group.name == name) return group.members;
  }
  return {};
}

std::span<const std::string_view> Catalogue::groups() const { return data_->group_names; }

bool Catalogue::may_refer(const PropertyType* property, std::string_view type) const {
  if (property == nullptr) return true;
  const PropertyType* inner = innermost(property);
  if (is_free_form(*inner)) return true;
  if (inner->object == nullptr)
    return std::ranges::find(inner->targets, type) != inner->targets.end();
  const CatalogueTables& tables = *data_;
  const auto row = static_cast<std::size_t>(inner->object - tables.shapes.data()) * tables.row;
  const auto has = [&](std::size_t bit) {
    return (tables.reach[row + bit / kBits] >> (bit % kBits) & 1U) != 0;
  };
  if (has(tables.named.size())) return true;
  const auto at = std::lower_bound(tables.named.begin(), tables.named.end(), type);
  if (at == tables.named.end() || *at != type) return false;
  return has(static_cast<std::size_t>(at - tables.named.begin()));
}

}  // namespace cordon
