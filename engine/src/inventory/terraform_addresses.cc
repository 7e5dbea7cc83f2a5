#include "inventory/terraform_addresses.h"

#include <algorithm>

namespace cordon::terraform {

bool Addresses::met(std::string_view address) {
  if (next_ < all_.size() && all_[next_] == address) {
    ++next_;
    return true;
  }
  if (steps_ > kSteps * all_.size()) return met_in_table(address);
  const std::size_t found = find(address);
  if (found == kNowhere) all_.push_back(address);
  next_ = (found == kNowhere ? all_.size() - 1 : found) + 1;
  return found != kNowhere;
}

bool Addresses::stands_at(std::size_t place, std::string_view address) {
  ++steps_;
  return place < all_.size() && all_[place] == address;
}

std::size_t Addresses::find(std::string_view address) {
  const auto used = std::find_if(jumps_.begin(), jumps_.end(), [&](std::size_t jump) {
    return jump != 0 && stands_at(next_ + jump, address);
  });
  if (used != jumps_.end()) {
    std::rotate(jumps_.begin(), used, used + 1);
    return next_ + jumps_.front();
  }
  const std::size_t found = near(address);
  if (found == kNowhere) return found;
  std::rotate(jumps_.begin(), jumps_.end() - 1, jumps_.end());
  jumps_.front() = found - next_;
  return found;
}

/// Looks at the addresses on both sides of the expected one, from near to far.
std::size_t Addresses::near(std::string_view address) {
  const std::size_t size = all_.size();
  const std::size_t farthest = std::max(next_, size - next_);
  for (std::size_t i = 0; i < farthest; ++i) {
    ++steps_;
    if (next_ + i < size && all_[next_ + i] == address) return next_ + i;
    if (i < next_ && all_[next_ - 1 - i] == address) return next_ - 1 - i;
  }
  return kNowhere;
}

bool Addresses::met_in_table(std::string_view address) {
  for (; entered_ < all_.size(); ++entered_) table_.emplace(all_[entered_], entered_);
  const auto [at, fresh] = table_.emplace(address, all_.size());
  if (fresh) {
    all_.push_back(address);
    ++entered_;
  }
  next_ = *at + 1;
  return !fresh;
}

}  // namespace cordon::terraform
