// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/postgresql/connection.hpp>
#include <tain/engine/engine.hpp>

#include <memory>
#include <string>
#include <utility>

namespace tain::postgresql {

/// An engine that is known to speak PostgreSQL at compile time.
class engine : public tain::engine {
public:
    using tain::engine::engine;
};

/// Opens a PostgreSQL database by URL (`postgresql://user@host/name`) or libpq connection string.
///
/// The first connection is opened here, so that a server that cannot be reached throws `connection_error` at once.
///
///     tain::engine db = tain::postgresql::open("postgresql:///app");
inline engine open(std::string url, const pool_options& pooled = {}) {
    struct server final : opener {
        std::string url;
        explicit server(std::string from) : url(std::move(from)) {}
        dialect kind() const noexcept override { return dialect::postgresql; }
        std::unique_ptr<driver::connection> open() override { return driver::postgresql::connect(url); }
    };
    engine made{std::make_unique<server>(std::move(url)), pooled};
    static_cast<void>(made.connect());
    return made;
}

}  // namespace tain::postgresql
