// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/error.hpp>
#include <tain/engine/transaction.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace tain {

namespace detail {

constexpr driver::statement command(std::string_view sqlite, std::string_view postgresql) {
    driver::statement made;
    made.text[0] = sqlite;
    made.text[1] = postgresql;
    made.hash = sql::hash_of(postgresql, sql::hash_of(sqlite));
    return made;
}

inline constexpr driver::statement begin_writing = command("BEGIN IMMEDIATE", "BEGIN");
inline constexpr driver::statement begin_reading = command("BEGIN", "BEGIN READ ONLY");
inline constexpr driver::statement commit_all = command("COMMIT", "COMMIT");
inline constexpr driver::statement roll_back = command("ROLLBACK", "ROLLBACK");

inline constexpr unsigned deepest = 32;

/// `SAVEPOINT tain_7` and the like: static, so that they are prepared once.
struct savepoint_texts {
    char text[3][deepest + 1][40]{};

    constexpr savepoint_texts() {
        constexpr std::string_view verbs[] = {"SAVEPOINT tain_", "RELEASE SAVEPOINT tain_",
                                              "ROLLBACK TO SAVEPOINT tain_"};
        for (std::size_t verb = 0; verb < 3; ++verb)
            for (unsigned depth = 1; depth <= deepest; ++depth) {
                char* to = text[verb][depth];
                for (const char c : verbs[verb]) *to++ = c;
                if (depth >= 10) *to++ = static_cast<char>('0' + depth / 10);
                *to = static_cast<char>('0' + depth % 10);
            }
    }
};
inline constexpr savepoint_texts savepoint_text{};

inline constexpr auto savepoint_commands = [] {
    std::array<std::array<driver::statement, deepest + 1>, 3> made{};
    for (std::size_t verb = 0; verb < 3; ++verb)
        for (unsigned depth = 1; depth <= deepest; ++depth)
            made[verb][depth] = command(savepoint_text.text[verb][depth], savepoint_text.text[verb][depth]);
    return made;
}();

}  // namespace detail

TAIN_INLINE transaction::transaction(lease held, const transaction_options& options, std::source_location where)
    : held_(std::move(held)) {
    held_->execute({options.read_only ? detail::begin_reading : detail::begin_writing, {}, 0, where});
    open_ = true;
}

TAIN_INLINE transaction::transaction(driver::connection& outer, unsigned depth, std::source_location where)
    : held_(outer), depth_(depth) {
    if (depth > detail::deepest)
        throw error("tain: transactions are nested more than " + std::to_string(detail::deepest) +
                    " deep; end some of them first");
    held_->execute({detail::savepoint_commands[0][depth], {}, 0, where});
    open_ = true;
}

TAIN_INLINE transaction::transaction(transaction&& other) noexcept
    : held_(std::move(other.held_)), depth_(other.depth_), open_(std::exchange(other.open_, false)) {}

TAIN_INLINE transaction::~transaction() {
    if (!open_) return;
    try {
        rollback();
    } catch (...) {  // the connection is lost, and with it the transaction; the pool discards it
    }
}

TAIN_INLINE executor transaction::on() const {
    if (!open_) throw error("tain: this transaction was committed or rolled back already; begin a new one");
    return executor{*held_};
}

TAIN_INLINE void transaction::commit(std::source_location where) {
    if (!open_) throw error("tain: this transaction was committed or rolled back already; begin a new one");
    held_->execute({depth_ == 0 ? detail::commit_all : detail::savepoint_commands[1][depth_], {}, 0, where});
    open_ = false;
}

TAIN_INLINE void transaction::rollback(std::source_location where) {
    if (!open_) throw error("tain: this transaction was committed or rolled back already; begin a new one");
    open_ = false;
    if (!held_->usable() || !held_->in_transaction()) return;  // the database rolled back by itself
    if (depth_ == 0) {
        held_->execute({detail::roll_back, {}, 0, where});
    } else {
        held_->execute({detail::savepoint_commands[2][depth_], {}, 0, where});
        held_->execute({detail::savepoint_commands[1][depth_], {}, 0, where});
    }
}

TAIN_INLINE transaction transaction::begin(std::source_location where) {
    if (!open_) throw error("tain: this transaction was committed or rolled back already; begin a new one");
    return transaction{*held_, depth_ + 1, where};
}

}  // namespace tain
