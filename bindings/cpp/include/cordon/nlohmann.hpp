#ifndef CORDON_NLOHMANN_HPP_
#define CORDON_NLOHMANN_HPP_
/// Documents from the host's nlohmann::json, and values and results back. Headers only: the version
/// of nlohmann/json, its options and its ABI are the host's own, and only bytes cross the border.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>
#include "cordon.hpp"

namespace cordon::embed {

namespace detail {

/// Writes a value without losing what it is: bytes of texts as they are, so that the reader refuses
/// what is no UTF-8, and a word that is no JSON for what JSON cannot say (NaN, binary values).
/// nlohmann's dump() would throw, or write null.
template <class Json>
class JsonText {
 public:
  static std::string of(const Json& value) {
    JsonText writer;
    writer.write(value, 0);
    // One word is YAML unless the name says otherwise, and YAML takes any word for a text.
    if (writer.text_ == "NaN") writer.text_.insert(0, 1, '[');
    return std::move(writer.text_);
  }

 private:
  // More than any engine accepts; so deep a value ends as an open bracket, which is refused.
  static constexpr int kDeepest = 1001;

  void write(const Json& value, int depth) {
    if (value.is_object() || value.is_array()) {
      write_members(value, depth);
    } else if (value.is_string()) {
      write_text(value.template get_ref<const typename Json::string_t&>());
    } else if (value.is_number_float() && !std::isfinite(value.template get<double>())) {
      text_ += "NaN";
    } else if (value.is_number() || value.is_boolean() || value.is_null()) {
      text_ += value.dump();
    } else {
      text_ += "NaN";
    }
  }

  void write_members(const Json& value, int depth) {
    const bool object = value.is_object();
    text_ += object ? '{' : '[';
    if (depth >= kDeepest) return;
    bool first = true;
    for (auto it = value.begin(); it != value.end(); ++it) {
      text_ += first ? "\n" : ",\n";
      first = false;
      if (object) {
        write_text(it.key());
        text_ += ": ";
      }
      write(*it, depth + 1);
    }
    text_ += object ? '}' : ']';
  }

  void write_text(std::string_view text) {
    constexpr char kDigits[] = "0123456789abcdef";
    text_ += '"';
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') text_ += '\\';
      if (byte >= 0x20) {
        text_ += c;
      } else {
        text_ += "\\u00";
        text_ += kDigits[byte >> 4U];
        text_ += kDigits[byte & 15U];
      }
    }
    text_ += '"';
  }

  std::string text_;
};

}  // namespace detail

/// A document of the host's value. It is written as JSON, a member a line, and places are those of
/// that text. `name` should end in .json.
/// Errors: as Document::parse; also for what JSON cannot say. Cost: linear, one copy as text.
template <class Json>
Result<Document> parse_json(const Engine& engine, std::string_view name, const Json& value) {
  return Document::parse(engine, name, detail::JsonText<Json>::of(value));
}

/// A value of a document as the host's JSON. An integer that no 64 bits hold becomes its text.
/// Recursion is bounded by the engine's max_document_depth.
template <class Json = nlohmann::json>
Json to_json(const Value& value) {
  const auto scalar = value.scalar();
  switch (value.type()) {
    case CORDON_TYPE_BOOL:
      return Json(scalar->integer != 0);
    case CORDON_TYPE_INT:
      return Json(scalar->integer);
    case CORDON_TYPE_UINT:
      return Json(scalar->unsigned_integer);
    case CORDON_TYPE_REAL:
      return Json(scalar->real);
    case CORDON_TYPE_BIGNUM:
    case CORDON_TYPE_STRING:
      return Json(std::string(value.text().value_or(std::string_view())));
    case CORDON_TYPE_LIST: {
      Json list = Json::array();
      for (std::size_t i = 0; i < value.size(); ++i)
        list.push_back(to_json<Json>(value.at(i)->second));
      return list;
    }
    case CORDON_TYPE_OBJECT: {
      Json object = Json::object();
      for (std::size_t i = 0; i < value.size(); ++i) {
        const auto member = value.at(i);
        object[std::string(member->first)] = to_json<Json>(member->second);
      }
      return object;
    }
    default:
      return Json(nullptr);
  }
}

/// A result as the host's JSON (docs/result.schema.json).
template <class Json = nlohmann::json>
Result<Json> to_json(const CheckResult& result) {
  auto text = result.render(CORDON_FORMAT_JSON);
  if (!text) return std::move(text).take_error();
  return Json::parse(*text, nullptr, false);
}

}  // namespace cordon::embed

#endif  // CORDON_NLOHMANN_HPP_
