#include "format/printer.h"

#include <limits>

#include "format/writer.h"

namespace cordon::format {
namespace {

constexpr std::size_t kColumns = 100;

}  // namespace

std::string one_line(const syntax::Expr& e) {
  TreeWriter writer(nullptr);
  writer.expr(e, TreeWriter::kAny);
  std::string text = writer.render(std::numeric_limits<std::size_t>::max() / 2);
  if (!text.empty()) text.pop_back();
  return text;
}

std::string print(const syntax::File& file) {
  TreeWriter writer(&file);
  writer.file();
  return writer.render(kColumns);
}

std::string print(const syntax::Expr& expr) { return one_line(expr); }

}  // namespace cordon::format
