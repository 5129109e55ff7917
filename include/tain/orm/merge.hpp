// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/change_object.hpp>
#include <tain/engine/objects.hpp>
#include <tain/orm/entity.hpp>
#include <tain/orm/links.hpp>
#include <tain/orm/load.hpp>
#include <tain/orm/model_operations.hpp>
#include <tain/orm/related_lists.hpp>
#include <tain/orm/row_key.hpp>
#include <tain/orm/unit_of_work.hpp>
#include <tain/orm/unit_pointer.hpp>
#include <tain/sql/related.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <source_location>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

/// Taking the values of objects that come from elsewhere, with all that their relations lead to.
namespace tain::orm {

namespace detail {

/// Assigns an object but for its relations.
template <class T, class... Relation>
void take_columns(T& to, T&& from, reflect::list<Relation...>) {
    [[maybe_unused]] std::tuple kept{std::move(to.*Relation::member)...};
    (relation_access::unload(from.*Relation::member), ...);
    to = std::move(from);
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (relation_access::swap(to.*Relation::member, std::get<I>(kept)), ...);
    }(std::index_sequence_for<Relation...>{});
}

/// Gives columns that nobody gave a value the values that another object has.
template <class T, class... Path>
void fill_blank(T& to, const T& from, dialect on, reflect::list<Path...>) {
    using table = model::table_of<T>;
    [[maybe_unused]] const auto one = [&]<class Leaf>(std::type_identity<Leaf>) {
        types::scratch keep{on};
        const T blank{};
        if (!same_value(objects::bind_leaf<Leaf>(to, keep), objects::bind_leaf<Leaf>(blank, keep))) return;
        auto* const member = Leaf::find(to);
        const auto* const known = Leaf::find(from);
        if (member && known) *member = *known;
    };
    (one(std::type_identity<typename table::template column<table::template index<Path>>>{}), ...);
}

/// The columns of the other model that a relation writes.
template <class Relation>
using written_by = std::conditional_t<Relation::kind == model::relation_kind::has_many ||
                                          Relation::kind == model::relation_kind::has_one,
                                      typename Relation::key::columns, reflect::list<>>;

}  // namespace detail

/// One call of `session::merge`: each object of a graph from elsewhere becomes one of the session's.
///
/// It goes from relation to relation, not from object to object: whatever their number, the rows of a relation's objects
/// are looked for by one statement, and what the relation has now is read by another one.
template <class Session>
class merger {
public:
    merger(Session& in, unit_pointer unit, std::source_location where) : session_(in), unit_(unit), where_(where) {}

    template <class T>
    entity<T> one(T& given) {
        std::optional<autoflush_pause> pause;  // what is added on the way is whole when its relations are
        if (leads_on(given, typename model::table_of<T>::relations{})) pause.emplace(*unit_, where_);
        merge(std::vector<T*>{&given}, reflect::list<>{});
        return merged(given);
    }
    /// An object of the session stands for itself.
    template <class T>
    entity<T> one(const entity<T>& given) {
        take_own(entity_access::held_in(given));
        return one(*given);
    }

private:
    /// The session's object for one that was given.
    template <class T>
    entity<T> merged(T& given) const {
        return entity_access::of<T>(done_.at(&given).get());
    }
    void take_own(const held& given) {
        if (unit_->contains(given.get())) done_.emplace(given->object, given);
    }

    /// Merges objects of a model. `written`: columns that the relation which leads to them writes.
    template <class T, class... Path>
    void merge(const std::vector<T*>& given, reflect::list<Path...> written) {
        using relations = typename model::table_of<T>::relations;
        std::vector<T*> fresh;
        for (T* each : given)
            if (done_.try_emplace(each).second) fresh.push_back(each);
        if (fresh.empty()) return;
        read(fresh);
        if constexpr (model::table_of<T>::versioned)
            for (const T* each : fresh) compare_version(*each);
        for (T* each : fresh) done_.at(each) = take(*each, written, relations{});
        relate_all(fresh, relations{});
    }

    template <class T>
    row_key key_in(const T& object) const {
        return row_key_of(object, unit_->kind(), typename model::table_of<T>::key{});
    }

    /// Reads the rows of objects that the session does not have at hand.
    template <class T>
    void read(const std::vector<T*>& objects) {
        using key = typename model::table_of<T>::key;
        std::vector<typename sql::key_values<key>::type> missing;
        for (const T* each : objects)
            if (!unit_->at_hand(operations_of<T>, key_in(*each))) missing.push_back(detail::key_value(*each, key{}));
        if (missing.size() == 1)
            session_.template get<T>(missing.front(), where_);
        else if (!missing.empty())
            session_.execute(sql::rows_with<T>(key{}, std::move(missing)), where_).all();
    }

    /// The session's object of a row; null when there is none.
    template <class T>
    record* known(const T& given) const {
        record* const found = unit_->at_hand(operations_of<T>, key_in(given));
        return found && found->now != standing::removed ? found : nullptr;
    }
    template <class T>
    void compare_version(const T& given) const {
        const record* const to = known(given);
        if (to && objects::version_of(*static_cast<const T*>(to->object)) != objects::version_of(given))
            tain::detail::refuse_stale("merge", given, unit_->kind());
    }

    /// Gives the object of a row the values of another one, or adds one.
    template <class T, class... Path, class... Relation>
    held take(const T& given, reflect::list<Path...> written, reflect::list<Relation...> relations) {
        record* to = known(given);
        held* added = nullptr;
        if (!to && has_key(given)) {  // twice in the graph
            added = &added_[{&operations_of<T>, key_in(given)}];
            to = added->get();
        }
        T values{given};
        if (to) {
            T& object = *static_cast<T*>(to->object);
            detail::fill_blank(values, object, unit_->kind(), written);
            (fill_own_key<model::relation_of<T, Relation>>(values, object), ...);
            detail::take_columns(object, std::move(values), relations);
            return held{to};
        }
        (relation_access::unload(values.*Relation::member), ...);
        held made{new_record<T>(std::move(values))};
        unit_->add(made, insertion_of<T>);
        if (added) *added = made;
        return made;
    }
    /// False for an object that gets its key from the database.
    template <class T>
    bool has_key(const T& given) const {
        return !model::table_of<T>::identity || key_in(given) != key_in(T{});
    }
    template <class Relation, class T>
    void fill_own_key(T& values, const T& known) const {
        if constexpr (Relation::kind == model::relation_kind::belongs_to)
            if (const links* const in = relation_access::find(values.*Relation::member); in && is_said(*in))
                detail::fill_blank(values, known, unit_->kind(), typename Relation::key::columns{});
    }

    // Relations. One that was loaded in part says which of its objects came and went since, not what there is. A new object
    // has no rows that a part could lack.

    /// False for a relation to one object that is not known.
    static bool is_said(const links& in) noexcept { return in.loaded && (!in.partial || in.size() != 0); }
    template <class T>
    static bool is_part(const links& in, const entity<T>& of) noexcept {
        return in.partial && entity_access::held_in(of)->now != standing::pending;
    }
    /// True when it has to be known what the session's relation has.
    template <class Relation>
    static bool is_compared(const links& in) noexcept {
        switch (Relation::kind) {
            case model::relation_kind::belongs_to: return false;
            case model::relation_kind::has_one: return is_said(in);
            default: return in.loaded && (!in.partial || in.replaces);
        }
    }

    template <class T, class... Relation>
    static bool leads_on(T& given, reflect::list<Relation...>) {
        return ((relation_access::find(given.*Relation::member) != nullptr) || ...);
    }
    template <class T, class... Relation>
    void relate_all(const std::vector<T*>& given, reflect::list<Relation...>) {
        (relate<model::relation_of<T, Relation>>(given), ...);
    }
    template <class Relation, class T>
    void relate(const std::vector<T*>& given) {
        using target = typename Relation::target;
        std::vector<target*> objects;
        std::vector<entity<T>> unread;
        const auto lead_to = [&](const held& one) {
            take_own(one);
            objects.push_back(static_cast<target*>(one->object));
        };
        for (T* each : given) {
            const links* const in = relation_access::find(each->*Relation::member);
            if (!in) continue;
            for (std::size_t i = 0; i != in->size(); ++i) lead_to(held{in->at(i)});
            for (record* one : went(*in)) lead_to(held{one});
            const entity<T> to = merged(*each);
            const links* const there = relation_access::find((*to).*Relation::member);
            if (is_compared<Relation>(*in) && (!there || !there->loaded || there->partial)) unread.push_back(to);
        }
        if (!unread.empty()) session_.load(unread, with<Relation::member>(), where_);
        merge(objects, detail::written_by<Relation>{});
        for (T* each : given) {
            const links* const in = relation_access::find(each->*Relation::member);
            if (!in) continue;
            const entity<T> to = merged(*each);
            assign<target>(*in, (*to).*Relation::member, is_part(*in, to));
        }
    }
    /// The objects that were taken out of a relation that does not say what there is.
    static std::vector<record*> went(const links& in) {
        if (!in.loaded) return detail::before_in(in);
        if (!in.partial || in.replaces) return {};
        return detail::lacking(detail::before_in(in), detail::now_in(in));
    }

    template <class Target>
    entity<Target> merged_at(const held& one) const {
        return merged(*static_cast<Target*>(one->object));
    }
    template <class Target>
    void assign(const links& from, many<Target>& to, bool part) const {
        std::vector<record*> now = detail::now_in(from);
        if (part && !from.replaces) now = detail::lacking(now, detail::before_in(from));
        std::vector<entity<Target>> objects;
        for (record* each : now) objects.push_back(merged_at<Target>(held{each}));
        if (from.loaded && !part) {
            to = many<Target>{objects};
            return;
        }
        for (const entity<Target>& each : objects)
            if (!to.is_loaded() || std::find(to.begin(), to.end(), each) == to.end()) to.add(each);
        for (record* each : went(from)) to.remove(merged_at<Target>(held{each}));
    }
    template <class Target>
    void assign(const links& from, tain::one<Target>& to, bool) const {
        if (!is_said(from)) return;
        to = from.size() == 0 ? entity<Target>{} : merged_at<Target>(held{from.at(0)});
    }

    struct added_key {
        const model_operations* model;
        row_key key;
        bool operator==(const added_key&) const = default;
    };
    struct added_hash {
        std::size_t operator()(const added_key& of) const noexcept {
            return of.key.hash() ^ std::hash<const void*>{}(of.model);
        }
    };

    Session& session_;
    unit_pointer unit_;
    std::source_location where_;
    std::unordered_map<const void*, held> done_{};  ///< the session's objects by those that were given
    std::unordered_map<added_key, held, added_hash> added_{};
};

}  // namespace tain::orm
