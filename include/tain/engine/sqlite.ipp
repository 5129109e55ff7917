// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/sqlite.hpp>

#include <memory>
#include <string>
#include <utility>

namespace tain::sqlite {

TAIN_INLINE engine open(const options& how, pool_options pooled) {
    struct file final : opener {
        options how;
        explicit file(const options& from) : how(from) {}
        dialect kind() const noexcept override { return dialect::sqlite; }
        std::unique_ptr<driver::connection> open() override { return driver::sqlite::connect(how); }
    };
    if (how.path == ":memory:") pooled.shared_in_thread = true;
    engine made{std::make_unique<file>(how), pooled};
    static_cast<void>(made.connect());
    return made;
}
TAIN_INLINE engine open(std::string path) {
    options how;
    how.path = std::move(path);
    return open(how);
}

}  // namespace tain::sqlite
