// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "statement_splitter.hpp"

#include <tain/migrate/revision.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tain::migrate {

/// Gathers the statements of one section from its tokens, and refuses those that a migration must not hold.
class statement_collector {
public:
    /// `text` is the whole file; offsets count from its beginning, lines from `first_line`.
    statement_collector(std::string_view text, std::string_view file, std::size_t first_line, dialect spelling)
        : text_(text), file_(file), first_line_(first_line), splitter_(spelling) {}

    /// Takes the token that begins at `offset`. Throws `tain::error` for one that never ends.
    void add(const lexical::token& next, std::size_t offset);

    /// Takes the end of the section. Throws `tain::error` when the last statement lacks its own end.
    void finish();

    /// True between statements.
    bool between() const { return splitter_.empty(); }

    std::size_t line(std::size_t offset) const;

    /// Throws `tain::error` for statements that begin or end transactions, and, when the section is run in one, for
    /// those that have no effect there.
    static void refuse_transaction_control(const std::vector<sql_statement>& all, bool transactional, dialect spelling,
                                           std::string_view file);

    std::vector<sql_statement> statements{};

private:
    void flush();

    std::string_view text_;
    std::string_view file_;
    std::size_t first_line_;
    statement_splitter splitter_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace tain::migrate
