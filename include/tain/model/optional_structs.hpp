// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/model/leaves.hpp>
#include <tain/model/table.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>
#include <tain/types/type.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

/// The structs of a model that are optional as a whole: `std::optional<Address> home{}`; and the alternatives of its
/// variants, each of which is there or not as such a struct is.
namespace tain::model {

inline constexpr std::size_t no_struct = static_cast<std::size_t>(-1);

/// Such a struct: consecutive columns, all NULL where it is missing.
struct optional_struct {
    std::size_t first = 0;
    std::size_t count = 0;
    std::size_t key = no_struct;  ///< the first column that is NULL only where the struct is missing
    std::string_view check{};     ///< what the CHECK is about that keeps it whole; empty where one column says it all
    bool alternative = false;     ///< of a variant: the column of its kind says whether it is there
};

/// What a column is to the innermost such struct around it.
struct held_column {
    std::size_t in = no_struct;  ///< the struct's position in the model's list
    bool required = false;       ///< a member that is not optional itself
};

/// A step of the way to a struct: into the alternative `A` of the variant to which the step before leads.
template <class A>
struct as_kind {
    static constexpr std::string_view name{detail::snake_case_name<A>.data(), detail::snake_case_name<A>.size()};
};

/// True for a model with such structs, or with a variant.
template <class T>
inline constexpr bool has_optional_structs = table_of<T>::facts::some_optional || table_of<T>::facts::some_kind;

namespace detail {

/// The structs around a leaf, the outermost first, each as a list of the members that lead to it.
template <class Leaf, class... Before>
struct structs_around {
    using type = reflect::list<>;
};
template <class First, class Second, class... Rest, class... Before>
    requires types::is_variant<reflect::value_of<First::pointer>>
struct structs_around<leaf<First, Second, Rest...>, Before...> {
    using into = as_kind<reflect::owner_of<Second::pointer>>;
    using type = reflect::join<reflect::list<reflect::list<Before..., First, into>>,
                               typename structs_around<leaf<Second, Rest...>, Before..., First, into>::type>;
};
template <class First, class Second, class... Rest, class... Before>
struct structs_around<leaf<First, Second, Rest...>, Before...> {
    using inner = typename structs_around<leaf<Second, Rest...>, Before..., First>::type;
    using type = std::conditional_t<types::is_optional<reflect::value_of<First::pointer>>,
                                    reflect::join<reflect::list<reflect::list<Before..., First>>, inner>, inner>;
};

template <class Kept, class... More>
struct without_repetitions {
    using type = Kept;
};
template <class... Kept, class First, class... Rest>
struct without_repetitions<reflect::list<Kept...>, First, Rest...>
    : without_repetitions<
          std::conditional_t<reflect::one_of<First, Kept...>, reflect::list<Kept...>, reflect::list<Kept..., First>>,
          Rest...> {};

template <class All>
struct distinct_structs;
template <class... S>
struct distinct_structs<reflect::list<S...>> : without_repetitions<reflect::list<>, S...> {};

template <class Leaves>
struct structs_in {
    using type = reflect::list<>;
};
template <class... L>
    requires(L::optional || ...)
struct structs_in<reflect::list<L...>> : distinct_structs<reflect::join<typename structs_around<L>::type...>> {};

/// `home_at_whole` for the struct `at` in `home`.
template <class Struct>
struct check_name;
template <class... D>
struct check_name<reflect::list<D...>> {
    static constexpr std::string_view ending = "whole";
    static constexpr auto text = [] {
        std::array<char, (std::string_view{D::name}.size() + ... + ending.size()) + sizeof...(D)> made{};
        std::size_t to = 0;
        for (const std::string_view part : {std::string_view{D::name}..., ending}) {
            if (to != 0) made[to++] = '_';
            for (const char c : part) made[to++] = c;
        }
        return made;
    }();
    static constexpr std::string_view value{text.data(), text.size()};
};

template <class Step>
inline constexpr bool is_alternative = false;
template <class A>
inline constexpr bool is_alternative<as_kind<A>> = true;
template <class... D>
inline constexpr bool is_alternative<reflect::list<D...>> =
    is_alternative<reflect::nth<sizeof...(D) - 1, reflect::list<D...>>>;

template <class Structs, class Leaves>
struct struct_facts;
template <class... S, class... L>
struct struct_facts<reflect::list<S...>, reflect::list<L...>> {
    using list = reflect::list<S...>;

    template <class Leaf>
    static constexpr held_column holder() {
        if constexpr (Leaf::optional) {
            using around = typename structs_around<Leaf>::type;
            return {reflect::index_of<reflect::nth<around::size - 1, around>, list>,
                    !types::is_optional<typename Leaf::member_type>};
        } else {
            return {};
        }
    }
    static constexpr std::array<held_column, sizeof...(L)> columns{holder<L>()...};

    template <class Struct>
    static constexpr optional_struct describe(std::size_t index) {
        constexpr std::array<bool, sizeof...(L)> inside{reflect::in_list<Struct, typename structs_around<L>::type>...};
        optional_struct made;
        for (std::size_t at = 0; at < inside.size(); ++at) {
            if (!inside[at]) continue;
            if (made.count++ == 0) made.first = at;
            if (made.key == no_struct && columns[at].in == index && columns[at].required) made.key = at;
        }
        if constexpr (is_alternative<Struct>) {
            made.alternative = true;
            if (made.key == no_struct) made.key = made.first;
        } else {
            if (made.count > 1) made.check = check_name<Struct>::value;
        }
        return made;
    }
    static constexpr std::array<optional_struct, sizeof...(S)> all{describe<S>(reflect::index_of<S, list>)...};
};

}  // namespace detail

/// What is known of a model's structs that are optional as a whole: `list` of the members that lead to each, outer
/// structs before inner ones; `all` of them described in that order; and for each of the model's `columns` its place.
template <class T>
using optional_structs = detail::struct_facts<typename detail::structs_in<typename table_of<T>::columns_list>::type,
                                              typename table_of<T>::columns_list>;

}  // namespace tain::model
