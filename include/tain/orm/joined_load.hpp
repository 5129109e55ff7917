// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/engine/plan.hpp>
#include <tain/engine/result.hpp>
#include <tain/expr/pack.hpp>
#include <tain/model/relations.hpp>
#include <tain/orm/entity.hpp>
#include <tain/orm/key_bytes.hpp>
#include <tain/orm/links.hpp>
#include <tain/orm/relation_operations.hpp>
#include <tain/sql/insert.hpp>
#include <tain/sql/joined_loading.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

/// Loading relations by joins: the rows of a statement are taken apart into its own and the objects of relations.
namespace tain::orm {

/// Throws when a relation has several objects and is one to a single one. `single` names it; empty: it may have them.
void expect_single(std::string_view single, std::size_t objects);

/// One joined relation, as the rows of a statement tell it: in each an object that has it, and one that it leads to. Either
/// may be null: missing.
struct joined_objects {
    std::vector<void*> owners{};
    std::vector<held> objects{};

    /// Loads the relation of each owner, once for each object. `replaces` says whether it may be, `in_part` that it may have
    /// more, and `single` names a relation that has one object at most.
    void link(links& (*open)(void* owner), bool (*replaces)(const links&), std::uint64_t as_of, bool in_part,
              std::string_view single) const;
    /// Throws when owners with equal `keys` have several objects. Of values each row has an owner of its own.
    void expect_single_of(const std::vector<std::string>& keys, std::string_view single) const;
};

namespace detail {

template <class Source>
class loader;

/// Appends what tells a row's element from another.
template <class E>
void append_element(std::string& to, const E& element, dialect on) {
    if constexpr (plans::whole_model<types::required<E>>) {
        using T = types::required<E>;
        const T* object = nullptr;
        if constexpr (types::is_optional<E>)
            object = element ? &*element : nullptr;
        else
            object = &element;
        to += object ? '+' : '-';
        if (object) to += key_bytes(*object, on, typename model::table_of<T>::key{}).value_or(std::string{});
    } else {
        to += key_bytes(on, element);
    }
}

/// The object in a row's element; null when it is missing.
template <class E>
void* object_in(E& element) {
    return std::addressof(element);
}
template <class T>
void* object_in(std::optional<T>& element) {
    return element ? std::addressof(*element) : nullptr;
}
template <class T>
void* object_in(entity<T>& element) {
    return element.get();
}

/// True for a joined relation that may give a row for each of several objects, as far as the models say.
template <class Relation>
inline constexpr bool may_repeat = []<class... Path>(reflect::list<Path...>) {
    if constexpr (Relation::kind == model::relation_kind::belongs_to)
        return false;
    else if constexpr (Relation::kind == model::relation_kind::has_one)
        return !sql::detail::kept_unique<typename Relation::child, Path...>();
    else
        return true;
}(typename Relation::key::columns{});

/// True for a load that may leave out some of a relation's objects.
template <class Load>
inline constexpr bool loads_part = Load::limited || !std::is_same_v<decltype(Load::condition), sql::absent>;

template <class Joined>
using relation_behind = model::relation_at<typename Joined::load_type::owner, Joined::load_type::member>;

/// Takes rows apart of which the first `Base` elements are the statement's own: `own(row)` takes these, once for each of such
/// rows, and returns where the objects are.
template <std::size_t Base, class Source, class Row, std::size_t... I, class... Joined, class Own>
void take_apart(Source& from, std::vector<Row>& rows,
                const expr::indexed_pack<std::index_sequence<I...>, Joined...>& relations, const Own& own) {
    const dialect on = from.kind();
    std::array<joined_objects, sizeof...(Joined)> found;
    const auto owned = [&](const std::array<void*, Base>& objects) {
        const auto one = [&]<std::size_t At, class One>(std::integral_constant<std::size_t, At>,
                                                        std::type_identity<One>) {
            if constexpr (One::owner_at < Base) found[At].owners.push_back(objects[One::owner_at]);
        };
        (one(std::integral_constant<std::size_t, I>{}, std::type_identity<Joined>{}), ...);
    };
    constexpr bool many = (sql::loads_many<typename Joined::load_type> || ...);
    if constexpr (many) {
        std::unordered_map<std::string, std::array<void*, Base>> known;
        for (Row& row : rows) {
            std::string key;
            [&]<std::size_t... E>(std::index_sequence<E...>) {
                (append_element(key, std::get<E>(row), on), ...);
            }(std::make_index_sequence<Base>{});
            const auto [at, is_new] = known.try_emplace(std::move(key));
            if (is_new) at->second = own(row);
            owned(at->second);
        }
    } else {
        for (Row& row : rows) owned(own(row));
    }

    // Every object is there before the first relation changes: a row that is met may bring an object up to date.
    std::tuple<std::vector<typename relation_behind<Joined>::target*>...> made;
    const auto take = [&]<std::size_t At, class Target>(std::vector<Target*>& objects,
                                                        std::integral_constant<std::size_t, At>) {
        std::unordered_map<std::string, held> known;
        found[At].objects.reserve(rows.size());
        for (Row& row : rows) {
            std::optional<Target>& given = std::get<Base + At>(row);
            if (!given) {
                found[At].objects.emplace_back();
                continue;
            }
            std::string key;
            append_element(key, *given, on);
            const auto [at, is_new] = known.try_emplace(std::move(key));
            if (is_new) {
                at->second = from.object(std::move(*given));
                objects.push_back(static_cast<Target*>(at->second->object));
            }
            found[At].objects.push_back(at->second);
        }
    };
    (take(std::get<I>(made), std::integral_constant<std::size_t, I>{}), ...);

    const auto link = [&]<std::size_t At, class One>(std::integral_constant<std::size_t, At>, const One&) {
        using relation = relation_behind<One>;
        if constexpr (One::owner_at >= Base)
            for (const held& each : found[One::owner_at - Base].objects)
                found[At].owners.push_back(each.get() ? each->object : nullptr);
        constexpr auto& name = relation_name<typename relation::model, relation::member>;
        constexpr bool single = relation::kind == model::relation_kind::has_one;
        constexpr std::string_view called = single ? std::string_view{name.data(), name.size()} : std::string_view{};
        using owner = typename relation::model;
        if constexpr (single && One::owner_at < Base && !many) {
            std::vector<std::string> keys(rows.size());
            for (std::size_t row = 0; row != rows.size(); ++row)
                if (const auto* const each = static_cast<const owner*>(found[At].owners[row]))
                    append_element(keys[row], *each, on);
            found[At].expect_single_of(keys, called);
        }
        found[At].link(
            [](void* of) -> links& { return relation_access::open(static_cast<owner*>(of)->*relation::member); },
            &Source::replaces, from.written(), loads_part<typename One::load_type>, called);
    };
    (link(std::integral_constant<std::size_t, I>{}, static_cast<const expr::pack_slot<I, Joined>&>(relations).value),
     ...);
    (loader<Source>{from}.all(std::get<I>(made),
                              static_cast<const expr::pack_slot<I, Joined>&>(relations).value.load->nested),
     ...);
}

/// A row of a statement, of the first elements of one with more; a single one stands for itself.
template <class Row, class Source, class Wide, std::size_t... I>
Row own_row(const Source& from, Wide& row, std::index_sequence<I...>) {
    return Row{from.element(std::move(std::get<I>(row)))...};
}

template <class... E>
std::array<void*, sizeof...(E)> objects_in(std::tuple<E...>& row) {
    return std::apply([](E&... each) { return std::array<void*, sizeof...(E)>{object_in(each)...}; }, row);
}
template <class E>
std::array<void*, 1> objects_in(E& row) {
    return {object_in(row)};
}

/// The rows of a statement that is run with joins, each as `Row`, with their relations.
template <class Row, class Source, class S>
class joined_result {
public:
    joined_result(Source from, const S& statement)
        : from_(std::move(from)), joined_(sql::with_joins(statement.statement, statement.loads)) {}

    std::vector<Row> all() { return taken(query().all()); }
    /// The first row, if there is one.
    std::vector<Row> first() {
        if constexpr (repeats) {
            std::vector<Row> rows = all();
            while (rows.size() > 1) rows.pop_back();
            return rows;
        } else {
            return taken(of(query().first()));
        }
    }
    std::vector<Row> one_or_none() {
        if constexpr (!repeats) {
            return taken(of(query().one_or_none()));
        } else {
            const auto rows = query();
            std::vector<Row> made = taken(rows.all());
            if (made.size() > 1) rows.refuse("one row or none", "more");
            return made;
        }
    }
    std::vector<Row> one() {
        std::vector<Row> made = one_or_none();
        if (made.empty()) query().refuse("one row", "none");
        return made;
    }

private:
    using joined_type = decltype(sql::with_joins(std::declval<const S&>().statement, std::declval<const S&>().loads));
    using statement_type = decltype(joined_type::statement);
    using relations_type = decltype(joined_type::relations);
    using wide = sql::row_type<statement_type>;

    struct counted : result<statement_type> {
        explicit counted(const result<statement_type>& from) : result<statement_type>(from) {}
        [[noreturn]] void refuse(std::string_view asked, std::string_view got) const { this->wrong_count(asked, got); }
    };

    template <std::size_t... I, class... Joined>
    static constexpr bool any_repeats(expr::indexed_pack<std::index_sequence<I...>, Joined...>*) {
        return (may_repeat<relation_behind<Joined>> || ...);
    }
    static constexpr bool repeats = any_repeats(static_cast<relations_type*>(nullptr));

    counted query() const { return counted{from_.query(joined_.statement)}; }
    static std::vector<wide> of(std::optional<wide> row) {
        std::vector<wide> rows;
        if (row) rows.push_back(std::move(*row));
        return rows;
    }
    std::vector<Row> taken(std::vector<wide> rows) {
        std::vector<Row> made;
        made.reserve(rows.size());  // they keep their places
        take_apart<joined_type::base>(from_, rows, joined_.relations, [&](wide& row) {
            made.push_back(own_row<Row>(from_, row, std::make_index_sequence<joined_type::base>{}));
            return objects_in(made.back());
        });
        return made;
    }

    Source from_;
    joined_type joined_;
};

}  // namespace detail
}  // namespace tain::orm

#ifndef TAIN_COMPILED
#include <tain/orm/joined_load.ipp>  // IWYU pragma: keep
#endif
