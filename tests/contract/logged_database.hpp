// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "database.hpp"

#include <tain/engine/create.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
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

/// An empty_database() with tables of `Models`, and the statements that run on it.
template <class Models>
class database {
public:
    database() : db(empty_database()) {
        create_all<Models>(db);
        db.on_statement(log);
    }

    statement_log log{};
    engine db;
};

}  // namespace tain::test
