// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../workload/scenario.hpp"
#include "../workload/subject.hpp"

#include <tain/engine/engine.hpp>

#include <memory>
#include <string>
#include <vector>

namespace bench::units {

/// A way of writing many objects in one transaction.
class unit : public subject {
public:
    unit(tain::engine db, const std::string& before, std::string clear, std::string after_filling);

    void script(const std::string& sql) override { db_.script(sql); }
    void clear() override { db_.script(clear_); }
    void filled() override { db_.script(after_filling_); }
    std::vector<user> all_users() override;
    std::vector<user_and_post> users_with_posts(const std::string&) override { return {}; }
    std::optional<user> get(std::int64_t) override { return {}; }
    void update(const user&) override {}

    /// Loads every user, to be changed afterwards. Never timed.
    virtual void load() = 0;
    /// Changes the name of each of them.
    virtual void change_all(char mark) = 0;

protected:
    tain::engine db_;

private:
    std::string clear_;
    std::string after_filling_;
};

/// What a session sends, sent by hand through the driver.
std::unique_ptr<subject> by_hand(tain::engine db, const std::string& before, const std::string& clear,
                                 const std::string& after_filling);
/// The same with one execution of a prepared UPDATE for each row; inserts are as above.
std::unique_ptr<subject> row_by_row(tain::engine db, const std::string& before, const std::string& clear,
                                    const std::string& after_filling);
/// The statements by hand, and what a session does besides, written for the one model: objects with addresses of their own,
/// found by key, and what their rows are known to be.
std::unique_ptr<subject> tracked_by_hand(tain::engine db, const std::string& before, const std::string& clear,
                                         const std::string& after_filling);
std::unique_ptr<subject> with_session(tain::engine db, const std::string& before, const std::string& clear,
                                      const std::string& after_filling);

/// `flush_insert` and `flush_update`.
std::vector<std::unique_ptr<scenario>> scenarios();

}  // namespace bench::units
