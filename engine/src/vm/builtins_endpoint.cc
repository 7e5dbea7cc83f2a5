// The grammar of VPC endpoint service names (AWS, PrivateLink: names of services) as a plain
// record. Tests: tests/conformance, tests/oracle.
#include "vm/builtins.h"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>

#include "vm/choices.h"
#include "vm/operators.h"
#include "vm/record.h"

namespace cordon::vm {
namespace {

/// Names that a part of a name can end in, for service names that are known in part only.
constexpr std::string_view kServices[] = {"athena",
                                          "bedrock",
                                          "bedrock-runtime",
                                          "codeartifact.api",
                                          "codeartifact.repositories",
                                          "codecommit",
                                          "dynamodb",
                                          "ec2",
                                          "ec2messages",
                                          "ecr.api",
                                          "ecr.dkr",
                                          "elasticfilesystem",
                                          "events",
                                          "execute-api",
                                          "forecast",
                                          "forecastquery",
                                          "fsx",
                                          "git-codecommit",
                                          "glue",
                                          "kms",
                                          "lambda",
                                          "license-manager",
                                          "logs",
                                          "monitoring",
                                          "redshift-data",
                                          "s3",
                                          "s3-global.accesspoint",
                                          "sagemaker-data-science-assistant",
                                          "sagemaker-geospatial",
                                          "sagemaker.api",
                                          "sagemaker.featurestore-runtime",
                                          "sagemaker.metrics",
                                          "sagemaker.runtime",
                                          "secretsmanager",
                                          "servicecatalog",
                                          "ssm",
                                          "ssmmessages",
                                          "states",
                                          "sts",
                                          "notebook",
                                          "studio",
                                          "experiments",
                                          "partner-app"};

constexpr std::string_view kPrefixes[] = {"cn.com.amazonaws.", "com.amazonaws.", "aws.sagemaker.",
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
  constexpr std::string_view kFips = "-fips";
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
    s.vendor = Node::boolean(prefix == "com.amazonaws." && rest.starts_with("vpce."));
    s.ui = Node::boolean(prefix == "aws.sagemaker.");
    if (s.vendor.is(Kind::kTrue)) rest.remove_prefix(5);
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

/// A name of which only parts are known: each field on its own.
Node partial_service(Env& env, const Node& name) {
  const Node open = env.unknown_from(name);
  Service s{open, open, open, open, open};
  std::string_view head;
  std::string_view tail;
  if (name.unknown != nullptr && !name.unknown->parts.empty()) {
    const auto parts = name.unknown->parts;
    if (parts.front().symbol == 0) head = parts.front().text;
    if (parts.back().symbol == 0) tail = parts.back().text;
  }
  if (head.starts_with("aws.sagemaker.")) {
    s.ui = Node::boolean(true);
    s.vendor = Node::boolean(false);
  } else if (head.starts_with("com.amazonaws.vpce.")) {
    s.ui = Node::boolean(false);
    s.vendor = Node::boolean(true);
  } else if (head.starts_with("cn.com.amazonaws.") || head.starts_with("com.amazonaws.")) {
    s.ui = Node::boolean(false);
    // "vpce" may still be the first token of what follows.
    if (head != "com.amazonaws." && head != "cn.com.amazonaws.") s.vendor = Node::boolean(false);
    if (head == "com.amazonaws." && !tail.empty() &&
        tail.find("vpce-svc-") == std::string_view::npos)
      s.vendor = Node::boolean(false);
  }
  std::string_view best;
  constexpr std::string_view kFips = "-fips";
  const bool fips = tail.ends_with(kFips);
  const std::string_view body = fips ? tail.substr(0, tail.size() - kFips.size()) : tail;
  for (const std::string_view service : kServices) {
    if (body.size() <= service.size() || service.size() <= best.size()) continue;
    if (body.ends_with(service) && body[body.size() - service.size() - 1] == '.') best = service;
  }
  // Text from the unknown part on is the suffix itself: `${AWS::Region}.anything`.
  if (best.empty() && body.size() > 1 && body[0] == '.') best = body.substr(1);
  if (!best.empty()) {
    s.name = env.string(best, name.at);
    s.fips = Node::boolean(fips);
  }
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
