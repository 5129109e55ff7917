// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/result.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace tain::detail {

/// Copies cells that were bound already, and points those of kept texts at them.
inline types::cell* copy_cells(const values& from, types::cell* to) {
    types::cell* const end = std::copy_n(static_cast<const types::cell*>(from.statement), from.count, to);
    for (std::size_t i = 0; i != from.text_count; ++i)
        to[from.texts[i].cell] = types::cell_of(std::string_view{from.texts[i].text});
    return end;
}

/// The cells of one execution: those that were bound already, or else on the stack, unless there are many.
class bound_cells {
public:
    bound_cells(const values& from, dialect to) : bound_cells(are_ready(from) ? 0 : from.count, to) {
        if (are_ready(from)) {
            all_ = {static_cast<const types::cell*>(from.statement), from.count};
        } else if (!from.bind) {
            all_ = {cells_, copy_cells(from, cells_)};
        } else {
            expr::binder bound{cells_, &keep_, to};
            from.bind(from.statement, bound);
            all_ = {cells_, bound.next};  // a list of rows has fewer parameters on SQLite
        }
    }
    bound_cells(const bound_cells&) = delete;
    bound_cells& operator=(const bound_cells&) = delete;
    ~bound_cells() {
        if (count_ > most_in_place) [[unlikely]]
            delete[] cells_;
    }

    std::span<const types::cell> all() const { return all_; }

private:
    /// Whole by itself, so that cells are given back when a bind throws.
    bound_cells(std::size_t count, dialect to) : count_(count), keep_(to) {
        if (count_ > most_in_place) [[unlikely]]
            cells_ = new types::cell[count_];
    }
    /// A result may have been moved since, and kept texts with it.
    static bool are_ready(const values& from) { return !from.bind && from.text_count == 0; }

    static constexpr std::size_t most_in_place = 16;
    // Bytes: making blank cells that are written anyway would cost a hundred instructions.
    alignas(types::cell) std::byte few_[most_in_place * sizeof(types::cell)];
    types::cell* cells_ = reinterpret_cast<types::cell*>(few_);
    std::size_t count_;
    types::scratch keep_;
    std::span<const types::cell> all_;
};

TAIN_INLINE void query(const executor& on, const driver::statement& what, const values& bound, const driver::sink& to,
                       std::size_t most, std::source_location where) {
    const lease held = on.take();
    const bound_cells cells{bound, on.kind()};
    held->query({what, cells.all(), 0, where}, to, most);
}

TAIN_INLINE std::int64_t run(const executor& on, const driver::statement& what, const values& bound,
                             std::source_location where) {
    const lease held = on.take();
    const bound_cells cells{bound, on.kind()};
    return held->execute({what, cells.all(), 0, where});
}

/// The static object of a statement, or one that is made for it.
inline const driver::statement& statement_in(const any_statement& what, dialect to, made_statement& made) {
    if (what.fixed) return *what.fixed;
    what.facts->make(what.object, to, made);
    return made.what;
}

TAIN_INLINE std::int64_t run(const executor& on, const any_statement& what, std::source_location where) {
    if (what.fixed) return run(on, *what.fixed, what.bound(), where);
    made_statement made;
    return run(on, statement_in(what, on.kind(), made), what.bound(), where);
}

TAIN_INLINE void pending::query(const driver::sink& to, std::size_t most) const {
    if (fixed_) return detail::query(on_, *fixed_, what().bound(), to, most, where_);
    made_statement made;
    detail::query(on_, statement_in(what(), on_.kind(), made), what().bound(), to, most, where_);
}

TAIN_INLINE row_reader::row_reader(const pending& from)
    : on_(from.on_.take()), keep_(on_->kind()), cells_(from.binds_) {
    const any_statement what = from.what();
    const driver::statement& prepared = statement_in(what, on_->kind(), made_);
    expr::binder to{cells_.data(), &keep_, on_->kind()};
    if (what.facts)
        what.facts->bind(what.object, to);
    else
        to.next = copy_cells(what.bound(), to.next);
    rows_ = owned<driver::cursor>{on_->open({prepared, {cells_.data(), to.next}, 0, from.where_}).release()};
}

TAIN_INLINE std::size_t read_into(const executor& on, const driver::statement& what, const values& bound, void* object,
                                  std::source_location where) {
    const lease held = on.take();
    const bound_cells cells{bound, held->kind()};
    return held->query({what, cells.all(), 0, where}, driver::sink::one(object), SIZE_MAX);
}

[[noreturn]] TAIN_INLINE void pending::wrong_count(std::string_view asked, std::string_view got) const {
    made_statement made;
    const dialect spoken = on_.kind();
    std::string text = "tain: ";
    ((((text += asked) += " was asked for, but the query returned ") += got) +=
     "; ask for all() or first(), or narrow the condition\n  ") +=
        statement_in(what(), spoken, made).text[static_cast<std::size_t>(spoken)];
    throw row_count_error(text);
}

}  // namespace tain::detail
