// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace tain::migrate {

/// One visitor from a lambda for each alternative.
template <class... F>
struct overloaded : F... {
    using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

}  // namespace tain::migrate
