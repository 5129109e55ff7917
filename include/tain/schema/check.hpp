// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/verdict.hpp>
#include <tain/model/check.hpp>
#include <tain/model/models.hpp>
#include <tain/model/optional_structs.hpp>
#include <tain/model/table.hpp>
#include <tain/model/variants.hpp>
#include <tain/reflect/enumerators.hpp>
#include <tain/reflect/list.hpp>
#include <tain/schema/naming.hpp>
#include <tain/schema/shared.hpp>
#include <tain/schema/verdict.hpp>
#include <tain/types/type.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace tain::schema {

/// What the name of the CHECK ends in that keeps a column to the values of its type; empty where there is none.
template <class Value>
inline constexpr std::string_view implied_check = [] {
    using value = types::required<Value>;
    if constexpr (std::is_same_v<value, bool>)
        return std::string_view{"_bool"};
    else if constexpr (reflect::described_enum<value> && !types::user_stored<value>)
        return std::string_view{"_enum"};
    else
        return std::string_view{};
}();

}  // namespace tain::schema

/// Checks models together: their names, which the compiler compares by a hash of 64 bits.
namespace tain::verdict {

namespace detail {

/// FNV-1a over a name as SQLite compares it, without the case of letters.
struct name_hash {
    std::uint64_t value = 0xcbf29ce484222325U;

    constexpr void put(std::string_view text) {
        for (const char c : text) {
            const char folded = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            put_byte(folded);
        }
    }
    constexpr void put_exactly(std::string_view text) {
        for (const char c : text) put_byte(c);
    }
    constexpr void put_byte(char c) { value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3U; }
};

constexpr std::uint64_t hash_of(std::string_view name) {
    name_hash made;
    made.put(name);
    return made.value;
}

/// Hashes of names; room for `Most`.
template <std::size_t Most>
struct names {
    std::array<std::uint64_t, Most> all{};
    std::size_t count = 0;

    constexpr void add(std::uint64_t hash) { all[count++] = hash; }
    constexpr bool repeats() {
        const auto end = all.begin() + static_cast<std::ptrdiff_t>(count);
        std::sort(all.begin(), end);
        return std::adjacent_find(all.begin(), end) != end;
    }
};

/// The names that one model's mapping makes.
template <std::size_t Most>
struct model_names {
    names<Most> constraints{};
    names<Most> relations{};  ///< indexes, and constraints that make one: they share a namespace with tables
};

template <class T, class... Path>
constexpr std::array<std::string_view, sizeof...(Path)> column_names(reflect::list<Path...>) {
    return {model::table_of<T>::columns[model::table_of<T>::template index<Path>].name...};
}

template <class T, class Where, class Included, class... Key>
constexpr auto column_names(std::type_identity<model::index_part<Where, Included, Key...>>) {
    return column_names<T>(reflect::list<typename model::key_column<Key>::type...>{});
}

template <class T, class Models>
constexpr std::uint64_t conventional(schema::named what, const schema::name_parts& parts) {
    name_hash made;
    schema::spell_name(model::naming_of<Models>, what, parts, [&made](std::string_view piece) { made.put(piece); });
    return made.value;
}

/// The hash of a name that was given, or of the one by convention.
template <class T, class Models, std::size_t N>
constexpr std::uint64_t given_or(std::string_view given, schema::named what,
                                 const std::array<std::string_view, N>& columns, std::string_view referenced = {}) {
    return given.empty() ? conventional<T, Models>(what, {model::table_of<T>::name, columns, {}, referenced})
                         : hash_of(given);
}

template <class T, class Models>
constexpr auto collect_names() {
    using table = model::table_of<T>;
    using schema::named;
    model_names<table::parts::size + 2 * table::size + 1> made;
    const auto check = [&made](std::string_view name) {
        made.constraints.add(conventional<T, Models>(named::check, {table::name, {}, name, {}}));
    };
    const auto key = [&made](std::uint64_t hash) {
        made.constraints.add(hash);
        made.relations.add(hash);
    };
    table::each_column([&check]<class Leaf>(Leaf, std::size_t at) {
        constexpr std::string_view about = schema::implied_check<typename Leaf::value_type>;
        if constexpr (!about.empty()) {
            std::array<char, longest_identifier + about.size()> name{};
            const std::string_view column = table::columns[at].name;
            std::copy(about.begin(), about.end(), std::copy(column.begin(), column.end(), name.begin()));
            check({name.data(), column.size() + about.size()});
        }
    });
    model::each_variant<T>([&check]<class Leaf>(Leaf, std::size_t at) {
        using variant = model::variant_of<T, Leaf>;
        const auto about = [&check, at](std::string_view kind) {
            std::array<char, 2 * longest_identifier + 1> name{};
            const std::string_view column = table::columns[at].name;
            auto* const behind = std::copy(column.begin(), column.end(), name.begin());
            *behind = '_';
            std::copy(kind.begin(), kind.end(), behind + 1);
            check({name.data(), column.size() + 1 + kind.size()});
        };
        about("kind");
        for (std::size_t each = 0; each != variant::kinds.size(); ++each)
            if (variant::structs[each] != model::optional_structs<T>::all.size()) about(variant::kinds[each]);
    });
    if constexpr (model::has_optional_structs<T>)
        for (const model::optional_struct& each : model::optional_structs<T>::all)
            if (!each.check.empty()) check(each.check);
    std::string_view key_name{};
    table::each_part([&]<class P>(const P& part) {
        if constexpr (model::detail::is_primary_key<P>) {
            key_name = part.name;
        } else if constexpr (model::detail::is_unique<P>) {
            key(given_or<T, Models>(part.name, named::unique, column_names<T>(typename P::columns{})));
        } else if constexpr (model::detail::is_index<P>) {
            if constexpr (P::over_expressions)
                made.relations.add(hash_of(part.settings.name));
            else
                made.relations.add(
                    given_or<T, Models>(part.settings.name, named::index, column_names<T>(std::type_identity<P>{})));
        } else if constexpr (model::detail::is_foreign_key<P>) {
            made.constraints.add(given_or<T, Models>(part.name, named::foreign_key,
                                                     column_names<T>(typename P::columns{}),
                                                     model::table_of<typename P::target>::name));
        } else if constexpr (model::detail::is_check<P>) {
            check(part.name);
        }
    });
    if constexpr (table::key_size != 0)
        key(given_or<T, Models>(key_name, named::primary_key, column_names<T>(typename table::key{})));
    return made;
}

template <class T, class Models>
inline constexpr auto names_in = collect_names<T, Models>();

template <class T, class Models>
constexpr bool constraints_repeat() {
    auto all = names_in<T, Models>.constraints;
    return all.repeats();
}

template <class... T>
constexpr bool tables_repeat(reflect::list<T...>) {
    names<sizeof...(T) + 1> all;
    (all.add(hash_of(model::table_of<T>::name)), ...);
    return all.repeats();
}

/// What models say of shared things: each thing's name, and a hash of what is said.
template <std::size_t Most>
struct shared_things {
    struct thing {
        std::string_view name{};
        std::uint64_t meaning = 0;
    };
    std::array<thing, Most> all{};
    std::size_t count = 0;

    constexpr void add(std::string_view name, std::uint64_t meaning) {
        if (!contains(name, meaning)) all[count++] = {name, meaning};
    }
    constexpr bool contains(std::string_view name, std::uint64_t meaning) const {
        for (std::size_t i = 0; i != count; ++i)
            if (all[i].name == name && all[i].meaning == meaning) return true;
        return false;
    }
    constexpr bool contradict() const {
        for (std::size_t i = 0; i != count; ++i)
            for (std::size_t j = 0; j != i; ++j)
                if (all[i].name == all[j].name) return true;
        return false;
    }
};

template <class... T>
constexpr auto sequences_of(reflect::list<T...>) {
    shared_things<sizeof...(T) + 1> made;
    [[maybe_unused]] const auto add = [&made](const sequence& one) {
        made.add(one.name, static_cast<std::uint64_t>(one.start) * 0x9e3779b97f4a7c15U ^
                               static_cast<std::uint64_t>(one.increment));
    };
    (schema::each_sequence<T>(add), ...);
    return made;
}

template <class... T>
constexpr auto native_enums_of(reflect::list<T...>) {
    shared_things<(schema::native_enums_in<T> + ... + 0) + 1> made;
    [[maybe_unused]] const auto add = [&made]<class E>(std::type_identity<E>) {
        name_hash meaning;
        for (const reflect::enumerator& each : reflect::enumerators<E>) {
            meaning.put_exactly(each.name);
            meaning.put_exactly({"\0", 1});
        }
        made.add(stored_as<E>.name, meaning.value);
    };
    (schema::each_native_enum<T>(add), ...);
    return made;
}

/// PostgreSQL makes a type of each table.
template <class... T>
constexpr bool enum_is_table(reflect::list<T...> all) {
    const auto enums = native_enums_of(all);
    for (std::size_t i = 0; i != enums.count; ++i)
        if (((enums.all[i].name == model::table_of<T>::name) || ...)) return true;
    return false;
}

template <class Models, class... T>
constexpr bool relations_repeat(reflect::list<T...>) {
    names<(names_in<T, Models>.relations.count + ... + (2 * sizeof...(T))) + 1> all;
    const auto sequences = sequences_of(reflect::list<T...>{});
    for (std::size_t i = 0; i != sequences.count; ++i) all.add(hash_of(sequences.all[i].name));
    [[maybe_unused]] const auto add = [&all](std::uint64_t table, const auto& of) {
        all.add(table);
        for (std::size_t i = 0; i != of.count; ++i) all.add(of.all[i]);
    };
    (add(hash_of(model::table_of<T>::name), names_in<T, Models>.relations), ...);
    return all.repeats();
}

constexpr bool placeholders_known(const naming_convention& by) {
    using enum schema::named;
    bool made = true;
    for (const schema::named what : {primary_key, unique, index, foreign_key, check})
        made = made && schema::spell_name(by, what, {}, [](std::string_view) {});
    return made;
}

/// The first model whose constraints repeat a name; void when there is none.
template <class Models>
constexpr auto repeating(reflect::list<>) {
    return std::type_identity<void>{};
}
template <class Models, class First, class... Rest>
constexpr auto repeating(reflect::list<First, Rest...>) {
    if constexpr (constraints_repeat<First, Models>())
        return std::type_identity<First>{};
    else
        return repeating<Models>(reflect::list<Rest...>{});
}
template <class Models>
using repeating_model = typename decltype(repeating<Models>(typename Models::list{}))::type;

template <class Models>
constexpr auto judge_list() {
    constexpr naming_convention by = model::naming_of<Models>;
    if constexpr (!placeholders_known(by))
        return placeholder_unknown{};
    else if constexpr (by.check.find("{name}") == std::string_view::npos)
        return check_name_missing{};
    else if constexpr (tables_repeat(typename Models::list{}))
        return table_named_twice{};
    else if constexpr (!std::is_void_v<repeating_model<Models>>)
        return constraint_named_twice{};
    else if constexpr (sequences_of(typename Models::list{}).contradict())
        return sequences_differ{};
    else if constexpr (native_enums_of(typename Models::list{}).contradict())
        return enums_differ{};
    else if constexpr (enum_is_table(typename Models::list{}))
        return enum_named_like_table{};
    else if constexpr (relations_repeat<Models>(typename Models::list{}))
        return index_named_twice{};
    else
        return accepted{};
}

}  // namespace detail

/// What is wrong with models as a list; `accepted` when nothing is. Each must be fit by itself.
template <class Models>
using list_fitness = decltype(detail::judge_list<Models>());

}  // namespace tain::verdict

namespace tain::schema {

namespace detail {

template <class... T>
constexpr bool each_ok(reflect::list<T...>) {
    return (tain::model::model_ok<T> && ...);
}

}  // namespace detail

/// Checks a list of models once, and makes the first rule that it breaks speak. True when it is fit for use.
template <class Models>
constexpr bool check_models() {
    if constexpr (!detail::each_ok(typename Models::list{})) {
        return false;
    } else {
        using judged = verdict::list_fitness<Models>;
        if constexpr (std::is_same_v<judged, verdict::constraint_named_twice>)
            judged::template report<verdict::detail::repeating_model<Models>>();
        else if constexpr (!std::is_same_v<judged, verdict::accepted>)
            judged::template report<Models>();
        return std::is_same_v<judged, verdict::accepted>;
    }
}

}  // namespace tain::schema
