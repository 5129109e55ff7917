// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/dialect/dialect.hpp>
#include <tain/dialect/writer.hpp>
#include <tain/expr/node.hpp>
#include <tain/sql/piece.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain::detail {

/// What is known of an UPDATE or DELETE whose type is forgotten.
struct change_facts {
    bool sets;               ///< it is an UPDATE
    bool qualify;            ///< columns carry their table's name
    std::size_t returned;    ///< binds of its RETURNING
    std::string_view table;  ///< for errors
};

/// An UPDATE or DELETE whose type is forgotten, but for what it sets and its WHERE.
class change_shell {
public:
    change_shell(const change_shell&) = delete;
    change_shell& operator=(const change_shell&) = delete;
    virtual ~change_shell() = default;

    virtual void write_table(dialects::writer& to) const = 0;
    /// What is set beside the columns of which `set` is true, with a comma before each.
    virtual void write_touched(dialects::writer& to, const std::vector<bool>& set) const = 0;
    virtual void write_sources(dialects::writer& to) const = 0;
    virtual void write_returned(dialects::writer& to) const = 0;
    virtual void bind_returned(expr::binder& to) const = 0;

    const change_facts& facts() const noexcept { return facts_; }

protected:
    explicit change_shell(const change_facts& facts) noexcept : facts_(facts) {}

private:
    change_facts facts_;
};

/// An UPDATE or DELETE as it is put together at run time.
class change_text {
public:
    change_text() = default;
    explicit change_text(std::shared_ptr<const change_shell> of) : shell_(std::move(of)) {}

    /// The text in a dialect. Throws `tain::error` when nothing is set, and when there is no condition and nobody said
    /// that every row is meant.
    std::string text_in(dialect to) const;
    std::size_t bind_count() const noexcept;
    void bind(expr::binder& to) const;

    /// With one assignment more, to a column by its index; instead of the one that it had.
    change_text setting(std::size_t column, sql::shared_piece assignment) const;
    change_text narrowed(sql::shared_piece condition) const;
    change_text of_every_row() const;

private:
    void write(dialects::writer& to) const;

    std::shared_ptr<const change_shell> shell_{};
    std::vector<std::pair<std::size_t, sql::shared_piece>> assignments_{};
    sql::shared_piece condition_{};
    bool every_row_ = false;
};

}  // namespace tain::detail

#ifndef TAIN_COMPILED
#include <tain/engine/change_text.ipp>  // IWYU pragma: keep
#endif
