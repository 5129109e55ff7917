// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/objects.hpp>
#include <tain/engine/result.hpp>
#include <tain/model/relations.hpp>
#include <tain/orm/image.hpp>
#include <tain/orm/links.hpp>
#include <tain/orm/model_operations.hpp>
#include <tain/sql/related.hpp>

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

/// The bytes of a key of an object; nothing when a part of it is NULL.
template <class T, class... Path>
std::optional<std::string> key_bytes(const T& object, dialect on, reflect::list<Path...>) {
    std::string bytes;
    types::scratch keep{on};
    bool whole = true;
    const auto one = [&]<class P>(P) {
        using table = model::table_of<T>;
        const types::cell value =
            objects::bind_leaf<typename table::template column<table::template index<P>>>(object, keep);
        whole = whole && !value.is_null;
        append_key(bytes, value);
    };
    (one(Path{}), ...);
    if (!whole) return std::nullopt;
    return bytes;
}
/// The same of values.
template <class... V>
std::string key_bytes(dialect on, const V&... values) {
    std::string bytes;
    types::scratch keep{on};
    (append_key(bytes, types::traits<V>::bind(values, keep)), ...);
    return bytes;
}

/// The objects of a relation, for each that has it: those whose keys are equal have the same ones.
class related_objects {
public:
    /// Adds an object's relation; it is to be looked up by a key. Without a key it is empty. Returns true for a new key.
    /// Nothing changes yet: the query may flush, or fail.
    bool add(links& to, const std::optional<std::string>& key);
    /// Adds an object that belongs to a key.
    void found(const std::string& key, held object);
    /// Hands them out, but to those that `replaces` says no of. `single`: names the relation, which has one object at most.
    void finish(std::string_view single, bool (*replaces)(const links& to));

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

/// Loads relations of objects: runs the statements, and makes objects of their rows, as `Source` does.
template <class Source>
class loader {
public:
    explicit loader(Source& from) : from_(from) {}

    template <class T, class... Load>
    void all(const std::vector<T*>& objects, const std::tuple<Load...>& loads) {
        std::apply([&](const Load&... each) { (one(objects, each), ...); }, loads);
    }

private:
    template <class T, class Load>
    void one(const std::vector<T*>& objects, const Load& load) {
        using relation = model::relation_at<T, Load::member>;
        using own = typename own_key<relation>::type;
        using target = typename relation::target;
        const dialect on = from_.kind();
        related_objects found;
        std::vector<typename sql::key_values<typename sql::looked_up<relation>::columns>::type> keys;
        for (T* each : objects) {
            links& to = relation_access::open(each->*Load::member);
            const auto key = key_bytes(*each, on, own{});
            if (found.add(to, key)) keys.push_back(key_value(*each, own{}));
        }
        std::vector<target*> made;
        if (!keys.empty()) {
            auto rows = from_.rows(sql::related<relation>(load, std::move(keys)));
            made.reserve(rows.size());
            for (auto& row : rows) {
                if constexpr (relation::kind == model::relation_kind::many_to_many) {
                    const std::string key = [&]<std::size_t... I>(std::index_sequence<I...>) {
                        return key_bytes(on, std::get<I + 1>(row)...);
                    }(std::make_index_sequence<std::tuple_size_v<std::decay_t<decltype(row)>> - 1>{});
                    found.found(key, keep(std::move(std::get<0>(row)), made));
                } else {
                    const auto key = key_bytes(row, on, typename sql::looked_up<relation>::columns{});
                    if (key) found.found(*key, keep(std::move(row), made));
                }
            }
        }
        constexpr auto& name = relation_name<T, Load::member>;
        found.finish(relation::kind == model::relation_kind::has_one ? std::string_view{name.data(), name.size()}
                                                                     : std::string_view{},
                     &Source::replaces);
        if constexpr (std::tuple_size_v<std::remove_const_t<decltype(load.nested)>> != 0) all(made, load.nested);
    }

    template <class Target>
    held keep(Target&& row, std::vector<Target*>& made) {
        held kept = from_.object(std::move(row));
        made.push_back(static_cast<Target*>(kept->object));
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

/// Loads what a statement asks for into its rows.
template <class Source, class Rows, class... Load>
void load_into(Source& from, Rows& rows, const std::tuple<Load...>& loads) {
    const auto one = [&]<class One>(const One& load) {
        std::vector<typename One::owner*> owners;
        for (auto& row : rows) owners_in<typename One::owner>(row, owners);
        loader<Source>{from}.all(owners, std::tuple<const One&>{load});
    };
    std::apply([&](const Load&... each) { (one(each), ...); }, loads);
}

/// Objects that belong to the relations of others.
class value_source {
public:
    value_source(executor on, std::source_location where) : on_(on), where_(where) {}

    dialect kind() const { return on_.kind(); }
    static bool replaces(const links&) { return true; }
    template <class S>
    auto rows(const S& statement) const {
        return result<S>{on_, statement, where_}.all();
    }
    template <class T>
    static held object(T&& row) {
        return held{new_record<T>(std::move(row))};
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

    /// Every row. One round trip, and one for each relation.
    std::vector<row_type> all() const { return loaded(rows().all()); }
    /// The first row, or nothing.
    std::optional<row_type> first() const { return loaded(rows().first()); }
    /// The only row, or nothing. Throws `row_count_error` when there are more.
    std::optional<row_type> one_or_none() const { return loaded(rows().one_or_none()); }
    /// The only row. Throws `row_count_error` when there is none, or more than one.
    row_type one() const { return std::move(*loaded(std::optional<row_type>{rows().one()})); }

    /// Every row, for a range-for. They are read before the loop begins.
    auto begin() {
        kept_ = all();
        return kept_.begin();
    }
    auto end() { return kept_.end(); }

private:
    rows_type rows() const { return {on_, statement_.statement, where_}; }
    std::vector<row_type> loaded(std::vector<row_type> rows) const {
        detail::value_source from{on_, where_};
        detail::load_into(from, rows, statement_.loads);
        return rows;
    }
    std::optional<row_type> loaded(std::optional<row_type> row) const {
        if (!row) return row;
        std::vector<row_type> rows;
        rows.push_back(std::move(*row));
        return std::move(loaded(std::move(rows)).front());
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
