#include "inventory/terraform_instances.h"

namespace cordon::terraform {
namespace {

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
      std::size_t end = i;
      while (end < text.size() && text[end] != '.' && text[end] != '[') ++end;
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
  const auto next_call = static_cast<std::uint32_t>(calls_.size());
  const std::uint32_t number = *calls_.emplace(pair_of(parent, which), next_call).first;
  const auto index = static_cast<std::uint32_t>(modules_.size());
  const auto [known, fresh] = children_.emplace(pair_of(number, key), index);
  if (fresh) modules_.push_back({parent, config, key});
  return *known;
}

std::uint32_t Instances::module(std::string_view address) {
  if (address.empty()) return 0;
  if (address == last_address_) return last_module_;
  last_address_ = address;
  if (const std::uint32_t* known = by_address_.find(address); known != nullptr) {
    return last_module_ = *known;
  }
  std::vector<Step> steps;
  steps.reserve(8);
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

ResourceId Instances::find(const Run& run, Symbol key) const {
  if (run.count > kFew) {
    const ResourceId* known = by_key_.find(pair_of(run.number, key));
    return known == nullptr ? kNoResource : *known;
  }
  std::uint32_t i = run.first;
  while (i != kNone && keyed_[i].key != key) i = keyed_[i].next;
  return i == kNone ? kNoResource : keyed_[i].id;
}

/// Enters what the table of keys does not hold yet of a run that is long.
void Instances::enter(const Run& run) {
  const std::uint32_t begin = run.count == kFew + 1 ? run.first : run.last;
  for (std::uint32_t i = begin; i != kNone; i = keyed_[i].next)
    by_key_.emplace(pair_of(run.number, keyed_[i].key), keyed_[i].id);
}

void Instances::add(std::uint32_t module, std::uint32_t config_resource, Symbol key,
                    ResourceId id) {
  const auto number = static_cast<std::uint32_t>(runs_.size());
  Run& run = *runs_.emplace(pair_of(module, config_resource), {kNone, kNone, 0, number}).first;
  if (find(run, key) != kNoResource) return;
  const auto index = static_cast<std::uint32_t>(keyed_.size());
  keyed_.push_back({key, id, kNone});
  (run.count == 0 ? run.first : keyed_[run.last].next) = index;
  run.last = index;
  ++run.count;
  if (run.count > kFew) enter(run);
}

ResourceId Instances::find(std::uint32_t module, std::uint32_t resource, Symbol key) const {
  const Run* run = runs_.find(pair_of(module, resource));
  return run == nullptr ? kNoResource : find(*run, key);
}

}  // namespace cordon::terraform
