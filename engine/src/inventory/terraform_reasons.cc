#include "inventory/terraform_reasons.h"

#include <string>

namespace cordon::terraform {

std::string_view Reasons::not_set(Symbol name) {
  if (const std::string_view* known = not_set_.find(name); known != nullptr) return *known;
  const std::string text = std::string(store_.symbols.text(name)) + " is not set";
  return *not_set_.emplace(name, store_.arena.copy(std::string_view{text})).first;
}

std::string_view Reasons::taken_as_not_set(Symbol name) {
  if (const std::string_view* known = taken_as_not_set_.find(name); known != nullptr) return *known;
  const std::string text = std::string(store_.symbols.text(name)) +
                           " is taken as not set: a plan does not show whether this block is set";
  return *taken_as_not_set_.emplace(name, store_.arena.copy(std::string_view{text})).first;
}

std::string_view Reasons::not_read(Symbol name, Symbol type) {
  const std::uint64_t key = (std::uint64_t{type} << 32U) | name;
  if (const std::string_view* known = not_read_.find(key); known != nullptr) return *known;
  const std::string text = "this version does not read " + std::string(store_.symbols.text(name)) +
                           " of " + std::string(store_.symbols.text(type)) + " from Terraform";
  return *not_read_.emplace(key, store_.arena.copy(std::string_view{text})).first;
}

}  // namespace cordon::terraform
