// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/node.hpp>
#include <tain/expr/pack.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>
#include <tain/sql/source.hpp>
#include <tain/sql/spell.hpp>
#include <tain/sql/text.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

/// The tables of joined loads, under names that nothing else in their statement has.
namespace tain::sql {

/// The rows of a model that a joined load takes: those that meet `Where`, with the values of the expressions that sort them.
/// A table of its own, so that the condition sees what it would see in a statement of its own.
template <class Model, expr::fixed_text Name, class Where, class... Sorting>
struct joined_source {};

template <class Model, expr::fixed_text Name, class Where, class... Sorting>
struct source_traits<joined_source<Model, Name, Where, Sorting...>> {
    using model = Model;
    static constexpr std::string_view exposed = Name.view();

    struct kept {
        static constexpr bool ok = Where::ok && (Sorting::ok && ...);
        static constexpr std::size_t binds = (Where::binds + ... + Sorting::binds);
        expr::pack<Sorting...> sorting;
        Where condition;

        void bind(expr::binder& to) const {
            sorting.bind(to);
            condition.bind(to);
        }
    };

    static constexpr void to(writer& w) {
        w.put("(SELECT *");
        [[maybe_unused]] std::size_t at = 0;
        ((spell<Sorting>::to(w.put(", "), nullptr), w.put(" AS \"sorting ").number(at++).put('"')), ...);
        source_traits<Model>::to(w.put(" FROM "));
        if constexpr (!std::is_same_v<Where, absent>) spell<Where>::to(w.put(" WHERE "), nullptr);
        w.put(") AS ").identifier(exposed);
    }
    static constexpr void qualifier(writer& w) { w.identifier(exposed).put('.'); }
};

/// The value of an expression that sorts the rows of a joined source.
template <class Source, std::size_t At, class V>
struct sorting_value : expr::leaf {
    using value_type = V;
    template <class... Sources>
    static constexpr bool reads_only = reflect::one_of<Source, Sources...>;
    template <class... Outer>
    static constexpr bool nulled = reflect::one_of<Source, Outer...>;
};

template <class Source, std::size_t At, class V>
struct spell<sorting_value<Source, At, V>> {
    static constexpr void to(writer& w, const sorting_value<Source, At, V>*) {
        source_traits<Source>::qualifier(w);
        w.put("\"sorting ").number(At).put('"');
    }
};

namespace detail {

/// The name of a source, as a template argument.
template <class Source>
consteval auto exposed_text() {
    constexpr std::string_view name = source_traits<Source>::exposed;
    char made[name.size() + 1]{};
    for (std::size_t i = 0; i != name.size(); ++i) made[i] = name[i];
    return expr::fixed_text<name.size() + 1>(made);
}

/// True when a name is `dots` points and then `rest`.
constexpr bool is_dotted(std::string_view name, std::size_t dots, std::string_view rest) {
    if (name.size() != dots + rest.size() || name.substr(dots) != rest) return false;
    for (std::size_t i = 0; i != dots; ++i)
        if (name[i] != '.') return false;
    return true;
}

template <expr::fixed_text Long>
consteval auto hashed_name() {
    constexpr std::string_view begin = "joined ";
    char made[begin.size() + 17]{};
    std::size_t to = 0;
    for (const char c : begin) made[to++] = c;
    for (auto left = hash_of(Long.view()); to != begin.size() + 16; left >>= 4U)
        made[to++] = "0123456789abcdef"[left & 15U];
    return expr::fixed_text<begin.size() + 17>(made);
}

/// A name that none of the `Taken` sources has: as it is, or behind as many points as that takes. PostgreSQL cuts names at
/// 63 bytes; a longer one is named by its hash.
template <expr::fixed_text Wanted, class... Taken>
consteval auto free_name(reflect::list<Taken...>) {
    constexpr std::string_view wanted = Wanted.view();
    constexpr std::size_t dots = [wanted] {
        std::size_t made = 0;
        while ((is_dotted(source_traits<Taken>::exposed, made, wanted) || ...)) ++made;
        return made;
    }();
    if constexpr (dots + wanted.size() > 63) {
        return free_name<hashed_name<Wanted>()>(reflect::list<Taken...>{});
    } else {
        char made[dots + wanted.size() + 1]{};
        for (std::size_t i = 0; i != dots; ++i) made[i] = '.';
        for (std::size_t i = 0; i != wanted.size(); ++i) made[dots + i] = wanted[i];
        return expr::fixed_text<dots + wanted.size() + 1>(made);
    }
}

/// `author`, and below another name `post.author`.
template <expr::fixed_text Above, auto Member>
consteval auto joined_path() {
    constexpr std::string_view above = Above.view();
    constexpr std::string_view member = reflect::member_called<Member>(reflect::members<reflect::owner_of<Member>>{});
    constexpr std::size_t before = above.empty() ? 0 : above.size() + 1;
    char made[before + member.size() + 1]{};
    for (std::size_t i = 0; i != above.size(); ++i) made[i] = above[i];
    if constexpr (before != 0) made[before - 1] = '.';
    for (std::size_t i = 0; i != member.size(); ++i) made[before + i] = member[i];
    return expr::fixed_text<before + member.size() + 1>(made);
}

/// The name of the association between: no member's name has a space.
template <expr::fixed_text Name>
consteval auto association_name() {
    constexpr std::string_view name = Name.view(), more = " association";
    char made[name.size() + more.size() + 1]{};
    for (std::size_t i = 0; i != name.size(); ++i) made[i] = name[i];
    for (std::size_t i = 0; i != more.size(); ++i) made[name.size() + i] = more[i];
    return expr::fixed_text<name.size() + more.size() + 1>(made);
}

}  // namespace detail
}  // namespace tain::sql
