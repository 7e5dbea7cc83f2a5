#include "base/sha256.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define CORDON_SHA_INSTRUCTIONS
#include <cpuid.h>
#include <immintrin.h>
#endif

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace cordon {
namespace {

using Block = std::array<unsigned char, 64>;

constexpr std::array<std::uint32_t, 64> kRound = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

struct State {
  std::array<std::uint32_t, 8> h = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

  void add(const Block& block) {
    std::array<std::uint32_t, 64> w{};
    for (std::size_t i = 0; i < 16; ++i) {
      w[i] = std::uint32_t{block[4 * i]} << 24U | std::uint32_t{block[4 * i + 1]} << 16U |
             std::uint32_t{block[4 * i + 2]} << 8U | std::uint32_t{block[4 * i + 3]};
    }
    for (std::size_t i = 16; i < 64; ++i) {
      const std::uint32_t s0 =
          std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3U);
      const std::uint32_t s1 =
          std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10U);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    auto [a, b, c, d, e, f, g, k] = h;
    for (std::size_t i = 0; i < 64; ++i) {
      const std::uint32_t s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
      const std::uint32_t t1 = k + s1 + ((e & f) ^ (~e & g)) + kRound[i] + w[i];
      const std::uint32_t s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
      const std::uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      k = g;
      g = f;
      f = e;
      e = d + t1;
      d = c;
      c = b;
      b = a;
      a = t1 + t2;
    }
    const std::array<std::uint32_t, 8> add = {a, b, c, d, e, f, g, k};
    for (std::size_t i = 0; i < 8; ++i) h[i] += add[i];
  }
};

#ifdef CORDON_SHA_INSTRUCTIONS

bool ask_processor() {
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  const bool sse41 = __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & (1U << 19U)) != 0;
  return sse41 && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & (1U << 29U)) != 0;
}

/// Asked once: on a virtual machine each question costs as much as a page of text.
bool has_instructions() {
  static const bool kHas = ask_processor();
  return kHas;
}

/// The same as State::add over whole blocks, by the instructions that processors have for it.
[[gnu::target("sha,sse4.1")]] void add_by_instructions(State& state, const char* bytes,
                                                       std::size_t blocks) {
  const auto load = [](const void* at) { return _mm_loadu_si128(static_cast<const __m128i*>(at)); };
  const __m128i order = _mm_set_epi64x(0x0C0D0E0F08090A0B, 0x0405060700010203);
  const __m128i cdab = _mm_shuffle_epi32(load(state.h.data()), 0xB1);
  const __m128i efgh = _mm_shuffle_epi32(load(state.h.data() + 4), 0x1B);
  __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
  __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
  for (; blocks > 0; --blocks, bytes += 64) {
    const __m128i before_abef = abef;
    const __m128i before_cdgh = cdgh;
    __m128i w[4];
    for (int i = 0; i < 4; ++i) w[i] = _mm_shuffle_epi8(load(bytes + 16 * i), order);
    for (unsigned i = 0; i < 16; ++i) {
      __m128i& now = w[i & 3U];
      const __m128i& last = w[(i + 3) & 3U];
      const __m128i with_key = _mm_add_epi32(now, load(kRound.data() + std::size_t{4} * i));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, with_key);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(with_key, 0x0E));
      if (i >= 12) continue;
      const __m128i mixed = _mm_add_epi32(_mm_sha256msg1_epu32(now, w[(i + 1) & 3U]),
                                          _mm_alignr_epi8(last, w[(i + 2) & 3U], 4));
      now = _mm_sha256msg2_epu32(mixed, last);
    }
    abef = _mm_add_epi32(abef, before_abef);
    cdgh = _mm_add_epi32(cdgh, before_cdgh);
  }
  const __m128i feba = _mm_shuffle_epi32(abef, 0x1B);
  const __m128i dchg = _mm_shuffle_epi32(cdgh, 0xB1);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(state.h.data()), _mm_blend_epi16(feba, dchg, 0xF0));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(state.h.data() + 4), _mm_alignr_epi8(dchg, feba, 8));
}

#else

bool has_instructions() { return false; }
void add_by_instructions(State&, const char*, std::size_t) {}

#endif

}  // namespace

Sha256 sha256(std::string_view bytes, Sha256Way way) {
  State state;
  Block block{};
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  if (way == Sha256Way::kFastest && bytes.size() >= block.size() && has_instructions()) {
    const std::size_t blocks = bytes.size() / block.size();
    add_by_instructions(state, bytes.data(), blocks);
    bytes.remove_prefix(blocks * block.size());
  }
  while (bytes.size() >= block.size()) {
    std::memcpy(block.data(), bytes.data(), block.size());
    state.add(block);
    bytes.remove_prefix(block.size());
  }
  block.fill(0);
  if (!bytes.empty()) std::memcpy(block.data(), bytes.data(), bytes.size());
  block[bytes.size()] = 0x80;
  if (bytes.size() >= 56) {  // no room left for the length
    state.add(block);
    block.fill(0);
  }
  for (unsigned i = 0; i < 8; ++i) {
    block[63 - i] = static_cast<unsigned char>((bits >> (8U * i)) & 0xFFU);
  }
  state.add(block);
  Sha256 digest;
  for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
    digest.bytes[i] = static_cast<char>((state.h[i / 4] >> (24 - 8 * (i % 4))) & 0xFFU);
  }
  return digest;
}

std::string sha256_hex(std::string_view bytes, Sha256Way way) {
  std::string hex;
  for (const char c : sha256(bytes, way).bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += "0123456789abcdef"[byte >> 4U];
    hex += "0123456789abcdef"[byte & 0xFU];
  }
  return hex;
}

}  // namespace cordon
