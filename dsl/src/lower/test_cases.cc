#include "lower/lower.h"
#include "value/compare.h"
#include "value/network.h"

namespace cordon::lower {

using syntax::Expr;
using syntax::ExprKind;
using syntax::TestItem;

namespace {

std::string plain_text(const Expr* e) {
  if (e == nullptr) return {};
  if (e->kind == ExprKind::kString) return e->pieces.empty() ? "" : std::string(e->pieces[0]);
  return std::string(e->text);
}

Node unknown_literal(const Expr& e, Store& store) {
  Unknown unknown;
  unknown.cause = {Kind::kUnknown,
                   {},
                   e.flag ? "`unknown?` of the test" : "`unknown` of the test",
                   e.span.begin};
  unknown.written = !e.flag;
  return store.unknown(unknown, e.span.begin);
}

Node parsed(const Expr& e, Store& store, bool as_text) {
  if (as_text) return store.string(e.text, e.span.begin);
  Node node = Node::null(e.span.begin);
  std::string why;
  Cidr cidr;
  if (e.kind == ExprKind::kDate) {
    node = Node::of(Kind::kDate, e.span.begin);
    parse_date(e.text, node.i);
  } else if (e.kind == ExprKind::kCidr ? parse_cidr(e.text, cidr, why)
                                       : parse_ip(e.text, cidr, why)) {
    node = Node::of(e.kind == ExprKind::kCidr ? Kind::kCidr : Kind::kIp, e.span.begin);
    node.cidr = store.arena.make<Cidr>(cidr);
  }
  return node;
}

/// `document`: parsed literals stay texts, as a document would have them.
Node convert(const Expr& e, Store& store, bool document) {
  const At at = e.span.begin;
  switch (e.kind) {
    case ExprKind::kString: {
      const Node node = store.string(e.pieces.empty() ? "" : e.pieces[0], at);
      store.set_raw_length(at, e.span.end - e.span.begin);
      return node;
    }
    case ExprKind::kBool:
      return Node::boolean(e.literal.is(Kind::kTrue), at);
    case ExprKind::kNumber: {
      Node node = e.literal;
      if (node.is(Kind::kBignum)) node.chars = store.arena.copy(node.text()).data();
      return node.at_place(at);
    }
    case ExprKind::kNegate: {
      Node node = convert(*e.kids[0], store, document);
      if (node.is(Kind::kInt)) node.i = -node.i;
      if (node.is(Kind::kReal)) node.d = -node.d;
      return node.at_place(at);
    }
    case ExprKind::kUnknownLiteral:
      return unknown_literal(e, store);
    case ExprKind::kCidr:
    case ExprKind::kIp:
    case ExprKind::kDate:
      return parsed(e, store, document);
    case ExprKind::kList:
    case ExprKind::kObject: {
      std::vector<Node> members;
      std::vector<Symbol> keys;
      for (const Expr* kid : e.kids) members.push_back(convert(*kid, store, document));
      for (const auto& name : e.names) keys.push_back(store.symbols.intern(name.text));
      return e.kind == ExprKind::kList ? store.list(members, at, e.span.end)
                                       : store.object(keys, members, at, e.span.end);
    }
    default:
      return Node::null(at);
  }
}

bytecode::TestCase::Given given_of(const syntax::Given& given, Store& store) {
  bytecode::TestCase::Given out;
  out.kind = given.kind;
  out.span = given.span;
  out.root = given.object != nullptr ? convert(*given.object, store, true) : Node::make_missing();
  out.file = plain_text(given.file);
  return out;
}

Status status_of(std::string_view word) {
  if (word == "fail") return Status::kFail;
  if (word == "undetermined") return Status::kUndetermined;
  if (word == "error") return Status::kError;
  if (word == "skipped") return Status::kSkipped;
  if (word == "waived") return Status::kWaived;
  return Status::kPass;
}

/// A rule by id, qualified name, or its name within the file's package.
std::uint32_t find_rule(const bytecode::Program& program, std::string_view name,
                        std::string_view package) {
  const std::string local =
      package.empty() ? std::string(name) : std::string(package) + "." + std::string(name);
  std::uint32_t found = bytecode::kNone;
  for (std::uint32_t i = 0; i < program.infos.size(); ++i) {
    const RuleInfo& rule = program.infos[i];
    if (rule.name == local) return i;
    if (rule.id == name || rule.name == name) found = i;
  }
  return found;
}

}  // namespace

Node constant_value(const Expr& e, Store& store) { return convert(e, store, false); }

std::vector<bytecode::TestCase> test_cases(const std::vector<const syntax::File*>& files,
                                           const bytecode::Program& program, Store& store,
                                           std::vector<Diagnostic>& diagnostics) {
  std::vector<bytecode::TestCase> all;
  for (const syntax::File* file : files) {
    for (const syntax::Decl* decl : file->decls) {
      if (decl->kind != syntax::DeclKind::kTest) continue;
      bytecode::TestCase test;
      test.name = decl->name.text;
      test.span = decl->span;
      for (const TestItem& item : decl->items) {
        if (item.kind == TestItem::Kind::kGiven) test.givens.push_back(given_of(item.given, store));
        if (item.kind == TestItem::Kind::kAsOf) test.as_of = item.value->text;
        if (item.kind == TestItem::Kind::kParam) {
          test.params.push_back(
              {std::string(item.param.text), convert(*item.value, store, false), item.span});
        }
        if (item.kind != TestItem::Kind::kExpect) continue;
        bytecode::TestCase::Expect expect;
        expect.status = status_of(item.expect.status.text);
        expect.rule = find_rule(program, item.expect.rule.text, file->package.text);
        expect.any_resource = item.expect.on == nullptr;
        expect.on = plain_text(item.expect.on);
        expect.has_message = item.expect.message != nullptr;
        expect.message_is_regex =
            expect.has_message && item.expect.message->kind == ExprKind::kRegex;
        expect.message = plain_text(item.expect.message);
        expect.span = item.expect.span;
        if (expect.rule == bytecode::kNone) {
          Diagnostic d;
          d.code = "E0201";
          d.span = item.expect.rule.span;
          d.message = std::string("no rule `").append(item.expect.rule.text) + "` is loaded";
          diagnostics.push_back(std::move(d));
          continue;
        }
        test.expects.push_back(std::move(expect));
      }
      all.push_back(std::move(test));
    }
  }
  return all;
}

}  // namespace cordon::lower
