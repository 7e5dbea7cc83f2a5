// Orders rows as reports show them. The one idea: an address is turned once into bytes whose plain
// order is the natural one, so that sorting compares bytes and not numbers again and again. Tests:
// tests/unit/vm/order_test.cc.
#include "vm/row_order.h"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <utility>

#include "vm/run.h"

namespace cordon::vm {
namespace {

constexpr std::uint32_t kUnranked = 0xFFFFFFFFU;

bool digit(char c) { return c >= '0' && c <= '9'; }

/// The place of each id in the order of `less`; equal ones have the same.
template <class Less>
std::vector<std::uint32_t> id_ranks(const std::vector<RuleInfo>& infos, const Less& less) {
  std::vector<std::uint32_t> order(infos.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return less(std::string_view(infos[a].id), std::string_view(infos[b].id));
  });
  std::vector<std::uint32_t> rank(infos.size());
  for (std::size_t i = 1; i < order.size(); ++i) {
    const bool same = infos[order[i]].id == infos[order[i - 1]].id;
    rank[order[i]] = rank[order[i - 1]] + (same ? 0U : 1U);
  }
  return rank;
}

struct Address {
  std::string_view key;
  std::string_view text;
  ResourceId id;

  friend bool operator<(const Address& a, const Address& b) {
    const int order = a.key.compare(b.key);
    return order != 0 ? order < 0 : a.text < b.text;
  }
};

}  // namespace

/// A run of digits becomes a digit, how many there are without leading zeros, and those.
void append_natural_key(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (!digit(text[i])) {
      out += text[i++];
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && digit(text[end])) ++end;
    while (i + 1 < end && text[i] == '0') ++i;
    out += '0';
    std::size_t n = end - i;
    for (; n >= 255; n -= 255) out += '\xFF';
    out += static_cast<char>(static_cast<unsigned char>(n));
    out.append(text, i, end - i);
    i = end;
  }
}

namespace {

/// By keys in which numbers are numbers, made once each.
void sort_addresses(std::vector<Address>& all) {
  std::string keys;
  std::vector<std::size_t> ends;
  ends.reserve(all.size());
  for (const Address& one : all) {
    append_natural_key(keys, one.text);
    ends.push_back(keys.size());
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::size_t begin = i == 0 ? 0 : ends[i - 1];
    all[i].key = std::string_view(keys).substr(begin, ends[i] - begin);
  }
  std::sort(all.begin(), all.end());
}

}  // namespace

std::vector<std::uint32_t> RowOrder::address_ranks() const {
  const auto resources = inventory_.resources();
  std::vector<std::uint32_t> rank(resources.size(), kUnranked);
  std::vector<Address> all;
  for (const auto& [rule, subject] : rows_) {
    if (subject == kNoResource || rank[subject] != kUnranked) continue;
    rank[subject] = 0;
    all.push_back({{}, resources[subject].address, subject});
  }
  const auto before = [](const Address& a, const Address& b) {
    return natural_less(a.text, b.text);
  };
  // Plans list their resources by address: often there is nothing to do.
  if (!std::is_sorted(all.begin(), all.end(), before)) sort_addresses(all);
  for (std::size_t i = 1; i < all.size(); ++i)
    rank[all[i].id] = rank[all[i - 1].id] + (all[i].text == all[i - 1].text ? 0U : 1U);
  return rank;
}

void RowOrder::apply(std::vector<Row>& rows) const {
  const auto ids = id_ranks(code_.infos, std::less<>());
  const auto natural_ids = id_ranks(code_.infos, natural_less);
  const auto addresses = address_ranks();
  const auto resources = inventory_.resources();
  std::vector<std::array<std::uint32_t, 4>> keys;
  keys.reserve(rows_.size());
  for (const auto& [rule, subject] : rows_) {
    const bool whole = subject == kNoResource;
    const auto n = static_cast<std::uint32_t>(keys.size());
    keys.push_back({whole ? 0 : resources[subject].document + 1,
                    whole ? natural_ids[rule] : addresses[subject], ids[rule], n});
  }
  if (std::is_sorted(keys.begin(), keys.end())) return;
  std::sort(keys.begin(), keys.end());
  std::vector<Row> sorted;
  sorted.reserve(rows.size());
  for (const auto& key : keys) sorted.push_back(std::move(rows[key[3]]));
  rows = std::move(sorted);
}

}  // namespace cordon::vm
