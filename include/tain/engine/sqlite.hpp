// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/driver/sqlite/connection.hpp>
#include <tain/engine/engine.hpp>

#include <string>

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
engine open(const options& how, pool_options pooled = {});
engine open(std::string path);

}  // namespace tain::sqlite

#ifndef TAIN_COMPILED
#include <tain/engine/sqlite.ipp>  // IWYU pragma: keep
#endif
