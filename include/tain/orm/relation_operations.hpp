// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/writer.hpp>
#include <tain/model/relations.hpp>
#include <tain/orm/links.hpp>
#include <tain/orm/model_operations.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

/// What a session does with the relations of models, behind constants and function pointers as the rest.
namespace tain::orm {

/// A relation of a model, as its mapping says. `key` is a foreign key of this model for `belongs_to`, of the association for
/// `many_to_many`, else of the other model.
struct relation {
    model::relation_kind kind;
    std::string_view member;
    bool deletes = false;
    bool deletes_orphans = false;
    const reference* key = nullptr;
    const reference* other = nullptr;  ///< the association's key to the target
    links* (*find)(void* object) noexcept = nullptr;
    links& (*open)(void* object) = nullptr;
    void (*unload)(void* object) noexcept = nullptr;
    const model_operations& (*target)() = nullptr;
    const insertion& (*insert)() = nullptr;          ///< of the target
    const driver::statement& (*remove)() = nullptr;  ///< of the target, by its key
    const model_operations& (*between)() = nullptr;  ///< the association
    const insertion& (*insert_between)() = nullptr;  ///< of the association
    record* (*new_between)() = nullptr;              ///< makes one that is blank
    const driver::statement& (*unlink)() = nullptr;  ///< deletes the association's row by both keys
};

namespace detail {

/// DELETE of an association's row by the columns of both its keys.
template <class Relation>
struct unlink {
    using row_type = void;
    static constexpr void to(dialects::writer& w) {
        sql::table_name<typename Relation::child>(w.put("DELETE FROM "));
        bool first = true;
        const auto one = [&]<class Path>(Path) {
            w.put(std::exchange(first, false) ? " WHERE " : " AND ");
            using table = model::table_of<typename Relation::child>;
            w.put(sql::column_names<typename Relation::child>::at(table::template index<Path>))
                .put(" = ")
                .placeholder();
        };
        [&]<class... A, class... B>(reflect::list<A...>, reflect::list<B...>) {
            (one(A{}), ...);
            (one(B{}), ...);
        }(typename Relation::key::columns{}, typename Relation::other::columns{});
    }
};

/// The position of a foreign key among those of its model.
template <class Key, class... K>
constexpr const reference* reference_to(const std::array<reference, sizeof...(K)>& all, reflect::list<K...>) {
    return &all[reflect::index_of<Key, reflect::list<K...>>];
}

template <class T, class Part>
constexpr relation relation_from(const Part& part) {
    using of = model::relation_of<T, Part>;
    using child = typename of::child;
    using target = typename of::target;
    relation made{of::kind, {}, part.deletes, part.deletes_orphans};
    if constexpr (model::relation_ok<of>()) {
        using keys = typename model::table_of<child>::foreign_keys;
        made.key = reference_to<typename of::key>(references<child>, keys{});
        made.find = [](void* object) noexcept { return relation_access::find(static_cast<T*>(object)->*Part::member); };
        made.open = [](void* object) -> links& {
            return relation_access::open(static_cast<T*>(object)->*Part::member);
        };
        made.unload = [](void* object) noexcept { relation_access::unload(static_cast<T*>(object)->*Part::member); };
        made.target = []() -> const model_operations& { return operations_of<target>; };
        made.insert = []() -> const insertion& { return insertion_of<target>; };
        made.remove = []() -> const driver::statement& { return plans::statement_of<objects::remove_object<target>>; };
        if constexpr (of::kind == model::relation_kind::many_to_many) {
            made.other = reference_to<typename of::other>(references<child>, keys{});
            made.between = []() -> const model_operations& { return operations_of<child>; };
            made.insert_between = []() -> const insertion& { return insertion_of<child>; };
            made.new_between = [] { return new_record<child>(child{}); };
            made.unlink = []() -> const driver::statement& { return plans::statement_of<unlink<of>>; };
        }
    }
    return made;
}

/// `Writer::posts`, for messages.
template <class T, auto Member>
inline constexpr auto relation_name = [] {
    constexpr std::string_view type = reflect::type_name<T>,
                               member = reflect::member_called<Member>(reflect::members<T>{});
    std::array<char, type.size() + 2 + member.size()> made{};
    std::size_t to = 0;
    for (const char c : type) made[to++] = c;
    made[to++] = ':';
    made[to++] = ':';
    for (const char c : member) made[to++] = c;
    return made;
}();

template <class T>
constexpr auto relations_of() {
    std::array<relation, model::table_of<T>::relations::size> made{};
    std::size_t to = 0;
    model::table_of<T>::each_part([&]<class P>(const P& part) {
        if constexpr (model::detail::is_relation_part<P>) {
            made[to] = relation_from<T>(part);
            made[to++].member = reflect::member_called<P::member>(reflect::members<T>{});
        }
    });
    return made;
}

}  // namespace detail

}  // namespace tain::orm
