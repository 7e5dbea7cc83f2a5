#include "check/import_cycles.h"

#include <set>

namespace cordon::check {
namespace {

struct Edge {
  const Package* to = nullptr;
  const syntax::Decl* decl = nullptr;
};

using Graph = std::map<std::string_view, std::vector<Edge>>;

/// Depth-first search with a stack of its own: chains of imports may be as long as there are files.
class Search {
 public:
  Search(Context& context, const Graph& graph) : context_(context), graph_(graph) {}

  void from(std::string_view start) {
    if (done_.contains(start)) return;
    push(start);
    while (!path_.empty()) {
      auto& [name, next] = path_.back();
      const auto at = graph_.find(name);
      if (at == graph_.end() || next == at->second.size()) {
        open_.erase(name);
        done_.insert(name);
        path_.pop_back();
        continue;
      }
      visit(at->second[next++]);
    }
  }

 private:
  void push(std::string_view name) {
    path_.emplace_back(name, 0);
    open_.insert(name);
  }

  void visit(const Edge& edge) {
    const std::string_view to = edge.to->name;
    if (open_.contains(to)) {
      context_.error("E0206", edge.decl->name.span,
                     say({"package ", to, " imports itself through ", through(to),
                          ": imports may not form a cycle"}));
    } else if (!done_.contains(to)) {
      push(to);
    }
  }

  std::string through(std::string_view to) const {
    std::string out;
    bool inside = false;
    for (const auto& [name, next] : path_) {
      if (inside) out += (out.empty() ? "" : ", ") + std::string(name);
      inside = inside || name == to;
    }
    return out;
  }

  Context& context_;
  const Graph& graph_;
  std::vector<std::pair<std::string_view, std::size_t>> path_;
  std::set<std::string_view> open_;
  std::set<std::string_view> done_;
};

}  // namespace

void find_import_cycles(Context& context) {
  Graph graph;
  for (const Unit& unit : context.units) {
    for (const Import& import : unit.imports) {
      graph[unit.package->name].push_back({import.package, import.decl});
    }
  }
  Search search(context, graph);
  for (const auto& [name, edges] : graph) search.from(name);
}

}  // namespace cordon::check
