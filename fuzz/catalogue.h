#ifndef CORDON_FUZZ_CATALOGUE_H_
#define CORDON_FUZZ_CATALOGUE_H_

#include <memory>
#include <utility>

#include "catalogue/catalogue.h"
#include "catalogue/embedded.h"

namespace cordon::fuzz {

/// The embedded catalogue, loaded once for all runs: loading it takes longer than the rest.
inline const std::shared_ptr<const Catalogue>& catalogue() {
  static const std::shared_ptr<const Catalogue> kLoaded = [] {
    auto loaded = Catalogue::load(catalogue_text());
    return std::make_shared<const Catalogue>(std::move(*loaded));
  }();
  return kLoaded;
}

}  // namespace cordon::fuzz

#endif  // CORDON_FUZZ_CATALOGUE_H_
