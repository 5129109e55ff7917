// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/result.hpp>

#include <cstddef>
#include <string>

namespace tain::detail {

/// The cells of one execution: on the stack, unless there are many.
class bound_cells {
public:
    bound_cells(const values& from, dialect to) : bound_cells(from.count, to) {
        if (!from.bind) return;
        expr::binder bound{cells_, &keep_, to};
        from.bind(from.statement, bound);
        given_ = static_cast<std::size_t>(bound.next - cells_);
    }
    bound_cells(const bound_cells&) = delete;
    bound_cells& operator=(const bound_cells&) = delete;
    ~bound_cells() {
        if (count_ > most_in_place) [[unlikely]]
            delete[] cells_;
    }

    std::span<const types::cell> all() const { return {cells_, given_}; }

private:
    /// Whole by itself, so that cells are given back when a bind throws.
    bound_cells(std::size_t count, dialect to) : count_(count), keep_(to) {
        if (count_ > most_in_place) [[unlikely]]
            cells_ = new types::cell[count_];
    }

    static constexpr std::size_t most_in_place = 16;
    // Bytes: making blank cells that are written anyway would cost a hundred instructions.
    alignas(types::cell) std::byte few_[most_in_place * sizeof(types::cell)];
    types::cell* cells_ = reinterpret_cast<types::cell*>(few_);
    std::size_t count_;
    std::size_t given_ = 0;  // a list of rows has fewer parameters on SQLite
    types::scratch keep_;
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

TAIN_INLINE std::size_t read_into(const executor& on, const driver::statement& what, const values& bound, void* object,
                                  std::source_location where) {
    const lease held = on.take();
    const bound_cells cells{bound, held->kind()};
    return held->query({what, cells.all(), 0, where}, driver::sink::one(object), SIZE_MAX);
}

[[noreturn]] TAIN_INLINE void wrong_row_count(std::string_view asked, std::string_view got, std::string_view sql) {
    std::string text = "tain: ";
    ((((text += asked) += " was asked for, but the query returned ") += got) +=
     "; ask for all() or first(), or narrow the condition\n  ") += sql;
    throw row_count_error(text);
}

}  // namespace tain::detail
