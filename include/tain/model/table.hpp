// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/path.hpp>
#include <tain/model/leaves.hpp>
#include <tain/model/parts.hpp>
#include <tain/model/relation_parts.hpp>
#include <tain/model/value_parts.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>
#include <tain/reflect/type_name.hpp>
#include <tain/types/type.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace tain::model {

template <class T>
struct table_of;

/// What is known of one column at compile time.
struct column_info {
    std::string_view name{};
    std::string_view member{};
    types::sql_type type{};
    bool nullable = false;
    bool primary_key = false;
    bool identity = false;         ///< a key that the database makes
    bool generated = false;        ///< calculated by the database from others of its row: never written
    bool filled = false;           ///< left out when an object is inserted
    bool touched = false;          ///< set by every UPDATE
    bool version = false;          ///< made one more by every UPDATE
    bool always = false;           ///< an identity that no statement may give
    bool has_default = false;      ///< in the database
    bool plain = true;             ///< its name is that of its member, and so has no quotes
    std::string_view enum_name{};  ///< PostgreSQL's type, where it is a native enum or an array of one

    /// True when an INSERT of an object writes the member.
    constexpr bool inserted() const { return !identity && !generated && !filled; }
    /// True when an UPDATE may write the member.
    constexpr bool updated() const { return !primary_key && !generated && !version; }
};

namespace detail {

constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/// `HTTPServer` becomes `http_server`; `OrderItem2` becomes `order_item2`.
constexpr std::size_t snake_case(std::string_view from, char* to) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        const bool word =
            is_upper(from[i]) && i != 0 && from[i - 1] != '_' &&
            (!is_upper(from[i - 1]) || (i + 1 < from.size() && !is_upper(from[i + 1]) && from[i + 1] != '_' &&
                                        !(from[i + 1] >= '0' && from[i + 1] <= '9')));
        if (word) {
            if (to) to[size] = '_';
            ++size;
        }
        if (to) to[size] = is_upper(from[i]) ? static_cast<char>(from[i] - 'A' + 'a') : from[i];
        ++size;
    }
    return size;
}

template <class T>
inline constexpr auto snake_case_name = [] {
    std::array<char, snake_case(reflect::type_name<T>, nullptr)> made{};
    snake_case(reflect::type_name<T>, made.data());
    return made;
}();

template <class T>
using mapping_type = std::remove_const_t<decltype(mapping<T>)>;

template <class M>
struct parts_in {
    using type = reflect::list<>;
};
template <class... P>
struct parts_in<table_mapping<P...>> {
    using type = reflect::list<P...>;
};
template <class T>
using parts_for = typename parts_in<mapping_type<T>>::type;

template <class P>
inline constexpr bool is_primary_key = false;
template <class... Path>
inline constexpr bool is_primary_key<primary_key_part<Path...>> = true;
template <class P>
inline constexpr bool is_foreign_key = false;
template <class Target, class References, class... Path>
inline constexpr bool is_foreign_key<foreign_key_part<Target, References, Path...>> = true;
template <class P>
inline constexpr bool is_unique = false;
template <class... Path>
inline constexpr bool is_unique<unique_part<Path...>> = true;
template <class P>
inline constexpr bool is_index = false;
template <class Where, class Included, class... Key>
inline constexpr bool is_index<index_part<Where, Included, Key...>> = true;
template <class P>
inline constexpr bool is_check = false;
template <class E>
inline constexpr bool is_check<check_part<E>> = true;
template <class P>
inline constexpr bool is_default = false;
template <class Path, class E>
inline constexpr bool is_default<default_part<Path, E>> = true;
template <class P>
inline constexpr bool is_column_name = false;
template <class Path>
inline constexpr bool is_column_name<column_name_part<Path>> = true;
template <class P>
inline constexpr bool is_prefix = false;
template <class Path>
inline constexpr bool is_prefix<prefix_part<Path>> = true;
template <class Path, class A>
inline constexpr bool is_prefix<alternative_prefix_part<Path, A>> = true;
template <class P>
inline constexpr bool is_length = false;
template <class Path>
inline constexpr bool is_length<length_part<Path>> = true;
template <class P>
inline constexpr bool is_collation = false;
template <class Path>
inline constexpr bool is_collation<collation_part<Path>> = true;
template <class P>
inline constexpr bool is_comment = false;
template <class Path>
inline constexpr bool is_comment<comment_part<Path>> = true;
template <class P>
inline constexpr bool is_renamed = false;
template <class Path>
inline constexpr bool is_renamed<renamed_part<Path>> = true;
template <class P>
inline constexpr bool is_identity = false;
template <class Path>
inline constexpr bool is_identity<identity_part<Path>> = true;
template <class P>
inline constexpr bool is_generated = false;
template <class Path, class E>
inline constexpr bool is_generated<generated_part<Path, E>> = true;
template <class P>
inline constexpr bool is_filled = false;
template <class Path>
inline constexpr bool is_filled<filled_part<Path>> = true;
template <class P>
inline constexpr bool is_touched = false;
template <class Path, class E>
inline constexpr bool is_touched<touch_part<Path, E>> = true;
template <class P>
inline constexpr bool is_backfill = false;
template <class Path, class E>
inline constexpr bool is_backfill<backfill_part<Path, E>> = true;
template <class P>
inline constexpr bool is_version = false;
template <class Path>
inline constexpr bool is_version<version_part<Path>> = true;
template <class P>
inline constexpr bool is_transient = false;
template <class Path>
inline constexpr bool is_transient<transient_part<Path>> = true;

/// True when `Whole` begins with the members of `Begin`.
template <class Whole, class Begin>
inline constexpr bool leads_to = false;
template <auto... W>
inline constexpr bool leads_to<path_t<W...>, path_t<>> = true;
template <auto First, auto... W, auto... B>
inline constexpr bool leads_to<path_t<First, W...>, path_t<First, B...>> = leads_to<path_t<W...>, path_t<B...>>;

/// True when `Whole` goes on behind `Begin`, into the alternative `A` of the variant there.
template <class Whole, class Begin, class A>
inline constexpr bool leads_into = false;
template <auto Next, auto... W, class A>
inline constexpr bool leads_into<path_t<Next, W...>, path_t<>, A> = std::is_same_v<reflect::owner_of<Next>, A>;
template <auto First, auto... W, auto... B, class A>
inline constexpr bool leads_into<path_t<First, W...>, path_t<First, B...>, A> =
    leads_into<path_t<W...>, path_t<B...>, A>;

/// True for a column whose name begins with what a prefix says. That of a variant is about its alternatives' columns.
template <class Leaf, class P>
inline constexpr bool takes_prefix = false;
template <class Leaf, class Path>
inline constexpr bool takes_prefix<Leaf, prefix_part<Path>> =
    leads_to<typename Leaf::path, Path> && !(Leaf::kind && std::is_same_v<typename Leaf::path, Path>);
template <class Leaf, class Path, class A>
inline constexpr bool takes_prefix<Leaf, alternative_prefix_part<Path, A>> = leads_into<typename Leaf::path, Path, A>;

/// The parts of one kind.
template <class List>
struct select_parts;
template <class... P>
struct select_parts<reflect::list<P...>> {
    using keys = reflect::join<std::conditional_t<is_primary_key<P>, reflect::list<P>, reflect::list<>>...>;
    using foreign_keys = reflect::join<std::conditional_t<is_foreign_key<P>, reflect::list<P>, reflect::list<>>...>;
    using transients = reflect::join<std::conditional_t<is_transient<P>, reflect::list<P>, reflect::list<>>...>;
    using relations = reflect::join<std::conditional_t<is_relation_part<P>, reflect::list<P>, reflect::list<>>...>;
};

/// The leaves that are columns: all but the transient ones.
template <class Leaves, class Transients>
struct kept_leaves;
template <class Leaves>
struct kept_leaves<Leaves, reflect::list<>> {
    using type = Leaves;
};
template <class... L, class... Path>
    requires(sizeof...(Path) != 0)
struct kept_leaves<reflect::list<L...>, reflect::list<transient_part<Path>...>> {
    template <class Leaf>
    static constexpr bool dropped = (leads_to<typename Leaf::path, Path> || ...);
    using type = reflect::join<std::conditional_t<dropped<L>, reflect::list<>, reflect::list<L>>...>;
};

/// `<schema>_<table>`; empty where a mapping names no schema.
template <class T>
inline constexpr auto flat_name = [] {
    constexpr std::string_view schema = table_of<T>::schema, local = table_of<T>::local_name;
    std::array<char, schema.empty() ? 1 : schema.size() + 1 + local.size()> made{};
    if constexpr (!schema.empty()) {
        std::size_t to = 0;
        for (const char c : schema) made[to++] = c;
        made[to++] = '_';
        for (const char c : local) made[to++] = c;
    }
    return made;
}();

/// The key that a model has by convention: its own member called `id`.
template <class... L>
constexpr std::size_t index_of_id() {
    std::size_t at = 0;
    static_cast<void>(((L::direct && L::member == "id" ? true : (++at, false)) || ...));
    return at;
}

template <std::size_t Index, class Leaves>
struct conventional_key {
    using type = reflect::list<typename reflect::nth<Index, Leaves>::path>;
};
template <class... L>
struct conventional_key<sizeof...(L), reflect::list<L...>> {
    using type = reflect::list<>;
};

/// Two declarations of a primary key are a mistake; it is reported by `check_model`.
template <class Keys, class Leaves>
struct key_columns {
    using type = reflect::list<>;
};
template <class... L>
struct key_columns<reflect::list<>, reflect::list<L...>> : conventional_key<index_of_id<L...>(), reflect::list<L...>> {
};
template <class... Path, class Leaves>
struct key_columns<reflect::list<primary_key_part<Path...>>, Leaves> {
    using type = reflect::list<Path...>;
};

/// The SQL type of a column, as its C++ type says.
template <class V>
inline constexpr types::sql_type column_type{};
template <types::mapped V>
inline constexpr types::sql_type column_type<V> = types::traits<V>::sql;

template <class List>
struct leaf_facts;
template <class... L>
struct leaf_facts<reflect::list<L...>> {
    static constexpr std::size_t size = sizeof...(L);
    using paths = reflect::list<typename L::path...>;
    static constexpr bool all_mapped = (types::mapped<typename L::value_type> && ...);
    static constexpr bool some_optional = (L::optional || ...);
    static constexpr bool some_kind = (L::kind || ...);

    /// The columns as their types say, before the mapping is heard.
    static constexpr std::array<column_info, size> columns() {
        return {column_info{.name = L::member,
                            .member = L::member,
                            .type = column_type<typename L::value_type>,
                            .nullable = types::is_optional<typename L::value_type>,
                            .enum_name = types::enum_name<typename L::value_type>}...};
    }
};

}  // namespace detail

/// Everything that the compiler knows of one model's table: its mapping joined with the conventions.
template <class T>
struct table_of {
    using model = T;
    using parts = detail::parts_for<T>;
    using selected = detail::select_parts<parts>;
    using columns_list = typename detail::kept_leaves<leaves<T>, typename selected::transients>::type;
    using facts = detail::leaf_facts<columns_list>;
    using key = typename detail::key_columns<typename selected::keys, columns_list>::type;
    using foreign_keys = typename selected::foreign_keys;
    using relations = typename selected::relations;

    static constexpr std::size_t size = facts::size;
    static constexpr std::size_t key_size = key::size;

    /// The leaf of column `I`.
    template <std::size_t I>
    using column = reflect::nth<I, columns_list>;

    /// The index of the column that a path names; `size` when there is none.
    template <class Path>
    static constexpr std::size_t index = reflect::index_of<Path, typename facts::paths>;

    template <class F>
    static constexpr void each_part(F&& visit) {
        if constexpr (!std::is_same_v<detail::mapping_type<T>, no_mapping>) mapping<T>.each(visit);
    }

    /// PostgreSQL's schema; empty: where search_path leads.
    static constexpr std::string_view schema = [] {
        std::string_view made{};
        each_part([&made]<class P>(const P& part) {
            if constexpr (std::is_same_v<P, schema_part>) made = part.name;
        });
        return made;
    }();

    /// The table's name in its schema.
    static constexpr std::string_view local_name = [] {
        if constexpr (std::is_same_v<detail::mapping_type<T>, no_mapping>)
            return std::string_view{detail::snake_case_name<T>.data(), detail::snake_case_name<T>.size()};
        else
            return mapping<T>.name;
    }();

    /// The table's name where there are no schemas, as on SQLite: with its schema in front, `audit_entries`.
    static constexpr std::string_view name =
        schema.empty() ? local_name : std::string_view{detail::flat_name<T>.data(), detail::flat_name<T>.size()};

    /// True when the database generates the primary key.
    static constexpr bool identity = []<class... Path>(reflect::list<Path...>) {
        if constexpr (sizeof...(Path) != 1) {
            return false;
        } else {
            bool made = (types::integer<typename expr::path_value<Path>::type> && ...);
            each_part([&made]<class P>(const P& part) {
                if constexpr (detail::is_primary_key<P>) made = made && !part.is_natural;
                if constexpr (detail::is_foreign_key<P>)
                    made = made && !std::is_same_v<typename P::columns, reflect::list<Path...>>;
            });
            return made;
        }
    }(key{});

private:
    static constexpr bool any(bool (*is)(const column_info&)) {
        for (const column_info& each : columns)
            if (is(each)) return true;
        return false;
    }

    template <class... P>
    static constexpr bool has_prefixes(reflect::list<P...>) {
        return (detail::is_prefix<P> || ...);
    }

    template <class... K>
    static constexpr void mark_key(std::array<column_info, size>& to, reflect::list<K...>) {
        [[maybe_unused]] const auto mark = [&to](std::size_t at) {
            if (at == size) return;  // the mapping's mistake is reported elsewhere
            to[at].primary_key = true;
            to[at].identity = identity;
        };
        (mark(index<K>), ...);
    }

    static constexpr std::array<column_info, size> unprefixed() {
        std::array<column_info, size> made = facts::columns();
        mark_key(made, key{});
        each_part([&made]<class P>(const P& part) {
            if constexpr (detail::is_length<P> || detail::is_column_name<P> || detail::is_generated<P> ||
                          detail::is_identity<P> || detail::is_filled<P> || detail::is_touched<P> ||
                          detail::is_version<P> || detail::is_default<P>) {
                constexpr std::size_t at = index<typename P::column>;
                if constexpr (at < size) {
                    if constexpr (detail::is_length<P>) made[at].type = {types::sql_kind::varchar, part.characters};
                    if constexpr (detail::is_column_name<P>) made[at].name = part.name, made[at].plain = false;
                    if constexpr (detail::is_identity<P>) made[at].always = part.settings.always;
                    if constexpr (detail::is_generated<P>) made[at].generated = true;
                    if constexpr (detail::is_filled<P>) made[at].filled = true;
                    if constexpr (detail::is_touched<P>) made[at].touched = true;
                    if constexpr (detail::is_version<P>) made[at].version = true;
                    if constexpr (detail::is_default<P>) made[at].has_default = true;
                }
            }
        });
        return made;
    }

    /// The prefix of each column's name; empty for most.
    template <class... L>
    static constexpr std::array<std::string_view, size> prefixes(reflect::list<L...>) {
        std::array<std::string_view, size> made{};
        each_part([&made]<class P>(const P& part) {
            if constexpr (detail::is_prefix<P>) {
                std::size_t at = 0;
                ((detail::takes_prefix<L, P> ? void(made[at] = part.prefix) : void(), ++at), ...);
            }
        });
        return made;
    }
    static constexpr std::size_t pool_size() {
        if constexpr (has_prefixes(parts{})) {
            std::size_t made = 1;
            const auto before = prefixes(columns_list{});
            const auto named = unprefixed();
            for (std::size_t i = 0; i < size; ++i)
                if (!before[i].empty()) made += before[i].size() + named[i].name.size();
            return made;
        } else {
            return 1;
        }
    }
    /// Prefixed names, one behind the other.
    static constexpr auto pool = [] {
        std::array<char, pool_size()> made{};
        if constexpr (has_prefixes(parts{})) {
            std::size_t to = 0;
            const auto before = prefixes(columns_list{});
            const auto named = unprefixed();
            for (std::size_t i = 0; i < size; ++i) {
                if (before[i].empty()) continue;
                for (const char c : before[i]) made[to++] = c;
                for (const char c : named[i].name) made[to++] = c;
            }
        }
        return made;
    }();

    static constexpr std::array<column_info, size> describe() {
        std::array<column_info, size> made = unprefixed();
        if constexpr (has_prefixes(parts{})) {
            const auto before = prefixes(columns_list{});
            std::size_t from = 0;
            for (std::size_t i = 0; i < size; ++i) {
                if (before[i].empty()) continue;
                made[i].name = std::string_view{pool.data() + from, before[i].size() + made[i].name.size()};
                made[i].plain = false;
                from += made[i].name.size();
            }
        }
        return made;
    }

public:
    static constexpr std::array<column_info, size> columns = describe();

    /// The columns that are read back into an object after an INSERT, beside a key that the database makes.
    static constexpr bool comes_back_inserted(const column_info& of) { return of.generated || of.filled; }
    /// The same after an UPDATE. (The version needs no reading: it is one more.)
    static constexpr bool comes_back_updated(const column_info& of) { return of.generated || of.touched; }

    static constexpr bool reads_back_inserted = any(&comes_back_inserted);
    static constexpr bool reads_back_updated = any(&comes_back_updated);
    static constexpr bool versioned = any([](const column_info& of) { return of.version; });
    static constexpr std::size_t version_index = [] {
        std::size_t at = 0;
        while (at < size && !columns[at].version) ++at;
        return at;
    }();

    /// Calls `visit(Leaf{}, index)` for every column.
    template <class F>
    static constexpr void each_column(F&& visit) {
        [&]<class... L>(reflect::list<L...>) {
            std::size_t at = 0;
            (visit(L{}, at++), ...);
        }(columns_list{});
    }
};

namespace detail {

/// The columns that a foreign key refers to.
template <class P>
struct referenced {
    using type = typename P::references_columns;
};
template <class P>
    requires std::is_void_v<typename P::references_columns>
struct referenced<P> {
    using type = typename table_of<typename P::target>::key;
};

}  // namespace detail

}  // namespace tain::model
