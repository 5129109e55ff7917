// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/bound.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/path.hpp>
#include <tain/expr/verdict.hpp>

#include <limits>
#include <ratio>
#include <type_traits>
#include <utility>

namespace tain::verdict {

/// Verdict: NULL, or what may be NULL, is written to a column that is not NULLable.
struct null_assigned {
    template <class Column, class Value>
    static constexpr auto report() {
        static_assert(reflect::never<Column, Value>,
                      "tain: this column is NOT NULL: its member is no std::optional. Assign a value that cannot be "
                      "NULL, or make the member a std::optional.");
    }
};

/// Verdict: a value of a type that the column does not hold.
struct assigned_type_differs {
    template <class Column, class Value>
    static constexpr auto report() {
        static_assert(reflect::never<Column, Value>,
                      "tain: a value of this type cannot be written to the column. Assign a value of the member's own "
                      "type; round a floating number before it is written to an integer column.");
    }
};

/// Verdict: a time or a duration is written to a column of coarser ones.
struct finer_time_assigned {
    template <class Column, class Value>
    static constexpr auto report() {
        static_assert(reflect::never<Column, Value>,
                      "tain: this time or duration is finer than its column's, and could not be read again. Round it "
                      "first, with std::chrono::floor<>, or make the column's member finer.");
    }
};

namespace detail {

/// The type that was written, before it is bound as another.
template <class V>
struct written_value {
    using type = types::required<V>;
};
template <expr::expression V>
struct written_value<V> {
    using type = types::required<typename V::value_type>;
};

/// True for time points and durations of which `Coarse` counts longer ticks than `Fine`, or such as don't divide.
template <class Coarse, class Fine>
constexpr bool finer() {
    if constexpr (requires {
                      typename Coarse::period;
                      typename Fine::period;
                  })
        return std::ratio_less_v<std::micro, typename Coarse::period> &&
               std::ratio_divide<typename Fine::period, typename Coarse::period>::den != 1;
    else
        return false;
}

template <class Column, class V>
constexpr auto judge_assignment() {
    if constexpr (is_null<V>) {
        if constexpr (types::is_optional<Column>)
            return accepted{};
        else
            return null_assigned{};
    } else if constexpr (!same_category<Column, value_in<V>>()) {
        return assigned_type_differs{};
    } else if constexpr (finer<types::required<Column>, typename written_value<V>::type>()) {
        return finer_time_assigned{};
    } else if constexpr (types::integer<types::required<Column>> &&
                         std::is_floating_point_v<types::required<value_in<V>>>) {
        return assigned_type_differs{};
    } else if constexpr (types::is_optional<value_in<V>> && !types::is_optional<Column>) {
        return null_assigned{};
    } else {
        return accepted{};
    }
}

}  // namespace detail

/// Whether a value or expression `V` may be written to a column of type `Column`.
template <class Column, class V>
using assignment = decltype(detail::judge_assignment<Column, std::decay_t<V>>());

}  // namespace tain::verdict

namespace tain::expr {

/// A number on its way to a column of another number type: refused when the column's type cannot hold it, on both
/// databases. (SQLite alone would store it.)
template <class Column, class V>
struct fitted : bound<V> {
    using bound<V>::bound;

    void bind(binder& to) const {
        types::scratch none{to.to};
        const types::cell given = types::traits<V>::bind(this->value, none);
        *to.next++ = given.is_null || given.fault != types::fault::none ? given : fit(*given_number());
    }

private:
    using number = types::required<V>;
    const number* given_number() const {
        if constexpr (types::is_optional<V>)
            return &*this->value;
        else
            return &this->value;
    }
    static types::cell fit(number from) {
        if constexpr (std::is_integral_v<Column>) {
            if (!std::in_range<Column>(from))
                return types::cell::of_fault(types::fault::out_of_range, types::cell_kind::integer);
        } else if constexpr (sizeof(number) > sizeof(Column) && std::is_floating_point_v<number>) {
            constexpr number largest = std::numeric_limits<Column>::max();
            if ((from > largest || from < -largest) && from - from == 0)  // an infinity stays one
                return types::cell::of_fault(types::fault::out_of_range, types::cell_kind::real);
        }
        return types::traits<Column>::literal(static_cast<Column>(from));
    }
};

/// What is bound for a value that is assigned to a column.
template <class Column, class V>
constexpr auto assigned_operand(const V& value) {
    using given = operand_t<V>;
    using wanted = types::required<Column>;
    if constexpr (expression<V>) {
        return value;
    } else if constexpr (std::is_arithmetic_v<types::required<V>> && !std::is_same_v<types::required<V>, wanted>) {
        return fitted<wanted, V>{value};
    } else {
        return given{operand(value)};
    }
}

/// `column = value`, in an UPDATE's SET.
template <class Column, class E>
struct assigned {
    using column = Column;
    static constexpr bool ok = E::ok;
    static constexpr std::size_t binds = E::binds;
    E value;

    void bind(binder& to) const { value.bind(to); }
};

/// A column of a source (a model, or an alias of one).
template <class Source, class Path>
struct column : labelable<column<Source, Path>> {
    using source = Source;
    using path = Path;
    using value_type = typename path_value<Path>::type;
    static constexpr bool ok = true;
    static constexpr std::size_t binds = 0;
    template <class... Sources>
    static constexpr bool reads_only =
        reflect::one_of<Source, Sources...> && !reflect::one_of<except<Path>, Sources...>;
    template <class... Outer>
    static constexpr bool nulled = reflect::one_of<Source, Outer...>;
    static constexpr bool aggregates = false;

    void bind(binder&) const {}

    /// An assignment, for `update<T>().set(…)`. It does not change the column object.
    template <class V>
    constexpr auto operator=(const V& value) const {
        return assign(value);
    }
    constexpr auto operator=(const column& value) const { return assign(value); }

    constexpr column() = default;
    constexpr column(const column&) = default;

private:
    template <class V>
    static constexpr auto assign(const V& value) {
        using judged = verdict::assignment<value_type, V>;
        if constexpr (!sound<V>) {
            return assigned<column, rejected>{};
        } else if constexpr (!std::is_same_v<judged, verdict::accepted>) {
            judged::template report<value_type, V>();
            return assigned<column, rejected>{};
        } else if constexpr (verdict::detail::is_null<V>) {
            return assigned<column, bound<value_type>>{bound<value_type>{value_type{}}};
        } else {
            return assigned<column, decltype(assigned_operand<value_type>(value))>{assigned_operand<value_type>(value)};
        }
    }
};

template <auto... Named>
using located_column =
    column<typename located<void, path_t<>, Named...>::source::type, typename located<void, path_t<>, Named...>::path>;

}  // namespace tain::expr

namespace tain {

/// A column, named by its member: `col<&User::email>`.
///
/// Through an embedded struct: `col<&User::stamps, &Timestamps::created_at>`. A member that a base declares is named
/// with the model that is meant: `col<&Doc::created_at, of<Doc>>`, since `&Doc::created_at` is the base's member.
template <auto... Named>
inline constexpr expr::located_column<Named...> col{};

}  // namespace tain
