#include "lower/emitter.h"

#include <algorithm>

namespace cordon::lower {

std::uint32_t Emitter::emit(Op op, Span span, unsigned a, unsigned b, unsigned c, std::uint32_t x) {
  program_.code.push_back({op, static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b),
                           static_cast<std::uint8_t>(c), x});
  program_.spans.push_back(span);
  program_.chain_starts.push_back(bytecode::ChainStart::kInside);
  return here() - 1;
}

void Emitter::start_frame(std::uint32_t locals) {
  next_ = locals;
  highest_ = locals;
  overflow_ = overflow_ || locals > bytecode::kMaxRegisters;
}

Register Emitter::take(std::uint32_t n) {
  const std::uint32_t first = next_;
  next_ += n;
  highest_ = std::max(highest_, next_);
  if (next_ > bytecode::kMaxRegisters) {
    overflow_ = true;
    return 0;
  }
  return static_cast<Register>(first);
}

namespace {

template <class Map, class Key, class Make>
std::uint32_t numbered(Map& map, const Key& key, Make make) {
  if (auto it = map.find(key); it != map.end()) return it->second;
  const std::uint32_t id = make();
  map.emplace(key, id);
  return id;
}

}  // namespace

std::uint32_t Emitter::name(std::string_view text) {
  return numbered(names_, text, [&] {
    program_.names.emplace_back(text);
    return static_cast<std::uint32_t>(program_.names.size() - 1);
  });
}

std::uint32_t Emitter::type_set(std::string_view text, const std::vector<std::string_view>& written,
                                const Catalogue& catalogue) {
  return numbered(type_sets_, text, [&] {
    bytecode::TypeSet set;
    set.text = text;
    for (const std::string_view one : written) {
      set.written.emplace_back(one);
      for (const std::string_view type : check::expand(one, catalogue)) {
        if (std::find(set.types.begin(), set.types.end(), type) == set.types.end()) {
          set.types.emplace_back(type);
        }
      }
    }
    program_.type_sets.push_back(std::move(set));
    return static_cast<std::uint32_t>(program_.type_sets.size() - 1);
  });
}

std::uint32_t Emitter::reverse(std::uint32_t types, std::uint32_t name) {
  return numbered(reverses_, std::pair(types, name), [&] {
    program_.reverses.push_back({types, name});
    return static_cast<std::uint32_t>(program_.reverses.size() - 1);
  });
}

std::uint32_t Emitter::is_test(bytecode::IsTest test) {
  return numbered(tests_, std::pair(static_cast<std::uint32_t>(test.word), test.types), [&] {
    program_.tests_is.push_back(test);
    return static_cast<std::uint32_t>(program_.tests_is.size() - 1);
  });
}

std::uint32_t Emitter::pattern(std::string_view text) {
  return numbered(patterns_, text, [&] {
    program_.patterns.emplace_back(text);
    return static_cast<std::uint32_t>(program_.patterns.size() - 1);
  });
}

std::uint32_t Emitter::constant(const Node& node) {
  program_.constants.push_back(node);
  return static_cast<std::uint32_t>(program_.constants.size() - 1);
}

}  // namespace cordon::lower
