#include "document/yaml_tags.h"

#include <array>
#include <utility>

namespace cordon::document {
namespace {

constexpr std::array<std::pair<std::string_view, Tag::Kind>, 7> kCore = {{
    {"str", Tag::Kind::kString},
    {"int", Tag::Kind::kInteger},
    {"float", Tag::Kind::kReal},
    {"bool", Tag::Kind::kBoolean},
    {"null", Tag::Kind::kNull},
    {"seq", Tag::Kind::kList},
    {"map", Tag::Kind::kMap},
}};

/// Keys of CloudFormation's intrinsic functions; the tag is the last part of the name.
constexpr std::array<std::string_view, 26> kShort = {"Ref",
                                                     "Condition",
                                                     "Fn::And",
                                                     "Fn::Base64",
                                                     "Fn::Cidr",
                                                     "Fn::Contains",
                                                     "Fn::Equals",
                                                     "Fn::FindInMap",
                                                     "Fn::GetAtt",
                                                     "Fn::GetAZs",
                                                     "Fn::If",
                                                     "Fn::ImportValue",
                                                     "Fn::Join",
                                                     "Fn::Length",
                                                     "Fn::Not",
                                                     "Fn::Or",
                                                     "Fn::RefAll",
                                                     "Fn::Select",
                                                     "Fn::Split",
                                                     "Fn::Sub",
                                                     "Fn::ToJsonString",
                                                     "Fn::Transform",
                                                     "Fn::ValueOf",
                                                     "Fn::ValueOfAll",
                                                     "Fn::EachMemberIn",
                                                     "Fn::EachMemberEquals"};

std::string_view tag_name(std::string_view key) {
  return key.starts_with("Fn::") ? key.substr(4) : key;
}

}  // namespace

Tag find_tag(std::string_view tag) {
  constexpr std::string_view kCorePrefix = "tag:yaml.org,2002:";
  if (tag.empty() || tag == "!") return {};
  if (tag.starts_with(kCorePrefix)) {
    for (const auto& [name, kind] : kCore) {
      if (tag.substr(kCorePrefix.size()) == name) return {kind, {}, false};
    }
    return {Tag::Kind::kUnknown, {}, false};
  }
  for (const std::string_view key : kShort) {
    if (tag[0] == '!' && tag.substr(1) == tag_name(key)) {
      return {Tag::Kind::kShort, key, key == "Fn::GetAtt"};
    }
  }
  return {Tag::Kind::kUnknown, {}, false};
}

}  // namespace cordon::document
