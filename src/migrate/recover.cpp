// SPDX-License-Identifier: BSL-1.0
#include "section_run.hpp"
#include "text.hpp"

#include <tain/dialect/tokens.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace tain::migrate {
namespace {

/// The significant tokens of a statement; words are asked for in upper case.
class token_list {
public:
    token_list(std::string_view sql, dialect spelling) {
        for (const lexical::token& one : lexical::tokens(sql, spelling))
            if (one.significant()) tokens_.push_back(one.text);
    }
    /// Moves past the word if it is the next one.
    bool skip(std::string_view word) {
        if (at_ == tokens_.size() || upper(tokens_[at_]) != word) return false;
        ++at_;
        return true;
    }
    /// Takes a name, with what qualifies it.
    std::vector<std::string> name() {
        std::vector<std::string> parts;
        do {
            if (at_ == tokens_.size()) break;
            parts.emplace_back(tokens_[at_++]);
        } while (skip("."));
        return parts;
    }

private:
    std::vector<std::string_view> tokens_{};
    std::size_t at_ = 0;
};

/// Returns the name, as PostgreSQL reads it, of the index that CREATE INDEX CONCURRENTLY makes.
std::optional<std::string> concurrent_index(const sql_statement& of) {
    token_list at{of.text, dialect::postgresql};
    if (!at.skip("CREATE")) return std::nullopt;
    at.skip("UNIQUE");
    if (!at.skip("INDEX") || !at.skip("CONCURRENTLY")) return std::nullopt;
    if (at.skip("IF") && (!at.skip("NOT") || !at.skip("EXISTS"))) return std::nullopt;
    if (at.skip("ON")) return std::nullopt;  // PostgreSQL makes up the name
    const std::string index = joined(at.name(), ".");
    if (!at.skip("ON")) return std::nullopt;
    at.skip("ONLY");
    std::vector<std::string> table = at.name();
    if (table.size() < 2) return index;
    table.back() = index;
    return joined(table, ".");
}

bool begins_with(const sql_statement& of, dialect spelling, const std::vector<std::string_view>& any_of) {
    token_list at{of.text, spelling};
    return std::any_of(any_of.begin(), any_of.end(), [&](std::string_view word) { return at.skip(word); });
}

}  // namespace

bool runs_outside_transactions(const sql_statement& of) {
    return begins_with(of, dialect::sqlite, {"VACUUM", "PRAGMA", "ATTACH", "DETACH"});
}

outcome recover(driver::connection& on, const sql_statement& of, bool was_begun) {
    if (const std::optional<std::string> index = concurrent_index(of)) {
        const driver::text_rows found =
            on.rows("SELECT indisvalid FROM pg_catalog.pg_index WHERE indexrelid = to_regclass($1)",
                    std::vector<std::optional<std::string>>{index});
        if (found.rows.empty()) return outcome::not_done;
        if (found.rows[0][0] == "t") return was_begun ? outcome::done : outcome::not_done;
        on.script("DROP INDEX CONCURRENTLY " + *index);
        return outcome::not_done;
    }
    if (!was_begun) return outcome::not_done;
    // What can be repeated, or fails with `was_done_before` when it is.
    const bool repeatable =
        begins_with(of, dialect::postgresql, {"CREATE", "DROP", "REINDEX", "VACUUM", "CLUSTER", "ALTER"});
    return repeatable ? outcome::not_done : outcome::unknown;
}

bool was_done_before(const sql_statement& of, const database_report& failure) {
    // duplicate_table, duplicate_object, duplicate_database; undefined_object, undefined_table, invalid_catalog_name
    constexpr std::array<std::string_view, 3> there{"42P07", "42710", "42P04"};
    constexpr std::array<std::string_view, 3> gone{"42704", "42P01", "3D000"};
    const auto is = [&](const auto& codes) {
        return std::find(codes.begin(), codes.end(), failure.code) != codes.end();
    };
    return (begins_with(of, dialect::postgresql, {"CREATE"}) && is(there)) ||
           (begins_with(of, dialect::postgresql, {"DROP"}) && is(gone));
}

}  // namespace tain::migrate
