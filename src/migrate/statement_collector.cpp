// SPDX-License-Identifier: BSL-1.0
#include "statement_collector.hpp"

#include "text.hpp"

#include <tain/driver/error.hpp>

#include <fmt/format.h>

#include <array>

namespace tain::migrate {
namespace {

/// Returns the first four tokens of a statement, words in upper case.
std::array<std::string, 4> beginning(std::string_view sql, dialect spelling) {
    std::array<std::string, 4> found;
    std::size_t count = 0;
    lexical::tokenizer cut{sql, spelling};
    for (lexical::token one; count < found.size() && cut.next(one);)
        if (one.significant()) found[count++] = upper(one.text);
    return found;
}

/// Returns the words that begin or end a transaction, or nothing.
std::string transaction_control(const std::array<std::string, 4>& first) {
    const auto& [a, b, c, d] = first;
    if (a == "BEGIN" || a == "COMMIT" || a == "END" || a == "ABORT") return a;
    if (a == "ROLLBACK") return b == "TO" || c == "TO" ? "" : a;
    if ((a == "START" || a == "PREPARE") && b == "TRANSACTION") return a + " " + b;
    return {};
}

}  // namespace

std::size_t statement_collector::line(std::size_t offset) const { return first_line_ + line_of(text_, offset) - 1; }

void statement_collector::add(const lexical::token& next, std::size_t offset) {
    if (!next.complete) {
        const bool comment = next.kind == lexical::token_kind::comment;
        throw error(fmt::format("tain: {}:{}: the {} that begins here never ends: {}…; close it", file_, line(offset),
                                comment                                               ? "comment"
                                : next.kind == lexical::token_kind::quoted_identifier ? "quoted name"
                                                                                      : "string",
                                printable(next.text.substr(0, 20))));
    }
    if (!next.significant()) return;
    if (splitter_.empty()) begin_ = offset;
    const bool ends = splitter_.add(next);
    if (ends) return flush();
    end_ = offset + next.text.size();
}

void statement_collector::flush() {
    if (end_ > begin_) statements.push_back({std::string{text_.substr(begin_, end_ - begin_)}, line(begin_)});
    splitter_.reset();
    begin_ = end_;
}

void statement_collector::finish() {
    if (splitter_.empty()) return;
    if (const std::string_view lacking = splitter_.lacks(); !lacking.empty())
        throw error(fmt::format("tain: {}:{}: the statement that begins here lacks {}; complete it", file_,
                                line(begin_), lacking));
    flush();
}

void statement_collector::refuse_transaction_control(const std::vector<sql_statement>& all, bool transactional,
                                                     dialect spelling, std::string_view file) {
    for (const sql_statement& one : all) {
        const std::array<std::string, 4> first = beginning(one.text, spelling);
        if (const std::string words = transaction_control(first); !words.empty())
            throw error(
                fmt::format("tain: {}:{}: {} is refused, since a section is applied whole or not at all and Tain "
                            "begins and ends its transaction; remove it",
                            file, one.line, words));
        const bool key_pragma = first[0] == "PRAGMA" && (first[1] == "FOREIGN_KEYS" || first[3] == "FOREIGN_KEYS");
        if (transactional && spelling == dialect::sqlite && key_pragma)
            throw error(
                fmt::format("tain: {}:{}: PRAGMA foreign_keys does nothing within a transaction, so that rows could "
                            "be deleted by cascade; remove it, or mark the section `-- tain:no-transaction`",
                            file, one.line));
    }
}

std::vector<sql_statement> split_statements(std::string_view sql, dialect spelling, std::string_view file,
                                            std::size_t first_line) {
    statement_collector found{sql, file, first_line, spelling};
    lexical::tokenizer cut{sql, spelling};
    for (lexical::token one; cut.next(one);) found.add(one, cut.offset() - one.text.size());
    found.finish();
    return std::move(found.statements);
}

}  // namespace tain::migrate
