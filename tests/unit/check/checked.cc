#include "checked.h"

#include "catalogue/embedded.h"
#include "diagnostic/problem.h"

namespace cordon::check {

const Catalogue& bundled_catalogue() {
  static const Catalogue loaded = [] {
    auto result = Catalogue::load(catalogue_text());
    return result.ok() ? std::move(result).value() : Catalogue();
  }();
  return loaded;
}

std::string Subject::summary() const {
  std::string out;
  const auto add = [&](const Diagnostic& diagnostic) {
    const Problem at = locate(diagnostic, space);
    out += (out.empty() ? "" : " ") + at.code + " " + std::to_string(at.line) + ":" +
           std::to_string(at.column);
  };
  for (const syntax::Parse& parse : parses) {
    for (const Diagnostic& diagnostic : parse.diagnostics) add(diagnostic);
  }
  for (const Diagnostic& diagnostic : checked.diagnostics) add(diagnostic);
  return out;
}

std::string Subject::codes() const {
  std::string out;
  const auto add = [&](const Diagnostic& diagnostic) {
    out += (out.empty() ? "" : " ") + std::string(diagnostic.code);
  };
  for (const syntax::Parse& parse : parses) {
    for (const Diagnostic& diagnostic : parse.diagnostics) add(diagnostic);
  }
  for (const Diagnostic& diagnostic : checked.diagnostics) add(diagnostic);
  return out;
}

const Diagnostic* Subject::find(std::string_view code) const {
  for (const Diagnostic& diagnostic : checked.diagnostics) {
    if (diagnostic.code == code) return &diagnostic;
  }
  return nullptr;
}

const syntax::Decl* Subject::decl(std::string_view name) const {
  for (const syntax::Parse& parse : parses) {
    for (const syntax::Decl* decl : parse.file->decls) {
      if (decl->name.text == name && decl->kind != syntax::DeclKind::kImport) return decl;
    }
  }
  return nullptr;
}

std::unique_ptr<Subject> check_texts(std::initializer_list<std::string_view> texts) {
  auto subject = std::make_unique<Subject>();
  const RuleLimits limits;
  std::vector<File> files;
  std::size_t number = 0;
  for (const std::string_view text : texts) {
    const Source* source = subject->space.add("f" + std::to_string(number++) + ".cordon",
                                              "language 1\n" + std::string(text));
    subject->parses.push_back(syntax::parse(*source, limits));
    if (subject->parses.back().file != nullptr) {
      files.push_back({subject->parses.back().file, false, true});
    }
  }
  subject->checked = check(subject->space, files, bundled_catalogue(), limits);
  return subject;
}

std::string summary_of(std::string_view text) { return check_texts({text})->summary(); }
std::string codes_of(std::string_view text) { return check_texts({text})->codes(); }

std::string body(std::string_view type, std::string_view statements) {
  return codes_of("rule r for x in " + std::string(type) + " {\n" + std::string(statements) +
                  "\n}");
}

std::string require(std::string_view type, std::string_view expression) {
  return body(type, "require " + std::string(expression) + " else \"m\"");
}

}  // namespace cordon::check
