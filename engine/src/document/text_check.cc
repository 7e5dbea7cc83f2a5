#include "document/text_check.h"

#include <array>
#include <utility>

#include "base/interruption.h"
#include "base/utf8.h"

namespace cordon::document {
namespace {

constexpr std::string_view kUtf8Help =
    "save the file as UTF-8 (in PowerShell: Out-File -Encoding utf8)";

std::string hex_byte(unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  return std::string("byte 0x") + kDigits[byte >> 4U] + kDigits[byte & 0xFU];
}

/// The encoding that the first bytes tell of, if it is one of two or four bytes a character.
std::string_view wide_encoding(std::string_view text) {
  using namespace std::string_view_literals;
  if (text.starts_with("\xFF\xFE\0\0"sv) || text.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32";
  if (text.starts_with("\xFF\xFE"sv) || text.starts_with("\xFE\xFF"sv)) return "UTF-16";
  if (text.size() >= 4 && text.substr(0, 3) == "\0\0\0"sv) return "UTF-32";
  if (text.size() >= 4 && text.substr(1, 3) == "\0\0\0"sv) return "UTF-32";
  // Two ASCII characters in a row, each with a zero byte beside it.
  if (text.size() >= 4 && text[0] != 0 && text[1] == 0 && text[2] != 0 && text[3] == 0)
    return "UTF-16";
  if (text.size() >= 4 && text[0] == 0 && text[1] != 0 && text[2] == 0 && text[3] != 0)
    return "UTF-16";
  return {};
}

/// What text_faults() finds, piece by piece; `ended`: what the host said between two of them.
TextFaults faults_in_pieces(std::string_view text, const Interrupt& host, std::string_view& ended) {
  constexpr std::size_t kNone = std::string_view::npos;
  TextFaults all;
  all.one_line = true;
  for (std::size_t at = 0; at < text.size();) {
    if (at != 0) ended = interruption_code(host);
    if (!ended.empty()) return all;
    const std::string_view piece = utf8_piece(text.substr(at), kBytesUntilAsked);
    const TextFaults faults = text_faults(piece);
    const bool last = at + piece.size() == text.size();
    all.one_line = all.one_line && faults.one_line && (last || !piece.ends_with('\n'));
    if (all.nul == kNone && faults.nul != kNone) all.nul = at + faults.nul;
    if (faults.invalid != kNone) {
      all.invalid = at + faults.invalid;
      return all;
    }
    at += piece.size();
  }
  return all;
}

}  // namespace

Diagnostic problem(std::string_view code, At at, std::string message, std::string help,
                   std::size_t length) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.span = {at, at + static_cast<At>(length)};
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  return diagnostic;
}

std::string show_char(std::string_view text, std::size_t at) {
  if (at >= text.size()) return "the end of the text";
  const Utf8Char one = decode_utf8(text, at);
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte == '\n') return "the end of the line";
  if (byte == '`') return "a backtick";
  if (one.length == 0 || byte < 0x20 || byte == 0x7F) return hex_byte(byte);
  return "`" + std::string(text.substr(at, one.length)) + "`";
}

std::optional<Diagnostic> check_size(std::size_t bytes, At at, const DocumentLimits& limits) {
  if (bytes <= limits.max_bytes) return std::nullopt;
  return problem("D0201", at,
                 "the text has " + std::to_string(bytes) + " bytes, the limit is " +
                     std::to_string(limits.max_bytes),
                 "split the document or raise the limit");
}

std::optional<Diagnostic> check_beginning(const Source& source, const DocumentLimits& limits) {
  if (auto wrong = check_size(source.text.size(), source.base, limits)) return wrong;
  if (const std::string_view wide = wide_encoding(source.text); !wide.empty()) {
    return problem("D0105", source.base, "expected UTF-8, found " + std::string(wide),
                   std::string(kUtf8Help));
  }
  return std::nullopt;
}

std::optional<Diagnostic> check_text(SourceSpace& sources, const Source& source,
                                     const DocumentLimits& limits) {
  if (auto wrong = check_beginning(source, limits)) return wrong;
  const std::string_view text = source.text;
  std::string_view ended;
  const TextFaults faults = faults_in_pieces(text, limits.interrupt, ended);
  if (!ended.empty()) return interruption(ended, {source.base, source.base + 1});
  if (const std::size_t bad = faults.invalid; bad != std::string_view::npos) {
    const At at = source.base + static_cast<At>(bad);
    return problem("D0105", at,
                   "expected UTF-8, found " + hex_byte(static_cast<unsigned char>(text[bad])),
                   std::string(kUtf8Help));
  }
  if (const std::size_t nul = faults.nul; nul != std::string_view::npos) {
    return problem("D0106", source.base + static_cast<At>(nul), "the text holds a NUL byte",
                   "readers disagree on what follows a NUL; remove it");
  }
  if (faults.one_line) sources.note_one_line(source);
  return std::nullopt;
}

}  // namespace cordon::document
