// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/dialect/tokens.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace tain::migrate {

/// Finds the ends of statements in a stream of tokens, by the rules of sqlite3_complete and of psql.
class statement_splitter {
public:
    explicit statement_splitter(dialect spelling) : spelling_(spelling) {}

    /// Takes the next token. True when it is the semicolon that ends the statement.
    bool add(const lexical::token& next);

    /// True when nothing but white space and comments came since the last statement ended.
    bool empty() const { return count_ == 0; }

    /// Returns what the statement still lacks: nothing when it may end without a semicolon.
    std::string_view lacks() const;

    /// Returns the first words in upper case; empty strings where there are fewer.
    const std::array<std::string, 4>& first_words() const { return first_; }

    void reset() { *this = statement_splitter{spelling_}; }

private:
    bool is_trigger() const;
    bool is_routine() const;

    dialect spelling_;
    std::size_t count_ = 0;
    std::array<std::string, 4> first_{};
    int parentheses_ = 0;
    int blocks_ = 0;                // PostgreSQL: BEGIN ATOMIC … END and CASE … END inside it
    bool after_semicolon_ = false;  // SQLite: the token before is a semicolon inside a trigger
    bool after_end_ = false;        // SQLite: the tokens before are `; END` inside a trigger
};

}  // namespace tain::migrate
