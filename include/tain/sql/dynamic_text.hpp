// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/dialect/dialect.hpp>
#include <tain/dialect/writer.hpp>
#include <tain/expr/node.hpp>
#include <tain/sql/piece.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain::sql {

/// Whether a statement is several as one.
enum class arms_of : unsigned char { none, intersection, other };

/// What is known of a SELECT whose type is forgotten.
struct select_facts {
    std::size_t binds;  ///< without its WHERE, HAVING and limits
    bool qualify;       ///< columns carry their table's name
    bool outer;         ///< it has an outer join
    bool sorted;        ///< it has an ORDER BY
    arms_of arms = arms_of::none;
};

/// A SELECT whose type is forgotten, but for its WHERE, HAVING and limits.
class select_shell {
public:
    select_shell(const select_shell&) = delete;
    select_shell& operator=(const select_shell&) = delete;
    virtual ~select_shell() = default;

    virtual void write_rows(dialects::writer& to) const = 0;
    virtual void write_groups(dialects::writer& to) const = 0;
    virtual void write_keys(dialects::writer& to) const = 0;
    virtual void bind_rows(expr::binder& to) const = 0;
    virtual void bind_groups(expr::binder& to) const = 0;
    virtual void bind_keys(expr::binder& to) const = 0;

    const select_facts& facts() const noexcept { return facts_; }

protected:
    explicit select_shell(const select_facts& facts) noexcept : facts_(facts) {}

private:
    select_facts facts_;
};

/// A SELECT as it is put together at run time: what it writes and binds, whatever its rows are.
class dynamic_text {
public:
    dynamic_text() = default;
    explicit dynamic_text(std::shared_ptr<const select_shell> of) : shell_(std::move(of)) {}

    /// The text in a dialect. Equal for equal parts, whatever their values.
    std::string text_in(dialect to) const;
    std::size_t bind_count() const noexcept;
    void bind(expr::binder& to) const;

    /// Writes it in parentheses, as a part of another statement.
    void write_inside(dialects::writer& to) const;
    /// Writes it as an arm of a union, intersection or difference.
    void write_arm(dialects::writer& to, bool first, bool intersection) const;

    /// With one table more, by its name in the statement; a table that is joined already is not joined again.
    dynamic_text joined_with(std::string_view name, shared_piece join) const;
    dynamic_text with_groups(shared_piece condition) const;
    dynamic_text narrowed(shared_piece condition) const;
    dynamic_text sorted(std::vector<shared_piece> keys) const;
    dynamic_text limited(std::int64_t rows) const;
    dynamic_text skipping(std::int64_t rows) const;

private:
    void write(dialects::writer& to) const;

    std::shared_ptr<const select_shell> shell_{};
    std::vector<std::pair<std::string_view, shared_piece>> joins_{};
    shared_piece condition_{};
    shared_piece group_condition_{};
    std::vector<shared_piece> keys_{};
    std::optional<std::int64_t> most_{};
    std::optional<std::int64_t> skipped_{};
};

}  // namespace tain::sql

#ifndef TAIN_COMPILED
#include <tain/sql/dynamic_text.ipp>  // IWYU pragma: keep
#endif
