// Bytes to a program. The one idea: nothing is believed; what was not looked at here is looked at
// by the verifier, which always runs. Order: header, table, digests, sections, regular expressions,
// verification, comparison with the program that it claims to be. Of a bundle that is a constant of
// this program the digests are left out. Cannot do: signatures, which are of the file as a whole.
// Tests: tests/unit/bundle.
#include "bundle/load.h"

#include <algorithm>

#include "base/sha256.h"
#include "bundle/reader.h"
#include "bytecode/prepare_places.h"
#include "bytecode/regex.h"
#include "catalogue/catalogue.h"
#include "catalogue/embedded.h"
#include "cordon/bundle.h"

namespace cordon {
namespace {

using Code = std::shared_ptr<bytecode::Program>;
using bundle::Known;
using Bytes = bundle::Reader::Bytes;
using bundle::kSections;
using bundle::Section;

Diagnostic refusal(std::string_view code, std::string message, std::string help = {}) {
  Diagnostic d;
  d.code = code;
  d.message = std::move(message);
  d.help = std::move(help);
  return d;
}

std::string text_of(const std::array<std::uint16_t, 3>& version) {
  return std::to_string(version[0]) + "." + std::to_string(version[1]) + "." +
         std::to_string(version[2]);
}

class Loader {
 public:
  Loader(std::string_view bytes, const BundleLimits& limits, Bytes origin, const Known& known)
      : bytes_(bytes),
        limits_(limits),
        known_(known),
        origin_(origin),
        program_(std::make_shared<bytecode::Program>()) {}

  Result<Code> load() {
    if (auto wrong = header()) return *wrong;
    if (auto wrong = table()) return *wrong;
    for (std::size_t i = 0; i < kSections.size(); ++i) {
      if (auto wrong = section(kSections[i], contents_[i])) return *wrong;
    }
    std::stable_sort(lengths_.begin(), lengths_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [at, bytes] : lengths_) program_->store->set_raw_length(at, bytes);
    if (auto wrong = finish()) return *wrong;
    return program_;
  }

 private:
  using Wrong = std::optional<Diagnostic>;

  Wrong header() const {
    constexpr const char* kAgain = "compile the rules again: cordon compile RULES -o BUNDLE";
    if (bytes_.substr(0, bundle::kMagic.size()) !=
        bundle::kMagic.substr(0, std::min(bytes_.size(), bundle::kMagic.size())))
      return refusal("B0101", "this is not a bundle");
    if (bytes_.size() > limits_.max_bytes) {
      return refusal("B0106", "the bundle has " + std::to_string(bytes_.size()) +
                                  " bytes, the limit is " + std::to_string(limits_.max_bytes));
    }
    if (bytes_.size() < bundle::kTableEnd) return refusal("B0102", "the bundle ends too early");
    bundle::Reader::RawLengths none;
    bundle::Reader in(bytes_.substr(bundle::kMagic.size()), *program_->store, none);
    std::uint32_t format = 0;
    std::uint32_t language = 0;
    std::array<std::uint16_t, 3> engine{};
    std::uint16_t sections = 0;
    std::uint64_t vocabulary = 0;
    in(format, language, engine, sections, vocabulary);
    if (format != bundle::kFormat) {
      return refusal("B0103",
                     "the bundle has format " + std::to_string(format) + ", this program reads " +
                         std::to_string(bundle::kFormat),
                     kAgain);
    }
    if (language != bundle::kLanguage) {
      return refusal("B0104", "the bundle is of language version " + std::to_string(language) +
                                  ", this program knows " + std::to_string(bundle::kLanguage));
    }
    if (engine != bundle::engine_version() || vocabulary != bundle::vocabulary()) {
      return refusal("B0105",
                     "the bundle was made by engine " + text_of(engine) + ", this is " +
                         text_of(bundle::engine_version()) +
                         (engine == bundle::engine_version() ? " of another build" : ""),
                     kAgain);
    }
    if (sections != kSections.size()) return bad_table();
    return std::nullopt;
  }

  static Diagnostic bad_table() {
    return refusal("B0107", "the sections of the bundle do not cover it in order");
  }

  static Diagnostic changed(std::string_view what) {
    return refusal("B0108",
                   "the " + std::string(what) + " of the bundle was changed after it was made");
  }

  Wrong table() {
    const std::size_t end = bundle::kTableEnd - bundle::kDigestBytes;
    if (!is_constant() &&
        sha256(bytes_.substr(0, end)).text() != bytes_.substr(end, bundle::kDigestBytes))
      return changed("table");
    if (!covers()) return bad_table();
    if (is_constant()) return std::nullopt;
    // Only what lies where it should is worth the time of a digest.
    for (std::size_t i = 0; i < kSections.size(); ++i) {
      if (sha256(contents_[i]).text() != digests_[i])
        return changed("section " + std::string(bundle::name_of(kSections[i])));
    }
    return std::nullopt;
  }

  /// Whether the sections follow each other up to the end of the file.
  bool covers() {
    bundle::Reader in(bytes_.substr(bundle::kHeaderBytes, kSections.size() * bundle::kEntryBytes),
                      *program_->store, lengths_);
    std::size_t next = bundle::kTableEnd;
    for (std::size_t i = 0; i < kSections.size(); ++i) {
      const std::uint64_t kind = in.number(4);
      const std::uint64_t offset = in.number(4);
      const auto length = static_cast<std::size_t>(in.number(4));
      digests_[i] = in.raw(bundle::kDigestBytes);
      if (kind != static_cast<std::uint64_t>(kSections[i]) || offset != next ||
          length > bytes_.size() - next)
        return false;
      contents_[i] = bytes_.substr(next, length);
      next += length;
    }
    return next == bytes_.size();
  }

  Wrong section(Section which, std::string_view content) {
    bundle::Reader in(content, *program_->store, lengths_, origin_);
    bundle::section(in, which, *program_);
    std::string_view code = in.fault();
    if (code.empty() && in.left() != 0) code = "B0110";
    if (code.empty()) return std::nullopt;
    const char* what = code == "B0109"   ? " ends too early"
                       : code == "B0110" ? " holds more than it should"
                       : code == "B0111" ? " holds a number that is out of range"
                       : code == "B0112" ? " holds a text that is not UTF-8"
                       : code == "B0115" ? " is too large for one run"
                                         : " holds a value that cannot exist";
    return refusal(code, "section " + std::string(bundle::name_of(which)) + " of the bundle" +
                             what + ", at byte " + std::to_string(in.at()));
  }

  Wrong patterns() {
    bytecode::RegexBudget budget;
    for (const std::string& pattern : program_->patterns) {
      std::string why;
      program_->regexes.push_back(bytecode::compile_regex(pattern, budget, why));
      if (program_->regexes.back() == nullptr)
        return refusal("B0114", "a regular expression of the bundle is refused: " + why);
    }
    return std::nullopt;
  }

  Wrong finish() {
    if (program_->constants.size() > limits_.max_constants)
      return refusal("B0106", "the bundle has more than " + std::to_string(limits_.max_constants) +
                                  " constants");
    if (auto wrong = patterns()) return wrong;
    if (const std::string wrong = bytecode::verify(*program_); !wrong.empty())
      return refusal("B0116", "the verifier refuses the bundle: " + wrong);
    if (!is_constant() && bytecode::source_digest(*program_) != program_->digest)
      return refusal("B0117", "the digest of the bundle is not that of its sources");
    if (!known_.digest.empty() && program_->digest == known_.digest && bytes_ != known_.bytes)
      return refusal("B0118",
                     "the bundle has the digest of the bundled rules and is not what they are "
                     "compiled to",
                     "leave -r out to check with the bundled rules, or compile them again: cordon "
                     "compile -o BUNDLE");
    bytecode::prepare_places(program_->store->sources);
    return std::nullopt;
  }

  bool is_constant() const { return origin_ == Bytes::kStay; }

  std::string_view bytes_;
  const BundleLimits& limits_;
  const Known known_;
  const Bytes origin_;  ///< that they stay means that they are a constant of this program
  std::shared_ptr<bytecode::Program> program_;
  bundle::Reader::RawLengths lengths_;
  std::array<std::string_view, kSections.size()> contents_;
  std::array<std::string_view, kSections.size()> digests_;
};

Result<Program> with_catalogue(Result<Code> code) {
  if (!code) return code.error();
  Result<Catalogue> catalogue = Catalogue::load(catalogue_text());
  if (!catalogue) return catalogue.error();
  (*code)->catalogue = std::make_shared<const Catalogue>(std::move(*catalogue));
  return Program(std::move(*code));
}

}  // namespace

namespace bundle {

Result<Code> load_code(std::string_view bytes, const BundleLimits& limits, const Known& known) {
  return Loader(bytes, limits, Bytes::kPass, known).load();
}

Result<Program> load_program(std::string_view bytes, const BundleLimits& limits,
                             const Known& known) {
  return with_catalogue(load_code(bytes, limits, known));
}

Result<Program> load_constant(std::string_view bytes) {
  return with_catalogue(Loader(bytes, BundleLimits(), Bytes::kStay, Known()).load());
}

}  // namespace bundle

bool is_bundle(std::string_view bytes) { return bytes.starts_with(bundle::kMagic); }

}  // namespace cordon
