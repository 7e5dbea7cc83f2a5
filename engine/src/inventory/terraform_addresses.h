#ifndef CORDON_INVENTORY_TERRAFORM_ADDRESSES_H_
#define CORDON_INVENTORY_TERRAFORM_ADDRESSES_H_

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "base/hash_index.h"
#include "base/prefetch.h"

namespace cordon::terraform {

/// The addresses that entries of a plan have. Its sections list them in nearly one order, so the
/// one after the last that was found is tried first, then those as far from it as were found
/// lately, then its neighbours; a table is made only once that search has cost as much as the
/// table. Ownership: texts outlive it.
class Addresses {
 public:
  void reserve(std::size_t n) { all_.reserve(n); }
  void add(std::string_view address) { all_.push_back(address); }
  /// Asks for the memory of the address that comes `ahead` calls later, if all were there before.
  void read_ahead(std::size_t ahead) const {
    if (next_ + ahead < all_.size())
      prefetch(all_[next_ + ahead].data(), all_[next_ + ahead].size());
  }
  /// Whether the address was there before; it is from now on.
  bool met(std::string_view address);

 private:
  [[nodiscard]] std::size_t find(std::string_view address);
  [[nodiscard]] bool stands_at(std::size_t place, std::string_view address);
  [[nodiscard]] std::size_t near(std::string_view address);
  bool met_in_table(std::string_view address);

  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  static constexpr std::size_t kSteps = 32;  ///< of the search, what an entry of the table costs
  std::vector<std::string_view> all_;
  std::size_t next_ = 0;  ///< the one that is expected
  /// How far from it others were, the last one first; modulo 2^64.
  std::array<std::size_t, 4> jumps_ = {};
  std::size_t steps_ = 0;
  HashMap<std::string_view, std::size_t> table_;
  std::size_t entered_ = 0;  ///< addresses in the table
};

}  // namespace cordon::terraform

#endif  // CORDON_INVENTORY_TERRAFORM_ADDRESSES_H_
