// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/create.hpp>
#include <tain/engine/engine.hpp>
#include <tain/engine/sqlite.hpp>
#ifdef TAIN_TEST_WITH_POSTGRESQL
#include <tain/engine/postgresql.hpp>
#endif

#include "support/temporary_directory.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tain::test {

/// The texts of the statements that ran, oldest first.
class statement_log {
public:
    void operator()(const driver::statement_event& event) const {
        const std::lock_guard alone{kept_->lock};  // statements run on any thread
        kept_->texts.emplace_back(event.text);
    }

    std::size_t size() const { return kept_->texts.size(); }
    void clear() const { kept_->texts.clear(); }
    const std::vector<std::string>& all() const { return kept_->texts; }
    /// How many of them begin with these words.
    std::size_t count(std::string_view words) const {
        return static_cast<std::size_t>(
            std::count_if(kept_->texts.begin(), kept_->texts.end(),
                          [words](const std::string& each) { return each.starts_with(words); }));
    }

private:
    struct kept {
        std::mutex lock{};
        std::vector<std::string> texts{};
    };
    std::shared_ptr<kept> kept_ = std::make_shared<kept>();
};

/// The database that TAIN_TEST_URL names, with empty tables of `Models`; they are dropped at its end. `sqlite` makes a
/// file of its own each time.
template <class Models>
class database {
public:
    database() : db(open()) {
        db.on_statement(log);
        drop_all<Models>(db);
        create_all<Models>(db);
        log.clear();
    }
    database(const database&) = delete;
    database& operator=(const database&) = delete;
    ~database() {
        try {
            drop_all<Models>(db);
        } catch (...) {  // the next test drops them at its beginning
        }
    }

private:
    std::optional<temporary_directory> directory_{};

    engine open() {
        const char* const found = std::getenv("TAIN_TEST_URL");
        const std::string_view url = found ? found : "";
        if (url == "sqlite") {
            directory_.emplace();
            return sqlite::open(directory_->file("test.db"));
        }
#ifdef TAIN_TEST_WITH_POSTGRESQL
        if (!url.empty()) return postgresql::open(std::string{url});
#endif
        throw std::runtime_error("TAIN_TEST_URL is neither `sqlite` nor the URL of a PostgreSQL: run make test");
    }

public:
    statement_log log{};
    engine db;
};

}  // namespace tain::test
