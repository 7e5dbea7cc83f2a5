#ifndef CORDON_DOCUMENT_READER_H_
#define CORDON_DOCUMENT_READER_H_

#include <string_view>
#include <vector>

#include "base/source_space.h"
#include "cordon/limits.h"
#include "cordon/result.h"
#include "value/store.h"

namespace cordon {

/// One reading of a text: its documents (JSON: one; YAML: each of the stream; NDJSON: one a line).
struct Reading {
  std::vector<Node> roots;
  std::vector<Diagnostic> warnings;
};

/// Reads strict RFC 8259 JSON into located nodes, in one pass over the bytes.
/// Errors (code, place, help): D0101 empty, D0102 not JSON here, D0103 duplicate key, D0104 text
/// after the value, D0105 invalid UTF-8 or UTF-16/32, D0106 NUL, D0107 control character, D0108 bad
/// escape or surrogate, D0109 number out of range, NaN or leading zero; limits D0201 to D0207.
/// L0207, L0208: the host wants to end (limits.interrupt). So in all readers.
/// Cost: O(bytes); recursion is a stack in memory, never the machine's.
/// Ownership: `source` outlives the nodes: strings without escapes point into its text.
Result<Reading> read_json(Store& store, const Source& source, const DocumentLimits& limits);

/// Reads a stream of YAML 1.2 (core schema, CloudFormation's short tags) over libyaml's events.
/// Errors: D0101, D0103, D0105, D0106, D0110 not YAML here, D0111 tag, D0112 merge key, D0113 alias
/// without anchor or cycle, D0114 complex key; limits D0201 to D0209.
/// Warnings: W0110 `yes no on off` taken as strings, W0111 digits with a leading zero.
Result<Reading> read_yaml(Store& store, const Source& source, const DocumentLimits& limits);

/// By name and content (contract.md): `.json` is JSON and nothing else; text that begins with `{`
/// or
/// `[` is JSON; `.ndjson`/`.jsonl` is one JSON value a line; the rest is YAML.
Result<Reading> read_document(Store& store, const Source& source, const DocumentLimits& limits);

/// Reads a JSON document inside a string value and keeps its places. Cached by the caller.
/// Errors: as read_json. Requires: `holder` is a kString of the store.
Result<Node> read_embedded_json(Store& store, const Node& holder, const DocumentLimits& limits);

}  // namespace cordon

#endif  // CORDON_DOCUMENT_READER_H_
