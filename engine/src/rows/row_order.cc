// Orders rows as reports show them. The one idea: resources are nearly in order in an inventory, so
// what is sorted are runs of resources that are in order already.
// Tests: tests/unit/rows/order_test.cc.
#include "rows/row_order.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <numeric>
#include <string_view>

#include "base/ascii.h"
#include "base/prefetch.h"
#include "rows/run.h"

namespace cordon::rows {
namespace {

/// Length of what two texts have in common, eight bytes at a time.
std::size_t common_prefix(std::string_view a, std::string_view b) {
  const std::size_t n = std::min(a.size(), b.size());
  std::size_t at = 0;
  for (; at + 8 <= n; at += 8) {
    if (std::memcmp(a.data() + at, b.data() + at, 8) != 0) break;
  }
  while (at < n && a[at] == b[at]) ++at;
  return at;
}

/// The digits from `from` on.
std::string_view digits_at(std::string_view text, std::size_t from) {
  std::size_t end = from;
  while (end < text.size() && is_digit(text[end])) ++end;
  return text.substr(from, end - from);
}

std::string_view without_zeros(std::string_view digits) {
  while (digits.size() > 1 && digits[0] == '0') digits.remove_prefix(1);
  return digits;
}

/// The first from `begin` on that comes after `value`. Looks near `begin` first.
template <class It, class T, class Less>
It first_after(It begin, It end, const T& value, const Less& less) {
  std::ptrdiff_t step = 1;
  while (step < end - begin && !less(value, begin[step - 1])) step *= 2;
  return std::upper_bound(begin + step / 2, begin + std::min(step, end - begin), value, less);
}

/// The end of those that come before `value`. Looks near `end` first.
template <class It, class T, class Less>
It end_before(It begin, It end, const T& value, const Less& less) {
  std::ptrdiff_t step = 1;
  while (step < end - begin && !less(end[-step], value)) step *= 2;
  return std::lower_bound(end - std::min(step, end - begin), end - step / 2, value, less);
}

/// Merges two neighbouring runs: only those between which elements of both stand are moved.
template <class It, class Less>
void merge_runs(It begin, It middle, It end, const Less& less) {
  if (!less(*middle, middle[-1])) return;
  begin = first_after(begin, middle, *middle, less);
  end = end_before(middle, end, middle[-1], less);
  if (less(end[-1], *begin)) {
    std::rotate(begin, middle, end);
  } else {
    std::inplace_merge(begin, middle, end, less);
  }
}

/// Sorts what consists of runs that are in order, and keeps the order of equal ones.
template <class T, class Less>
void sort_runs(std::vector<T>& all, std::vector<std::size_t> ends, const Less& less) {
  while (ends.size() > 1) {
    std::vector<std::size_t> merged;
    auto begin = all.begin();
    for (std::size_t i = 0; i < ends.size(); i += 2) {
      const std::size_t last = std::min(i + 1, ends.size() - 1);
      const auto end = all.begin() + static_cast<std::ptrdiff_t>(ends[last]);
      if (last > i)
        merge_runs(begin, all.begin() + static_cast<std::ptrdiff_t>(ends[i]), end, less);
      merged.push_back(ends[last]);
      begin = end;
    }
    ends = std::move(merged);
  }
}

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

}  // namespace

bool natural_less(std::string_view a, std::string_view b) {
  // What is common decides nothing, but for the digits of a number that goes on behind it.
  std::size_t i = common_prefix(a, b);
  while (i > 0 && is_digit(a[i - 1])) --i;
  std::size_t j = i;
  while (i < a.size() && j < b.size()) {
    if (!is_digit(a[i]) || !is_digit(b[j])) {
      if (a[i] != b[j]) return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
      ++i;
      ++j;
      continue;
    }
    const std::string_view in_a = digits_at(a, i);
    const std::string_view in_b = digits_at(b, j);
    const std::string_view x = without_zeros(in_a);
    const std::string_view y = without_zeros(in_b);
    if (x.size() != y.size()) return x.size() < y.size();
    if (x != y) return x < y;
    i += in_a.size();
    j += in_b.size();
  }
  return a.size() - i < b.size() - j || (a.size() - i == b.size() - j && a < b);
}

/// The rows of one resource: where they stand among those that are sorted.
struct RowOrder::Group {
  std::string_view address;
  std::uint32_t document = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Group& a, const Group& b) {
    return a.document == b.document && a.address == b.address;
  }
  friend bool operator<(const Group& a, const Group& b) {
    if (a.document != b.document) return a.document < b.document;
    return natural_less(a.address, b.address);
  }
};

/// Indices of rows, those of one resource together, as resources are in the inventory.
std::vector<std::uint32_t> RowOrder::by_resource(std::span<const RowKey> rows) const {
  std::vector<std::uint32_t> next(inventory_.resources().size() + 1);
  for (const RowKey& row : rows) {
    if (row.subject != kNoResource) ++next[row.subject + 1];
  }
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<std::uint32_t> sorted(next.back());
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    if (rows[i].subject != kNoResource) sorted[next[rows[i].subject]++] = i;
  }
  return sorted;
}

std::vector<RowOrder::Group> RowOrder::groups(std::span<const RowKey> rows,
                                              std::span<const std::uint32_t> sorted) const {
  const auto resources = inventory_.resources();
  std::vector<Group> all;
  ResourceId last = kNoResource;
  for (std::uint32_t i = 0; i < sorted.size(); ++i) {
    const ResourceId subject = rows[sorted[i]].subject;
    if (subject != last) {
      const Resource& resource = resources[subject];
      all.push_back({resource.address, resource.document, i, i});
      last = subject;
    }
    all.back().end = i + 1;
  }
  return all;
}

/// Where runs of groups that are in order end.
std::vector<std::size_t> RowOrder::run_ends(std::span<const Group> all) {
  constexpr std::size_t kNextAddresses = 12;
  std::vector<std::size_t> ends;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (i + kNextAddresses < all.size()) {  // addresses are far apart in memory
      const std::string_view next = all[i + kNextAddresses].address;
      prefetch(next.data(), next.size());
    }
    if (all[i] < all[i - 1]) ends.push_back(i);
  }
  if (!all.empty()) ends.push_back(all.size());
  return ends;
}

/// Rows of no resource, of which there are few, stand by the numbers in rule ids.
void RowOrder::sort_by_rule(std::span<const RowKey> rows, const std::vector<std::uint32_t>& ids,
                            std::vector<std::uint32_t>& order) const {
  if (order.size() < 2) return;
  const auto natural_ids = id_ranks(code_.infos, natural_less);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::array{natural_ids[rows[a].rule], ids[rows[a].rule], a} <
           std::array{natural_ids[rows[b].rule], ids[rows[b].rule], b};
  });
}

std::vector<std::uint32_t> RowOrder::places(std::span<const RowKey> rows) const {
  const auto ids = id_ranks(code_.infos, std::less<>());
  std::vector<std::uint32_t> order;
  order.reserve(rows.size());
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    if (rows[i].subject == kNoResource) order.push_back(i);
  }
  sort_by_rule(rows, ids, order);
  const auto by_id = [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(ids[rows[a].rule], a) < std::pair(ids[rows[b].rule], b);
  };
  const auto sorted = by_resource(rows);
  std::vector<Group> all = groups(rows, sorted);
  sort_runs(all, run_ends(all), std::less<>());
  std::size_t first = order.size();
  for (std::size_t i = 0; i < all.size(); ++i) {
    order.insert(order.end(), sorted.begin() + all[i].begin, sorted.begin() + all[i].end);
    if (i + 1 < all.size() && all[i] == all[i + 1]) continue;  // of one address
    const auto begin = order.begin() + static_cast<std::ptrdiff_t>(first);
    if (!std::is_sorted(begin, order.end(), by_id)) std::sort(begin, order.end(), by_id);
    first = order.size();
  }
  std::vector<std::uint32_t> place(rows.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  return place;
}

}  // namespace cordon::rows
