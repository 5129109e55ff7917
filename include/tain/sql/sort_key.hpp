// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/order.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/grouping.hpp>
#include <tain/sql/piece.hpp>
#include <tain/sql/selection.hpp>
#include <tain/sql/term.hpp>
#include <tain/sql/verdict.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace tain::verdict {

/// Verdict: a sort key chosen at run time that is no value of a row.
struct sort_key_not_of_rows {
    template <class Key>
    static constexpr auto report() {
        static_assert(
            reflect::never<Key>,
            "tain: a sort key that is chosen at run time is an expression over columns, no aggregate and no "
            "label. Give such a key by order_by() before dynamic(); an aggregate sorts groups, and is kept as "
            "a group_key.");
    }
};

/// Verdict: a sort key chosen at run time for rows that are grouped or distinct.
struct order_decided_already {
    template <class Key>
    static constexpr auto report() {
        static_assert(reflect::never<Key>,
                      "tain: rows that are grouped, counted or distinct are sorted only by what they hold. Give "
                      "order_by() before dynamic(). (Groups are sorted by aggregates at run time, too.)");
    }
};

}  // namespace tain::verdict

namespace tain {

template <class... Source>
class sort_key;
template <class... Source>
class group_key;

namespace sql::detail {

template <class Key>
class key_piece final : public piece {
public:
    explicit key_piece(const Key& from) : piece(Key::binds, 0), from_(from) {}

    void write(writer& to, bool outer) const override { spell<Key>::to(to, nullptr, outer); }
    void bind(expr::binder& to) const override { from_.bind(to); }

private:
    Key from_;
};

/// Of a term that is chosen at run time.
template <bool Grouped, class V, class... Source, bool Descending, expr::nulls Nulls>
class key_piece<expr::sort_key<chosen_term<Grouped, V, Source...>, Descending, Nulls>> final : public piece {
    using key = expr::sort_key<chosen_term<Grouped, V, Source...>, Descending, Nulls>;

public:
    explicit key_piece(const key& from) : piece(from.operand.shared()->binds(), 0), of_(from.operand.shared()) {}

    void write(writer& to, bool outer) const override {
        with_slots(to, &of_, [outer](writer& w) { spell<typename slotted<key>::type>::to(w, nullptr, outer); });
    }
    void bind(expr::binder& to) const override { of_->bind(to); }

private:
    shared_piece of_;
};

/// Whether rows of `Source`s can be sorted by a key; a mistake is reported.
template <class Key, class... Source>
constexpr bool sorts_rows_of() {
    using operand = typename Key::operand_type;
    if constexpr (!Key::ok) {
        return false;
    } else if constexpr (!requires { typename operand::value_type; } || Key::aggregates) {
        verdict::sort_key_not_of_rows::report<operand>();
        return false;
    } else if constexpr (!Key::template reads_only<Source...>) {
        verdict::column_outside_from::report<operand>();
        return false;
    } else {
        using judged = verdict::comparable<typename operand::value_type, types::comparing::order>;
        if constexpr (!std::is_same_v<judged, verdict::accepted>) {
            judged::template report<typename operand::value_type>();
            return false;
        } else {
            return true;
        }
    }
}

template <class... Source, class E>
shared_piece key_of(const E& given) {
    const auto key = expr::as_sort_key(given);
    if constexpr (sorts_rows_of<std::remove_const_t<decltype(key)>, Source...>())
        return std::make_shared<key_piece<std::remove_const_t<decltype(key)>>>(key);
    else
        return nullptr;
}
template <class... Source, class... Read>
shared_piece key_of(const sort_key<Read...>& given) {
    if constexpr (!(reflect::one_of<Read, Source...> && ...)) verdict::column_outside_from::report<sort_key<Read...>>();
    return given.shared();
}
template <class... Source, class... Read>
shared_piece key_of(const tain::group_key<Read...>&) {
    verdict::sort_key_not_of_rows::report<tain::group_key<Read...>>();
    return nullptr;
}

/// Whether a term has one value for each group of any statement; it may be no column then.
template <class E>
inline constexpr bool of_any_groups = settled<E, reflect::list<>>::value;

/// The piece of a sort key of groups; a mistake is reported.
template <class... Source, class E>
shared_piece group_key_of(const E& given) {
    const auto key = expr::as_sort_key(given);
    using made = std::remove_const_t<decltype(key)>;
    using operand = typename made::operand_type;
    if constexpr (!made::ok) {
        return nullptr;
    } else if constexpr (!requires { typename operand::value_type; } || !operand::aggregates) {
        verdict::order_decided_already::report<operand>();
        return nullptr;
    } else if constexpr (!of_any_groups<operand>) {
        verdict::order_decided_already::report<operand>();
        return nullptr;
    } else if constexpr (!made::template reads_only<Source...>) {
        verdict::column_outside_from::report<operand>();
        return nullptr;
    } else {
        return std::make_shared<key_piece<made>>(key);
    }
}
template <class... Source, class... Read>
shared_piece group_key_of(const tain::group_key<Read...>& given) {
    if constexpr (!(reflect::one_of<Read, Source...> && ...))
        verdict::column_outside_from::report<tain::group_key<Read...>>();
    return given.shared();
}
template <class... Source, class... Read>
shared_piece group_key_of(const sort_key<Read...>&) {
    verdict::order_decided_already::report<sort_key<Read...>>();
    return nullptr;
}

/// The other direction. Where NULLs were said to stand, they stay.
template <class E, bool Descending, expr::nulls Nulls>
constexpr auto reversed(const expr::sort_key<E, Descending, Nulls>& key) {
    return expr::sort_key<E, !Descending, Nulls>{key.operand};
}

}  // namespace sql::detail

/// A sort key that is chosen at run time, for statements that read these tables: `sort_key<Book> by =
/// desc(col<&Book::price>);`. Made empty it sorts by nothing. A value, cheap to copy.
template <class... Source>
class sort_key {
public:
    sort_key() = default;
    template <class E>
        requires(expr::expression<E> || expr::is_sort_key<E>)
    sort_key(const E& given) : shared_(sql::detail::key_of<Source...>(given)) {}

    /// What it holds; for statements.
    const sql::shared_piece& shared() const noexcept { return shared_; }

private:
    sql::shared_piece shared_{};
};

/// The same for statements whose rows are groups: an aggregate. `group_key<Book> by = desc(count());`.
///
///     group_key<Book> by = dearest ? group_key<Book>{desc(max(col<&Book::price>))} : group_key<Book>{count()};
///     dynamic(select(col<&Book::genre>, count()).group_by(col<&Book::genre>)).order_by(by)
template <class... Source>
class group_key {
public:
    group_key() = default;
    template <class E>
        requires(expr::expression<E> || expr::is_sort_key<E>)
    group_key(const E& given) : shared_(sql::detail::group_key_of<Source...>(given)) {}

    /// What it holds; for statements.
    const sql::shared_piece& shared() const noexcept { return shared_; }

private:
    sql::shared_piece shared_{};
};

}  // namespace tain
