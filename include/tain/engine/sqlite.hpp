// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/sqlite/connection.hpp>
#include <tain/engine/engine.hpp>

#include <memory>
#include <string>
#include <utility>

namespace tain::sqlite {

using options = driver::sqlite::options;

/// An engine that is known to speak SQLite at compile time.
class engine : public tain::engine {
public:
    using tain::engine::engine;
};

/// Opens a SQLite database: a file name, or `:memory:` for one that lives as long as the engine.
///
/// Foreign keys are enforced; files use write-ahead logging and wait for locks (5 s). The first connection is opened
/// here, so that a path that cannot be opened throws `connection_error` at once.
///
///     tain::engine db = tain::sqlite::open("app.db");
inline engine open(const options& how, pool_options pooled = {}) {
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
inline engine open(std::string path) {
    options how;
    how.path = std::move(path);
    return open(how);
}

}  // namespace tain::sqlite
