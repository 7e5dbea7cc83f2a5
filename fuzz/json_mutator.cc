// Changes documents as trees. Bytes that are changed at random are seldom JSON any more, let alone
// a plan; so half of the changes move, copy or drop whole values, and texts are changed inside
// their quotes. What is not JSON is left to the fuzzer. Linked to libFuzzer targets only.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <utility>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed);
extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* first, std::size_t first_size,
                                                 const std::uint8_t* second,
                                                 std::size_t second_size, std::uint8_t* out,
                                                 std::size_t max_size, unsigned seed);

namespace {

using Json = nlohmann::ordered_json;
using Random = std::minstd_rand;

std::size_t below(Random& random, std::size_t n) { return n == 0 ? 0 : random() % n; }

Json parse(const std::uint8_t* data, std::size_t size) {
  return Json::parse(data, data + size, nullptr, false);
}

void collect(Json& value, std::vector<Json*>& all, int depth = 0) {
  all.push_back(&value);
  if (depth > 60 || !value.is_structured()) return;
  for (auto& member : value) collect(member, all, depth + 1);
}

Json& any(Json& root, Random& random) {
  std::vector<Json*> all;
  collect(root, all);
  return *all[below(random, all.size())];
}

/// Another text: that of another value, or this one with some bytes changed.
void change_text(Json& value, Random& random) {
  std::string text = value.get<std::string>();
  const std::size_t size = text.size();
  text.resize(size + 32);
  text.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(text.data()), size, text.size()));
  if (below(random, 8) == 0) text.clear();
  value = text;
}

void drop_member(Json& value, Random& random) {
  if (!value.is_structured() || value.empty()) return;
  value.erase(std::next(value.begin(), static_cast<std::ptrdiff_t>(below(random, value.size()))));
}

void add_member(Json& value, const Json& member, Random& random, Json& root) {
  if (value.is_array()) value.push_back(member);
  if (!value.is_object()) return;
  // A key that some other object has.
  const Json& other = any(root, random);
  if (!other.is_object() || other.empty()) return;
  auto key = other.begin();
  std::advance(key, static_cast<std::ptrdiff_t>(below(random, other.size())));
  value[key.key()] = member;
}

void change_scalar(Json& value, Random& random) {
  static const Json kScalars[] = {
      nullptr, true, false, 0, -1, 1.5, "", "x", Json::array(), Json::object(), 9223372036854775807,
      "true",  "0"};
  if (value.is_string() && below(random, 2) == 0) return change_text(value, random);
  value = kScalars[below(random, std::size(kScalars))];
}

void change(Json& root, Random& random) {
  const Json copy = any(root, random);
  Json& target = any(root, random);
  switch (below(random, 5)) {
    case 0:
      target = copy;
      return;
    case 1:
      return drop_member(target, random);
    case 2:
      return add_member(target, copy, random, root);
    default:
      return change_scalar(target, random);
  }
}

std::size_t write(const Json& root, std::uint8_t* out, std::size_t max_size) {
  const std::string text = root.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() > max_size) return 0;
  std::memcpy(out, text.data(), text.size());
  return text.size();
}

}  // namespace

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                    unsigned seed) {
  Random random(seed);
  if (below(random, 2) == 0) return LLVMFuzzerMutate(data, size, max_size);
  Json root = parse(data, size);
  if (root.is_discarded()) return LLVMFuzzerMutate(data, size, max_size);
  for (std::size_t n = 1 + below(random, 3); n > 0; --n) change(root, random);
  const std::size_t written = write(root, data, max_size);
  return written > 0 ? written : LLVMFuzzerMutate(data, size, max_size);
}

std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* first, std::size_t first_size,
                                      const std::uint8_t* second, std::size_t second_size,
                                      std::uint8_t* out, std::size_t max_size, unsigned seed) {
  Random random(seed);
  Json root = parse(first, first_size);
  Json other = parse(second, second_size);
  if (root.is_discarded() || other.is_discarded()) return 0;
  Json& target = any(root, random);
  const Json& graft = any(other, random);
  if (target.is_object() && graft.is_object() && below(random, 2) == 0) {
    target.update(graft);
  } else {
    target = graft;
  }
  return write(root, out, max_size);
}
