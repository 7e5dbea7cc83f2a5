#ifndef CORDON_FUZZ_C_HOST_H_
#define CORDON_FUZZ_C_HOST_H_
// A host that makes mistakes: it remembers every handle that it ever had and knows what each is, so
// it can pass a wrong one on purpose and say what the answer has to be.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "cordon.h"
#include "require.h"

namespace cordon::fuzz {

enum class Is : std::uint8_t { kEngine, kProgram, kDocument, kSession, kResult, kError, kBytes };

struct Handle {
  void* pointer = nullptr;
  Is is = Is::kEngine;
  std::size_t engine = 0;  ///< whose it is
  bool live = false;
  bool kept = false;  ///< outlives the run
};

/// A handle as it is passed: its own type says nothing.
struct Passed {
  void* pointer = nullptr;
  const Handle* handle = nullptr;
  bool right = false;  ///< live and of the kind that the function takes

  template <class T>
  [[nodiscard]] T* as() const {
    return static_cast<T*>(pointer);
  }
};

class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  std::uint8_t next() { return at_ < size_ ? data_[at_++] : 0; }
  std::size_t below(std::size_t n) { return next() % n; }
  [[nodiscard]] bool empty() const { return at_ >= size_; }
  std::string piece(std::size_t n) {
    const std::size_t end = at_ + n < size_ ? at_ + n : size_;
    std::string out(data_ + at_, data_ + end);
    at_ = end;
    return out;
  }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

inline cordon_str str(const std::string& text) { return {text.data(), text.size()}; }

/// A struct to be filled whose size is right, too small or too large; what is behind its size must
/// stay as it was.
template <class Struct>
class Out {
 public:
  explicit Out(Bytes& in) {
    std::memset(room_, kMark, sizeof room_);
    const std::size_t what = in.below(8);
    size_ = sizeof(Struct);
    if (what == 1) size_ = in.below(sizeof(Struct));
    if (what == 2) size_ += 16;
    get()->struct_size = static_cast<std::uint32_t>(size_);
  }
  [[nodiscard]] Struct* get() { return reinterpret_cast<Struct*>(room_); }
  [[nodiscard]] bool fits() const { return size_ >= sizeof(Struct); }
  void check(cordon_status status) const {
    require(fits() || status != CORDON_OK);
    const std::size_t first = status == CORDON_OK ? sizeof(Struct) : sizeof(std::uint32_t);
    for (std::size_t i = first; i < sizeof room_; ++i) require(room_[i] == kMark);
  }

 private:
  static constexpr unsigned char kMark = 0xA5;
  alignas(Struct) unsigned char room_[sizeof(Struct) + 32];
  std::size_t size_ = 0;
};

/// All handles of a run.
class Handles {
 public:
  explicit Handles(Bytes& in) : in_(in) {}

  void add(Handle handle) { all_.push_back(handle); }
  [[nodiscard]] std::vector<Handle>& all() { return all_; }

  /// Mostly a handle of that kind, live or not; sometimes one of another kind, or NULL.
  Passed pick(Is is) {
    const std::uint8_t how = in_.next();
    if (how >= 250) return {};
    std::vector<const Handle*> fit;
    for (const Handle& handle : all_)
      if (how >= 235 || handle.is == is) fit.push_back(&handle);
    if (fit.empty()) return {};
    // 0 is the one that was made last.
    const Handle* one = fit[fit.size() - 1 - how % fit.size()];
    return {one->pointer, one, one->live && one->is == is};
  }

  /// The handle is released from now on.
  void retire(const Passed& passed) {
    for (Handle& handle : all_)
      if (&handle == passed.handle) handle.live = false;
  }

 private:
  Bytes& in_;
  std::vector<Handle> all_;
};

std::string view(cordon_str text);

/// Rule texts that compile.
extern const std::string kRules[2];

/// What every run finds: an engine and its programs, which are costly to make.
struct Kept {
  Kept();
  cordon_engine* engine = nullptr;
  cordon_program* programs[2] = {};
};

/// What callbacks do, and what they saw.
struct Callbacks {
  std::size_t finalized = 0;
  cordon_session* session = nullptr;  ///< in a check
  std::uint8_t plan = 0;
  std::size_t calls = 0;
};

// Callbacks; `user` is a Callbacks.
void finalize(void* user);
cordon_status import(void* user, cordon_str package, cordon_source* out);
int32_t progress(void* user, size_t done, size_t total);
int32_t take(void* user, const char* data, size_t size);

/// Releases a handle with the function of its kind.
void release(Is is, void* pointer);

}  // namespace cordon::fuzz

#endif  // CORDON_FUZZ_C_HOST_H_
