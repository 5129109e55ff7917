// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>
#include <tain/driver/error.hpp>
#include <tain/engine/change_object.hpp>
#include <tain/engine/insert_objects.hpp>
#include <tain/engine/objects.hpp>
#include <tain/engine/result.hpp>
#include <tain/expr/bound.hpp>
#include <tain/expr/pack.hpp>
#include <tain/expr/verdict.hpp>
#include <tain/model/check.hpp>
#include <tain/model/table.hpp>
#include <tain/model/verdict.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <source_location>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace tain {

namespace detail {

/// What `execute` gives for a statement whose mistake was reported.
template <class Row>
struct no_result {
    std::vector<Row> all() const { return {}; }
    std::optional<Row> first() const { return {}; }
    std::optional<Row> one_or_none() const { return {}; }
    Row one() const { return reflect::blank<Row>(); }
    Row* begin() const { return nullptr; }
    Row* end() const { return nullptr; }
};

/// True for a fit model with a primary key; a mistake is reported.
template <class T>
constexpr bool keyed() {
    if constexpr (!model::model_ok<T>) {
        return false;
    } else if constexpr (model::table_of<T>::key_size == 0) {
        verdict::no_primary_key::report<T>();
        return false;
    } else {
        return true;
    }
}

/// Whether values can be those of a key: as many, of the same types; an integer may have another width.
template <class Key, class... Given>
inline constexpr bool fits_key = false;
template <class... Path, class... Given>
    requires(sizeof...(Path) == sizeof...(Given))
inline constexpr bool fits_key<reflect::list<Path...>, Given...> =
    ((std::is_same_v<verdict::comparison<typename expr::path_value<Path>::type, Given>, verdict::accepted> &&
      types::integer<typename expr::path_value<Path>::type> == types::integer<Given>) &&
     ...);

/// The values of a key, as they are bound.
template <class T, class... Given>
constexpr auto as_key(const std::tuple<Given...>& key) {
    if constexpr (fits_key<typename model::table_of<T>::key, Given...>) {
        return std::apply(
            [](const Given&... each) { return expr::pack<expr::operand_t<Given>...>{{expr::operand(each)}...}; }, key);
    } else {
        verdict::other_key_type::report<T, std::tuple<Given...>>();
        return expr::pack<>{};
    }
}
template <class T, class Given>
constexpr auto as_key(const Given& key) {
    if constexpr (fits_key<typename model::table_of<T>::key, Given>) {
        return expr::pack<expr::operand_t<Given>>{{expr::operand(key)}};
    } else {
        verdict::other_key_type::report<T, Given>();
        return expr::pack<>{};
    }
}

template <class T, class Key>
values key_values(const Key& key) {
    return {&key, &bind_statement<Key>, Key::size};
}

}  // namespace detail

/// What can be asked of a database: the same of an engine, of a transaction and of a session.
///
/// `Derived` says where it runs: `executor on() const`. An engine takes a connection of its pool for each call; a
/// transaction uses its own. Every call throws `database_error` (and its kinds) and `row_error`; the connection
/// stays usable but for `connection_error`.
template <class Derived>
class operations {
public:
    /// Prepares to run a SELECT, or a statement with RETURNING, or raw SQL with rows; it runs when rows are asked for:
    /// `.all()`, `.one()`, `.first()`, or a range-for. One round trip, and one more on a connection's first use of it.
    ///
    ///     std::vector<User> active = db.execute(select<User>().where(col<&User::is_active> == true)).all();
    template <class S>
        requires(S::returns_rows)
    auto execute(const S& statement, std::source_location where = std::source_location::current()) const {
        if constexpr (S::ok && S::complete()) {
            using made = typename detail::result_for<S>::type;
            if constexpr (detail::bound_at_once<S>) {
                made bound{self().on(), plans::statement_of<S>, where};
                expr::binder to = bound.binder();
                statement.bind(to);
                return bound;
            } else {
                return made{self().on(), statement, where};
            }
        } else {
            static_cast<void>(statement);
            static_cast<void>(where);
            return detail::no_result<sql::row_type<S>>{};
        }
    }

    /// Runs a statement that returns no rows. Returns the number of rows that it changed. One round trip.
    ///
    ///     db.execute(update<User>().set(col<&User::name> = "Ada").where(col<&User::id> == 7));
    template <class S>
        requires(!S::returns_rows)
    std::int64_t execute(const S& statement, std::source_location where = std::source_location::current()) const {
        if constexpr (S::ok && S::complete()) {
            return detail::run_statement(self().on(), statement, where);
        } else {
            return 0;
        }
    }

    /// Returns the `T` whose primary key equals `key`, or nothing. A composite key is a std::tuple of its values in
    /// the key's order.
    ///
    ///     std::optional<User> ann = db.get<User>(7);
    ///
    /// The object is a copy and outlives the connection. Cost: one round trip.
    template <class T, class Key>
    std::optional<T> get(const Key& key, std::source_location where = std::source_location::current()) const {
        constexpr bool known = detail::keyed<T>();
        // Out here, that g++ makes it where it is returned.
        std::optional<T> found = detail::blank_if<T, known>();
        if constexpr (known) {
            const auto values = detail::as_key<T>(key);
            detail::query(self().on(), plans::statement_of<objects::by_key<T>>, detail::key_values<T>(values),
                          detail::blank_into(found), 1, where);
        }
        return found;
    }

    /// Inserts an object: every member but what the database fills, which is written back into it: a generated key,
    /// `generated` columns, and those that are `filled_by_server`. Default member initializers are the client's defaults; there are no sentinels. One round trip.
    ///
    ///     User ada{.email = "ada@x.org", .name = "Ada"};
    ///     db.insert(ada);   // ada.id is set now
    template <class T>
        requires(std::is_class_v<T> && !std::is_const_v<T>)
    void insert(T& object, std::source_location where = std::source_location::current()) const {
        insert_all<objects::on_conflict::fail, T>(&object, 1, where);
    }
    /// The same for a temporary; returns it with its key.
    template <class T>
        requires(std::is_class_v<T> && !std::is_const_v<T>)
    T insert(T&& object, std::source_location where = std::source_location::current()) const {
        insert_all<objects::on_conflict::fail, T>(&object, 1, where);
        return std::move(object);
    }
    /// The same for an object that may not change; its key must be one that the application gives.
    template <class T>
        requires(std::is_class_v<T>)
    void insert(const T& object, std::source_location where = std::source_location::current()) const {
        insert_constant(&object, 1, where);
    }
    /// Inserts many objects, all or none, and writes generated keys back, each matched to its object by proof.
    /// Blocks of rows on SQLite; arrays on PostgreSQL, a round trip for thousands of rows.
    template <class T>
    void insert(std::vector<T>& objects, std::source_location where = std::source_location::current()) const {
        insert_all<objects::on_conflict::fail, T>(objects.data(), objects.size(), where);
    }
    template <class T>
    std::vector<T> insert(std::vector<T>&& objects,
                          std::source_location where = std::source_location::current()) const {
        insert_all<objects::on_conflict::fail, T>(objects.data(), objects.size(), where);
        return std::move(objects);
    }
    template <class T>
    void insert(const std::vector<T>& objects, std::source_location where = std::source_location::current()) const {
        insert_constant(objects.data(), objects.size(), where);
    }
    template <class T>
    void insert(std::span<T> objects, std::source_location where = std::source_location::current()) const {
        if constexpr (std::is_const_v<T>)
            insert_constant(objects.data(), objects.size(), where);
        else
            insert_all<objects::on_conflict::fail, T>(objects.data(), objects.size(), where);
    }

    /// Inserts objects; where the primary key is there already, writes all other columns of that row. For models whose
    /// key the application gives. All or none; as cheap as `insert`.
    template <class T>
    void upsert(const std::vector<T>& objects, std::source_location where = std::source_location::current()) const {
        put_all<objects::on_conflict::update, T>(objects.data(), objects.size(), where);
    }
    template <class T>
        requires(std::is_class_v<T>)
    void upsert(const T& object, std::source_location where = std::source_location::current()) const {
        put_all<objects::on_conflict::update, T>(&object, 1, where);
    }

    /// Writes an object's columns to the row with its primary key. Returns false when there is none. One round trip.
    ///
    /// What the UPDATE gave other columns is written into the object: `generated` ones, those with `on_update`, the
    /// version. A model with a `version` throws `stale_error` instead of returning false, also for a row that has another
    /// version than the object: somebody has changed it since the object was read.
    template <class T>
        requires(std::is_class_v<T> && !std::is_const_v<T>)
    bool update(T& object, std::source_location where = std::source_location::current()) const {
        return change<T>(object, where);
    }
    template <class T>
        requires(std::is_class_v<T> && !std::is_const_v<T>)
    bool update(T&& object, std::source_location where = std::source_location::current()) const {
        return change<T>(object, where);
    }
    /// The same for an object that may not change: where nothing is to be written into it.
    template <class T>
        requires(std::is_class_v<T>)
    bool update(const T& object, std::source_location where = std::source_location::current()) const {
        if constexpr (!model::model_ok<T>) {
            return false;
        } else if constexpr (model::table_of<T>::reads_back_updated || model::table_of<T>::versioned) {
            verdict::object_not_written_back::report<T>();
            return false;
        } else {
            return change<T>(object, where);
        }
    }

    /// Deletes the row with the object's primary key. Returns false when there is none. One round trip. A model with a
    /// `version` throws `stale_error` instead, also for a row that has another version than the object.
    template <class T>
        requires(std::is_class_v<T>)
    bool remove(const T& object, std::source_location where = std::source_location::current()) const {
        if constexpr (detail::keyed<T>()) {
            using table = model::table_of<T>;
            const detail::values bound{&object, &objects::bind_for_removal<T>, table::key_size + table::versioned};
            const bool done =
                detail::run(self().on(), plans::statement_of<objects::remove_object<T>>, bound, where) != 0;
            if constexpr (table::versioned)
                if (!done) detail::refuse_stale<T>("delete", object, self().on().kind());
            return done;
        } else {
            return false;
        }
    }
    /// Deletes the `T` whose primary key equals `key`: `db.remove<User>(7)`. Returns false when there is none.
    template <class T, class Key>
        requires(!std::same_as<T, Key>)
    bool remove(const Key& key, std::source_location where = std::source_location::current()) const {
        if constexpr (detail::keyed<T>()) {
            const auto values = detail::as_key<T>(key);
            return detail::run(self().on(), plans::statement_of<objects::remove_by_key<T>>,
                               detail::key_values<T>(values), where) != 0;
        } else {
            return false;
        }
    }

    /// Runs SQL text of any number of statements, without parameters and without rows.
    void script(std::string_view sql) const { self().on().take()->script(sql); }

    /// The dialect that is spoken here.
    dialect kind() const { return self().on().take()->kind(); }

private:
    const Derived& self() const { return static_cast<const Derived&>(*this); }

    /// `Object` is const where nothing is written back.
    template <class T, class Object>
    bool change(Object& object, std::source_location where) const {
        if constexpr (detail::keyed<T>()) {
            if constexpr (objects::bound_in_update<T> == 0) {
                verdict::nothing_but_key::report<T>();
                return false;
            } else {
                return detail::change_object<T>(self().on(), object, where);
            }
        } else {
            return false;
        }
    }
    template <objects::on_conflict Conflict, class T>
    void insert_all(T* objects, std::size_t count, std::source_location where) const {
        if constexpr (!model::model_ok<T>)
            return;
        else if constexpr (model::table_of<T>::reads_back_inserted && model::table_of<T>::key_size == 0)
            verdict::read_back_without_key::report<T>();
        else if (count != 0)
            self().on().take()->insert(tain::objects::insertion_of<T, Conflict>, objects, count, where);
    }
    // Where no key is written back, objects are only read.
    template <class T>
    void insert_constant(const T* objects, std::size_t count, std::source_location where) const {
        if constexpr (!model::model_ok<T>)
            return;
        else if constexpr (model::table_of<T>::reads_back_inserted)
            verdict::object_not_written_back::report<T>();
        else if constexpr (model::table_of<T>::identity)
            verdict::key_not_written_back::report<T>();
        else
            insert_all<objects::on_conflict::fail>(const_cast<T*>(objects), count, where);
    }
    template <objects::on_conflict Conflict, class T>
    void put_all(const T* objects, std::size_t count, std::source_location where) const {
        if constexpr (!detail::keyed<T>())
            return;
        else if constexpr (model::table_of<T>::identity)
            verdict::upsert_of_generated_key::report<T>();
        else
            insert_all<Conflict>(const_cast<T*>(objects), count, where);
    }
};

}  // namespace tain
