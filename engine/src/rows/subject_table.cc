#include "rows/subject_table.h"

namespace cordon::rows {

const std::shared_ptr<const Subject>& SubjectTable::of(ResourceId id) {
  const std::size_t all = inventory_.resources().size();
  if (known_.empty()) known_.resize(all + 1);
  auto& known = known_[id == kNoResource ? all : id];
  if (id == kNoResource || known) return known;
  if (used_ == kTogether) {
    block_ = std::make_shared<Block>();
    used_ = 0;
  }
  Subject& record = (*block_)[used_++];
  write(record, inventory_.resources()[id]);
  known = std::shared_ptr<const Subject>(block_, &record);
  return known;
}

void SubjectTable::write(Subject& out, const Resource& resource) {
  const Store& store = inventory_.store();
  out.resource = resource.address;
  out.type = store.symbols.text(resource.type != 0 ? resource.type : resource.native_type);
  out.document = resource.document;
  const Place place = store.sources.place(resource.body.at);
  if (!place) return;
  out.location.file = place.source->name;
  out.location.line = place.line;
  out.location.column = place.column;
  out.location.pointer = pointers_.of(resource.body.at);
}

}  // namespace cordon::rows
