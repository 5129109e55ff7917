// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/error.hpp>
#include <tain/orm/entity.hpp>
#include <tain/reflect/members.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain {

/// A relation was read that is not loaded.
class not_loaded_error : public error {
public:
    using error::error;
};

namespace orm {

/// What a relation member holds, without the type of its objects.
struct links {
    bool loaded = false;
    bool replaces = false;  ///< assigned to one that was not loaded, or in part: what it had is not known
    bool partial = false;   ///< loaded with a condition or a limit: its rows may say more
    /// The objects of a loaded relation as its rows say; of one that is not loaded, those that were taken out of it.
    std::vector<held> before{};
    std::uint64_t as_of = 0;  ///< what the session had written when it was loaded

    links() = default;
    links(const links&) = default;
    links& operator=(const links&) = delete;
    virtual ~links() = default;

    virtual std::size_t size() const noexcept = 0;
    virtual record* at(std::size_t position) const noexcept = 0;
    virtual void assign(const std::vector<held>& objects) = 0;
    virtual std::unique_ptr<links> copy() const = 0;

    /// Makes it what its rows say; `in_part`: as far as a condition and a limit let them.
    void load(const std::vector<held>& objects, std::uint64_t read_at, bool in_part) {
        loaded = true;
        replaces = false;
        partial = in_part;
        before = objects;
        as_of = read_at;
        assign(objects);
    }

    /// True when a flush has something to write of it.
    bool is_changed() const noexcept {
        if (replaces) return true;
        if (!loaded) return size() != 0 || !before.empty();
        if (size() != before.size()) return true;
        for (std::size_t i = 0; i != before.size(); ++i)
            if (at(i) != before[i].get()) return true;
        return false;
    }
};

template <class T>
struct links_of final : links {
    std::vector<entity<T>> now{};

    std::size_t size() const noexcept override { return now.size(); }
    record* at(std::size_t position) const noexcept override { return entity_access::held_in(now[position]).get(); }
    void assign(const std::vector<held>& objects) override {
        now.clear();
        for (const held& each : objects) now.push_back(entity_access::of<T>(each.get()));
    }
    std::unique_ptr<links> copy() const override { return std::make_unique<links_of>(*this); }

    void add(const entity<T>& object) {
        entity_access::want(object);
        for (std::size_t i = 0; !loaded && i != before.size(); ++i)
            if (before[i].get() == entity_access::held_in(object).get()) {
                before.erase(before.begin() + static_cast<std::ptrdiff_t>(i));
                break;
            }
        now.push_back(object);
    }
    /// Returns false when the object was not in it, as far as is known.
    bool remove(const entity<T>& object) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i != now.size(); ++i)
            if (now[i] != object) {
                if (kept != i) now[kept] = std::move(now[i]);
                ++kept;
            }
        const bool found = kept != now.size();
        now.resize(kept);
        if (!loaded && !found) before.push_back(entity_access::held_in(object));
        return found || !loaded;
    }
};

/// The part of `many` and `one` that does not depend on which it is.
template <class T>
class relation_member {
public:
    using takes_member_name = void;  // blank rows tell it where it is

    relation_member() noexcept = default;
    constexpr explicit relation_member(const reflect::member_name& name) noexcept : name_(&name) {}
    relation_member(const relation_member& other) : name_(other.name_), links_(copy_of(other.links_)) {}
    relation_member(relation_member&& other) noexcept = default;
    /// What it had is still known, for the flush of a session, when it is loaded; what the other one had is not its own.
    relation_member& operator=(relation_member other) noexcept {
        if (other.name_) name_ = other.name_;
        if (other.is_loaded()) {
            links_of<T>& made = *other.links_;
            const bool in_part = made.partial || (is_loaded() && links_->partial);
            const bool copied_back = made.partial && is_loaded() && links_->now == made.now;
            made.before.clear();
            if (is_loaded()) made.before = std::move(links_->before);
            made.replaces = !is_loaded() || links_->replaces || (in_part && !copied_back);
            if (copied_back) made.partial = links_->partial;
            made.as_of = links_ ? links_->as_of : 0;
        }
        links_ = std::move(other.links_);
        return *this;
    }
    ~relation_member() = default;

    /// True once it was loaded or assigned: it can be read.
    bool is_loaded() const noexcept { return links_ && links_->loaded; }

    /// True for relations to the same objects, or that are both not loaded.
    friend bool operator==(const relation_member& a, const relation_member& b) {
        return a.is_loaded() == b.is_loaded() && (!a.is_loaded() || a.links_->now == b.links_->now);
    }

protected:
    friend struct relation_access;

    /// Throws `not_loaded_error` when it cannot be read.
    std::vector<entity<T>>& read() const {
        if (!is_loaded()) refuse();
        return links_->now;
    }
    links_of<T>& open() {
        if (!links_) links_ = std::make_unique<links_of<T>>();
        return *links_;
    }
    [[noreturn]] void refuse_empty(std::string_view doing) const {
        throw error("tain: " + std::string{doing} + "() of " + (name_ ? spelled() : std::string{"a relation"}) +
                    " was given an empty handle; check the result of get() first");
    }
    /// For one that is assigned.
    links_of<T>& loaded() {
        links_of<T>& made = open();
        made.replaces = made.replaces || !made.loaded || made.partial;
        made.loaded = true;
        made.partial = false;
        return made;
    }
    /// For one that is cleared. Throws `not_loaded_error` when it is not known what there is.
    std::vector<entity<T>>& whole() const {
        if (is_loaded() && links_->partial) refuse_part();
        return read();
    }

private:
    static std::unique_ptr<links_of<T>> copy_of(const std::unique_ptr<links_of<T>>& from) {
        return from ? std::make_unique<links_of<T>>(*from) : nullptr;
    }
    [[noreturn]] void refuse() const {
        if (!name_)
            throw not_loaded_error(
                "tain: a relation was read that is not loaded; assign it, or read its object by a query with "
                ".with<&Model::member>()");
        const std::string member = spelled();
        throw not_loaded_error("tain: " + member + " was read, but is not loaded; add .with<&" + member +
                               ">() to the query that reads the object, or load<&" + member + ">(object)");
    }
    std::string spelled() const { return std::string{name_->type} + "::" + std::string{name_->member}; }
    [[noreturn]] void refuse_part() const {
        const std::string member = name_ ? spelled() : std::string{};
        throw not_loaded_error("tain: " + (name_ ? member : std::string{"a relation"}) +
                               " cannot be cleared: it is loaded in part only, with a condition or a limit; " +
                               (name_ ? "load<&" + member + ">(object) loads it whole" : "load it whole") +
                               ", or remove() its objects");
    }

    const reflect::member_name* name_ = nullptr;
    std::unique_ptr<links_of<T>> links_{};
};

/// How a session and the loading of relations reach into relation members.
struct relation_access {
    template <class T>
    static links* find(relation_member<T>& in) noexcept {
        return in.links_.get();
    }
    template <class T>
    static links& open(relation_member<T>& in) {
        return in.open();
    }
    template <class T>
    static void unload(relation_member<T>& in) noexcept {
        in.links_.reset();
    }
    /// Swaps what two relations of one member hold.
    template <class T>
    static void swap(relation_member<T>& a, relation_member<T>& b) noexcept {
        a.links_.swap(b.links_);
    }
};

/// Makes an object that is in no session.
template <class T>
record* new_record(T&& from);
template <class T>
record* new_record(arena& room, T&& from);

}  // namespace orm
}  // namespace tain
