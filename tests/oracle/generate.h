#ifndef CORDON_TESTS_ORACLE_GENERATE_H_
#define CORDON_TESTS_ORACLE_GENERATE_H_

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Random programs and documents that fit each other. Everything follows from the seed.
namespace cordon::oracle {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
  bool chance(unsigned percent) { return next() % 100 < percent; }
  std::string pick(std::span<const std::string_view> from) {
    return std::string(from[below(from.size())]);
  }
  std::string pick(std::initializer_list<std::string_view> from) {
    return pick({from.begin(), from.size()});
  }

 private:
  std::uint64_t state_;
};

/// What a property holds, as far as the generator cares.
enum class Form : std::uint8_t {
  kBool,
  kInt,
  kText,
  kRange,
  kZone,
  kReference,
  kReferences,
  kRules,
  kFree
};

struct PropertyShape {
  std::string_view name;
  Form form;
  std::string_view target;                   ///< type that a reference names
  std::span<const std::string_view> values;  ///< texts that are of use; empty: any
};

struct TypeShape {
  std::string_view type;
  std::string_view prefix;  ///< of logical ids
  std::span<const PropertyShape> properties;
};

std::span<const TypeShape> shapes();
const TypeShape& shape_of(std::string_view type);

/// Texts that occur in programs and in documents.
std::span<const std::string_view> words();
std::span<const std::string_view> ranges();

/// The family that a program is written for.
enum class World : std::uint8_t { kTemplate, kJson, kResources };

std::string make_program(Random& random, World world);
/// A CloudFormation template, a JSON document, or inline resources.
std::string make_document(Random& random, World world);

}  // namespace cordon::oracle

#endif  // CORDON_TESTS_ORACLE_GENERATE_H_
