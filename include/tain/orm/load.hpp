// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/result.hpp>
#include <tain/model/relations.hpp>
#include <tain/orm/joined_load.hpp>
#include <tain/orm/key_bytes.hpp>
#include <tain/orm/links.hpp>
#include <tain/orm/model_operations.hpp>
#include <tain/sql/related.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

/// Loading relations: for all objects at once, by one statement for each relation.
namespace tain::orm {

/// The objects of a relation, for each that has it: those whose keys are equal have the same ones.
class related_objects {
public:
    /// Adds an object's relation; it is to be looked up by a key. Without a key it is empty. Returns true for a new key.
    /// Nothing changes yet: the query may flush, or fail.
    bool add(links& to, const std::optional<std::string>& key);
    /// False for a key that nobody asked for: the database takes for equal what has other bytes (a collation without case).
    bool is_wanted(const std::string& key) const { return places_.contains(key); }
    /// Adds an object that belongs to a key.
    void found(const std::string& key, held object);
    /// Hands them out, but to those that `replaces` says no of; they tell what was written up to `as_of`, and there may be
    /// more when they were read `in_part`. `single`: names the relation, which has one object at most.
    void finish(std::string_view single, bool (*replaces)(const links& to), std::uint64_t as_of, bool in_part);

private:
    struct place {
        std::vector<links*> relations{};
        std::vector<held> objects{};
    };
    std::unordered_map<std::string, place> places_{};
    std::vector<links*> without_key_{};
};

namespace detail {

/// The value of a key of an object, for a statement.
template <class T, class Path>
auto key_value(const T& object, reflect::list<Path>) {
    using leaf = typename model::table_of<T>::template column<model::table_of<T>::template index<Path>>;
    const auto* const member = leaf::find(object);
    if constexpr (types::is_optional<typename leaf::member_type>)
        return **member;
    else
        return *member;
}
template <class T, class... Path>
    requires(sizeof...(Path) > 1)
auto key_value(const T& object, reflect::list<Path...>) {
    return std::tuple{key_value(object, reflect::list<Path>{})...};
}

/// The columns of the one that has the relation.
template <class Relation>
struct own_key {
    using type = typename model::detail::referenced<typename Relation::key>::type;
};
template <class Relation>
    requires(Relation::kind == model::relation_kind::belongs_to)
struct own_key<Relation> {
    using type = typename Relation::key::columns;
};

template <class Relation>
using association_key = typename sql::looked_up<Relation>::columns;

/// True when the objects of a relation are all that a key leads to, and their own: `Source` may have them at hand.
template <class Source, class Relation, class Load>
inline constexpr bool may_be_known = false;
template <class Source, class Relation, class Load>
    requires(Source::knows_objects && Relation::kind == model::relation_kind::belongs_to && !loads_part<Load> &&
             !sql::has_joined<typename Load::nested_loads>)
inline constexpr bool may_be_known<Source, Relation, Load> =
    std::is_same_v<typename model::detail::referenced<typename Relation::key>::type,
                   typename model::table_of<typename Relation::target>::key>;

/// Loads relations of objects: runs the statements, and makes objects of their rows, as `Source` does.
template <class Source>
class loader {
public:
    explicit loader(Source& from) : from_(from) {}

    /// All but those that came by joins.
    template <class T, class... Load>
    void all(const std::vector<T*>& objects, const std::tuple<Load...>& loads) {
        const auto each = [&]<class One>(const One& load) {
            if constexpr (!One::is_joined) one(objects, load);
        };
        std::apply([&](const Load&... load) { (each(load), ...); }, loads);
    }

    template <class T, class Load>
    void one(const std::vector<T*>& objects, const Load& load) {
        using relation = model::relation_at<T, Load::member>;
        using own = typename own_key<relation>::type;
        using target = typename relation::target;
        const dialect on = from_.kind();
        related_objects found;
        std::vector<target*> made;
        std::vector<typename sql::key_values<typename sql::looked_up<relation>::columns>::type> keys;
        for (T* each : objects) {
            links& to = relation_access::open(each->*Load::member);
            const auto key = key_bytes(*each, on, own{});
            if (!found.add(to, key)) continue;
            if constexpr (may_be_known<Source, relation, Load>) {
                if (held known = from_.known(operations_of<target>, row_key_of(*each, on, own{})); known.get()) {
                    made.push_back(static_cast<target*>(known->object));
                    found.found(*key, std::move(known));
                    continue;
                }
            }
            keys.push_back(key_value(*each, own{}));
        }
        if (!keys.empty()) {
            const auto statement = sql::related<relation>(load, std::move(keys));
            if constexpr (sql::has_joined<typename Load::nested_loads>) {
                constexpr std::size_t base = decltype(statement)::base;
                auto rows = from_.query(statement.statement).all();
                take_apart<base>(from_, rows, statement.relations, [&](auto& row) {
                    std::array<void*, base> objects_in{};
                    if (const held kept = take<relation>(row, found, made); kept.get()) objects_in[0] = kept->object;
                    return objects_in;
                });
            } else {
                auto rows = from_.query(statement).all();
                made.reserve(made.size() + rows.size());
                for (auto& row : rows) take<relation>(row, found, made);
            }
        }
        constexpr auto& name = relation_name<T, Load::member>;
        found.finish(relation::kind == model::relation_kind::has_one ? std::string_view{name.data(), name.size()}
                                                                     : std::string_view{},
                     &Source::replaces, from_.written(), loads_part<Load>);
        if constexpr (std::tuple_size_v<std::remove_const_t<decltype(load.nested)>> != 0) all(made, load.nested);
    }

private:
    /// Takes the object out of a row, for those whose key it has; null: nobody has.
    template <class Relation, class Target, class... More>
    held take(std::tuple<Target, More...>& row, related_objects& found, std::vector<Target*>& made) {
        if constexpr (Relation::kind == model::relation_kind::many_to_many) {
            const std::string key = [&]<std::size_t... I>(std::index_sequence<I...>) {
                return key_bytes(from_.kind(), std::get<I + 1>(row)...);
            }(std::make_index_sequence<association_key<Relation>::size>{});
            return keep(std::get<0>(row), key, found, made);
        } else {
            return take<Relation>(std::get<0>(row), found, made);
        }
    }
    template <class Relation, class Target>
    held take(Target& row, related_objects& found, std::vector<Target*>& made) {
        const auto key = key_bytes(row, from_.kind(), typename sql::looked_up<Relation>::columns{});
        return key ? keep(row, *key, found, made) : held{};
    }

    template <class Target>
    held keep(Target& row, const std::string& key, related_objects& found, std::vector<Target*>& made) {
        if (!found.is_wanted(key)) return {};
        held kept = from_.object(std::move(row));
        made.push_back(static_cast<Target*>(kept->object));
        found.found(key, kept);
        return kept;
    }

    Source& from_;
};

/// The objects of a row that have a relation.
template <class Owner, class Row>
void owners_in(Row& row, std::vector<Owner*>& to) {
    if constexpr (std::is_same_v<Row, Owner>) {
        to.push_back(&row);
    } else if constexpr (std::is_same_v<Row, std::optional<Owner>> ||
                         std::is_same_v<std::remove_const_t<Row>, entity<Owner>>) {
        if (row) to.push_back(&*row);
    }
}
template <class Owner, class... E>
void owners_in(std::tuple<E...>& row, std::vector<Owner*>& to) {
    std::apply([&](E&... each) { (owners_in<Owner>(each, to), ...); }, row);
}

/// Loads what a statement asks for into its rows, but for what came by joins.
template <class Source, class Rows, class... Load>
void load_into(Source& from, Rows& rows, const std::tuple<Load...>& loads) {
    const auto one = [&]<class One>(const One& load) {
        if constexpr (!One::is_joined) {
            std::vector<typename One::owner*> owners;
            for (auto& row : rows) owners_in<typename One::owner>(row, owners);
            loader<Source>{from}.one(owners, load);
        }
    };
    std::apply([&](const Load&... each) { (one(each), ...); }, loads);
}

/// Objects that belong to the relations of others.
class value_source {
public:
    value_source(executor on, std::source_location where) : on_(on), where_(where) {}

    static constexpr bool knows_objects = false;

    dialect kind() const { return on_.kind(); }
    static std::uint64_t written() { return 0; }
    static bool replaces(const links&) { return true; }
    template <class S>
    result<S> query(const S& statement) const {
        return {on_, statement, where_};
    }
    template <class T>
    static held object(T&& row) {
        return held{new_record<T>(std::move(row))};
    }
    template <class E>
    static E element(E&& from) {
        return std::move(from);
    }

private:
    executor on_;
    std::source_location where_;
};

}  // namespace detail

/// The rows of a statement whose relations are loaded, not yet asked for.
template <class S>
class [[nodiscard]] loading_result {
    using rows_type = result<typename S::select>;

public:
    using row_type = sql::row_type<S>;

    loading_result(executor on, const S& statement, std::source_location where)
        : on_(on), statement_(statement), where_(where) {}

    /// Every row. One round trip, and one for each relation that is not joined.
    std::vector<row_type> all() const {
        if constexpr (S::is_joined)
            return loaded(joined().all());
        else
            return loaded(rows().all());
    }
    /// The first row, or nothing.
    std::optional<row_type> first() const {
        if constexpr (S::is_joined)
            return only(joined().first());
        else
            return loaded(rows().first());
    }
    /// The only row, or nothing. Throws `row_count_error` when there are more.
    std::optional<row_type> one_or_none() const {
        if constexpr (S::is_joined)
            return only(joined().one_or_none());
        else
            return loaded(rows().one_or_none());
    }
    /// The only row. Throws `row_count_error` when there is none, or more than one.
    row_type one() const {
        if constexpr (S::is_joined)
            return std::move(*only(joined().one()));
        else
            return std::move(*loaded(std::optional<row_type>{rows().one()}));
    }

    /// Every row, for a range-for. They are read before the loop begins.
    auto begin() {
        kept_ = all();
        return kept_.begin();
    }
    auto end() { return kept_.end(); }

private:
    rows_type rows() const { return {on_, statement_.statement, where_}; }
    auto joined() const { return detail::joined_result<row_type, detail::value_source, S>{{on_, where_}, statement_}; }
    std::optional<row_type> only(std::vector<row_type> rows) const {
        if (rows.empty()) return std::nullopt;
        return std::move(loaded(std::move(rows)).front());
    }
    std::vector<row_type> loaded(std::vector<row_type> rows) const {
        detail::value_source from{on_, where_};
        detail::load_into(from, rows, statement_.loads);
        return rows;
    }
    std::optional<row_type> loaded(std::optional<row_type> row) const {
        std::vector<row_type> rows;
        if (row) rows.push_back(std::move(*row));
        return only(std::move(rows));
    }

    executor on_;
    S statement_;
    std::source_location where_;
    std::vector<row_type> kept_{};
};

}  // namespace tain::orm

namespace tain::detail {

template <class S, class... Load>
struct result_for<sql::loading_statement<S, Load...>> {
    using type = orm::loading_result<sql::loading_statement<S, Load...>>;
};

}  // namespace tain::detail

#ifndef TAIN_COMPILED
#include <tain/orm/load.ipp>  // IWYU pragma: keep
#endif
