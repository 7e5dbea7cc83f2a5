#include "inventory/terraform_instances.h"

#include <algorithm>

namespace cordon::terraform {
namespace {

std::uint64_t pair_of(std::uint32_t high, std::uint32_t low) {
  return (std::uint64_t{high} << 32U) | low;
}

/// Position after the bracket that closes the one at `begin`, or npos.
std::size_t after_bracket(std::string_view text, std::size_t begin) {
  bool quoted = false;
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (quoted && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[i] == ']') {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

}  // namespace

bool split_address(std::string_view text, Symbols& symbols, std::vector<Step>& out) {
  std::size_t i = 0;
  while (i < text.size()) {
    if (text[i] == '.') {
      ++i;
    } else if (text[i] == '[') {
      const std::size_t end = after_bracket(text, i);
      if (end == std::string_view::npos) return false;
      out.push_back({symbols.intern(text.substr(i + 1, end - i - 2)), true});
      i = end;
    } else {
      std::size_t end = text.find_first_of(".[", i);
      if (end == std::string_view::npos) end = text.size();
      out.push_back({symbols.intern(text.substr(i, end - i)), false});
      i = end;
    }
  }
  return true;
}

Instances::Instances(const Configuration& configuration, Symbols& symbols)
    : configuration_(configuration), symbols_(symbols) {
  modules_.push_back({kNone, 0, 0});
}

std::uint32_t Instances::child(std::uint32_t parent, Symbol call, Symbol key) {
  const std::uint32_t config = configuration_.child(modules_[parent].config, call);
  // Modules that the configuration does not list are told apart by their names.
  const std::uint32_t which = config == kNone ? call | 0x80000000U : config;
  const auto index = static_cast<std::uint32_t>(modules_.size());
  const auto [known, fresh] = children_[pair_of(parent, which)].emplace(key, index);
  if (fresh) modules_.push_back({parent, config, key});
  return known->second;
}

std::uint32_t Instances::module(std::string_view address) {
  if (address.empty()) return 0;
  if (address == last_address_) return last_module_;
  last_address_ = address;
  if (const std::uint32_t* known = by_address_.find(address); known != nullptr) {
    return last_module_ = *known;
  }
  std::vector<Step> steps;
  split_address(address, symbols_, steps);
  std::uint32_t at = 0;
  const Symbol word = symbols_.intern("module");
  for (std::size_t i = 0; i + 1 < steps.size() && steps[i].text == word && !steps[i].index;) {
    const Symbol call = steps[i + 1].text;
    const bool keyed = i + 2 < steps.size() && steps[i + 2].index;
    at = child(at, call, keyed ? steps[i + 2].text : 0);
    i += keyed ? 3 : 2;
  }
  by_address_.emplace(address, at);
  return last_module_ = at;
}

ResourceId Instances::Run::find(Symbol key) const {
  if (!index.empty()) {
    const auto it = index.find(key);
    return it == index.end() ? kNoResource : it->second;
  }
  const auto it =
      std::find_if(all.begin(), all.end(), [key](const Keyed& one) { return one.key == key; });
  return it == all.end() ? kNoResource : it->id;
}

void Instances::add(std::uint32_t module, std::uint32_t config_resource, Symbol key,
                    ResourceId id) {
  Run& run = runs_[pair_of(module, config_resource)];
  if (run.find(key) != kNoResource) return;
  run.all.push_back({key, id});
  if (run.all.size() <= kFew) return;
  if (run.index.empty()) {
    for (const Keyed& one : run.all) run.index.emplace(one.key, one.id);
  } else {
    run.index.emplace(key, id);
  }
}

std::span<const Instances::Keyed> Instances::all(std::uint32_t module,
                                                 std::uint32_t resource) const {
  const Run* run = runs_.find(pair_of(module, resource));
  return run == nullptr ? std::span<const Keyed>{} : std::span<const Keyed>{run->all};
}

ResourceId Instances::find(std::uint32_t module, std::uint32_t resource, Symbol key) const {
  const Run* run = runs_.find(pair_of(module, resource));
  return run == nullptr ? kNoResource : run->find(key);
}

}  // namespace cordon::terraform
