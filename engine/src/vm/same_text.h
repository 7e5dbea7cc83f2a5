#ifndef CORDON_VM_SAME_TEXT_H_
#define CORDON_VM_SAME_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "value/node.h"

namespace cordon::vm {

template <class Word>
Word word_at(const char* at) {
  Word word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

/// Whether texts of one length, at least that of a word and at most of two, are equal.
template <class Word>
bool same_words(const Node& a, const Node& b) {
  const std::size_t last = a.len - sizeof(Word);
  return word_at<Word>(a.chars) == word_at<Word>(b.chars) &&
         word_at<Word>(a.chars + last) == word_at<Word>(b.chars + last);
}

/// Short texts, which most are, without a call.
inline bool same_text(const Node& a, const Node& b) {
  if (a.len != b.len) return false;
  if (a.len > 16 || a.len < 2) return a.text() == b.text();
  if (a.len >= 8) return same_words<std::uint64_t>(a, b);
  return a.len >= 4 ? same_words<std::uint32_t>(a, b) : same_words<std::uint16_t>(a, b);
}

}  // namespace cordon::vm

#endif  // CORDON_VM_SAME_TEXT_H_
