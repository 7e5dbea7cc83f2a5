// A program as bytes. The one idea: the same list of fields (fields.h) serves writing and reading,
// so what is written is what is read. A value's payload depends on its kind; everything else is
// said by the lists. Tests: tests/unit/bundle/round_trip_test.cc.
#include "bundle/writer.h"

#include <bit>

#include "base/sha256.h"
#include "bytecode/verify_parts.h"
#include "cordon/bundle.h"
#include "value/compare.h"
#include "value/network.h"

namespace cordon::bundle {

void Writer::one(const SourceSpace& sources) {
  number(sources.size(), 4);
  for (std::size_t i = 0; i < sources.size(); ++i) {
    write_text(sources[i].name);
    write_text(sources[i].text);
  }
}

void Writer::container(const Node& value) {
  number(store_.end_of(value), 4);
  number(value.len, 4);
  for (std::uint32_t i = 0; i < value.len; ++i) {
    if (value.is_object()) write_text(store_.symbols.text(Store::keys(value)[i]));
    one(value.kids[i]);
  }
}

void Writer::one(const Node& value) {
  // Whether an object has its keys in a shape is a matter of the store.
  const Kind kind = value.is(Kind::kDict) ? Kind::kObject : value.kind();
  number(static_cast<std::uint64_t>(kind), 1);
  number(value.at, 4);
  switch (kind) {
    case Kind::kInt:
    case Kind::kUint:
      return number(value.u, 8);
    case Kind::kReal:
      return number(std::bit_cast<std::uint64_t>(value.d), 8);
    case Kind::kBignum:
      return write_text(value.text());
    case Kind::kString:
      number(value.at == 0 ? 0 : store_.raw_length(value.at), 4);
      return write_text(value.text());
    case Kind::kList:
    case Kind::kObject:
      return container(value);
    case Kind::kCidr:
    case Kind::kIp:
      return write_text(to_string(*value.cidr, kind == Kind::kIp));
    case Kind::kDate:
      return write_text(date_text(value.i));
    case Kind::kUnknown:
      number(value.unknown->cause.at, 4);
      one(value.unknown->written);
      return write_text(value.unknown->cause.reason);
    case Kind::kError: {
      // INVARIANT: verify() accepted the code, so it is one of these.
      std::size_t code = 0;
      while (bytecode::kConstantErrors[code] != value.cause->code) ++code;
      number(code, 1);
      return write_text(value.cause->reason);
    }
    default:
      return;
  }
}

}  // namespace cordon::bundle

namespace cordon {

std::string save_bundle(const Program& program) {
  using namespace bundle;
  const bytecode::Program& code = program.code();
  std::vector<std::string> sections;
  for (const Section which : kSections) {
    Writer out(*code.store);
    section(out, which, code);
    sections.push_back(out.bytes());
  }
  Writer file(*code.store);
  file.raw(kMagic);
  file(kFormat, kLanguage, engine_version(), static_cast<std::uint16_t>(kSections.size()),
       vocabulary());
  std::size_t offset = kTableEnd;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    file.number(static_cast<std::uint64_t>(kSections[i]), 4);
    file.number(offset, 4);
    file.number(sections[i].size(), 4);
    file.raw(sha256(sections[i]).text());
    offset += sections[i].size();
  }
  file.raw(sha256(file.bytes()).text());
  for (const std::string& bytes : sections) file.raw(bytes);
  return file.bytes();
}

}  // namespace cordon
