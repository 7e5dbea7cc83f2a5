// The grammar of VPC endpoint service names (AWS, PrivateLink: names of services) as a plain
// record. Tests: tests/conformance, tests/oracle.
#include "vm/builtins.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>

#include "vm/choices.h"
#include "vm/operators.h"
#include "vm/record.h"

namespace cordon::vm {
namespace {

constexpr std::string_view kAmazon = "com.amazonaws.";
constexpr std::string_view kStudio = "aws.sagemaker.";
constexpr std::string_view kVendor = "vpce.";  // behind kAmazon
constexpr std::string_view kFips = "-fips";
constexpr std::string_view kPrefixes[] = {"cn.com.amazonaws.", kAmazon,          kStudio,
                                          "gov.ic.c2s.",       "gov.sgov.sc2s.", "gov.ic.hci.csp.",
                                          "uk.adc-e.cloud.",   "eu.amazonaws."};

/// `[a-z]{2,4}(-[a-z]+)+-[0-9]+`, or a placeholder that was never filled in.
bool is_region(std::string_view token) {
  if (token.starts_with("${") || token.starts_with("{{")) return true;
  std::size_t dashes = 0;
  for (const char c : token) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    if (!fits) return false;
    dashes += c == '-' ? 1 : 0;
  }
  return dashes >= 2 && token.size() >= 8 && token.back() >= '0' && token.back() <= '9';
}

std::size_t token_end(std::string_view text) {
  if (text.starts_with("${"))
    return text.find('}') == std::string_view::npos ? text.size() : text.find('}') + 1;
  if (text.starts_with("{{"))
    return text.find("}}") == std::string_view::npos ? text.size() : text.find("}}") + 2;
  return std::min(text.find('.'), text.size());
}

struct Service {
  Node name, region, fips, ui, vendor;

  /// What is read from a sensitive name is sensitive.
  void hide() {
    for (Node* field : {&name, &region, &fips, &ui, &vendor}) *field = field->with(kSensitive);
  }
};

Node service_record(Env& env, const Service& s, At at) {
  Record record(env);
  record.add("name", s.name);
  record.add("region", s.region);
  record.add("fips", s.fips);
  record.add("ui", s.ui);
  record.add("vendor", s.vendor);
  return record.finish(at);
}

void set_name(Service& s, std::string_view suffix, At at) {
  const bool fips = suffix.ends_with(kFips);
  if (fips) suffix.remove_suffix(kFips.size());
  s.name = Node::string(suffix, at);
  s.fips = Node::boolean(fips);
}

/// Its texts are parts of the name.
Node known_service(Env& env, const Node& name) {
  const std::string_view text = name.text();
  const At at = name.at;
  for (const std::string_view prefix : kPrefixes) {
    if (!text.starts_with(prefix)) continue;
    std::string_view rest = text.substr(prefix.size());
    Service s;
    s.vendor = Node::boolean(prefix == kAmazon && rest.starts_with(kVendor));
    s.ui = Node::boolean(prefix == kStudio);
    if (s.vendor.is(Kind::kTrue)) rest.remove_prefix(kVendor.size());
    const std::size_t end = token_end(rest);
    const bool has_region = is_region(rest.substr(0, end)) && end < rest.size();
    s.region = has_region ? Node::string(rest.substr(0, end), at) : Node::null(at);
    const std::string_view suffix = has_region ? rest.substr(end + 1) : rest;
    if (suffix.empty()) break;
    set_name(s, suffix, at);
    if (name.has(kSensitive)) s.hide();
    return service_record(env, s, at);
  }
  return env.error("V0109", "not an endpoint service name", at);
}

std::string_view literal_of(const Part& part) {
  return part.symbol == 0 ? part.text : std::string_view{};
}

/// What stands behind a region, whatever the region is; empty: that is not known.
std::string_view suffix_of(std::span<const Part> parts, std::string_view behind_prefix) {
  const bool has_region = parts.size() == 3 && parts[1].region;
  if (!has_region || (!behind_prefix.empty() && behind_prefix != kVendor)) return {};
  const std::string_view tail = literal_of(parts[2]);
  return tail.starts_with('.') ? tail.substr(1) : std::string_view{};
}

/// Sets what all completions agree on. Where some of them are no name of a service, that is
/// nothing: they begin as a name does, and end in what can be no region with its dot.
void set_known(Service& s, std::span<const Part> parts, At at) {
  const std::string_view head = literal_of(parts.front());
  const std::string_view tail = literal_of(parts.back());
  const auto* const prefix =
      std::find_if(std::begin(kPrefixes), std::end(kPrefixes),
                   [&](std::string_view one) { return head.starts_with(one); });
  if (prefix == std::end(kPrefixes) || tail.empty()) return;
  if (tail.ends_with('.') || tail.find('}') != std::string_view::npos) return;
  const std::string_view rest = head.substr(prefix->size());
  s.ui = Node::boolean(*prefix == kStudio);
  if (*prefix == kAmazon && rest.starts_with(kVendor)) {
    s.vendor = Node::boolean(true);
  } else if (*prefix != kAmazon || parts[1].region || !kVendor.starts_with(rest)) {
    s.vendor = Node::boolean(false);
  }
  if (tail.size() >= kFips.size() || !kFips.ends_with(tail))
    s.fips = Node::boolean(tail.ends_with(kFips));
  const std::string_view suffix = suffix_of(parts, rest);
  if (!suffix.empty()) set_name(s, suffix, at);
}

/// A name of which only parts are known: each field on its own. What is not known may be several
/// labels, so a literal end is the name of the service only behind a region.
Node partial_service(Env& env, const Node& name) {
  const Node open = env.unknown_from(name);
  Service s{open, open, open, open, open};
  if (name.unknown != nullptr && name.unknown->parts.size() > 1)
    set_known(s, name.unknown->parts, name.at);
  if (name.has(kSensitive)) s.hide();
  return service_record(env, s, name.at);
}

}  // namespace

Node endpoint_service(Env& env, const Node& name) {
  if (surely_text(name)) return partial_service(env, name);
  if (name.is(Kind::kUnknown)) return env.computed(settle(env, name));
  if (name.indeterminate()) return name;
  if (name.is(Kind::kNull)) return env.missing("the service name is null", name.at);
  if (name.is(Kind::kReference)) return partial_service(env, Node::make_unknown(nullptr, name.at));
  if (!name.is(Kind::kString)) return env.error("V0101", "a text was expected", name.at);
  env.charge(name.len / 64U + 1U);
  return known_service(env, name);
}

}  // namespace cordon::vm
