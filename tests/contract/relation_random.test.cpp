// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"

#include <tain/orm/session.hpp>
#include <tain/reflect/describe.hpp>
#include <tain/relations.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

struct Hen;
struct Ring;
struct Egg;

struct Coop {
    std::int64_t id = 0;
    std::string name{};
    tain::many<Hen> hens{};
};
BOOST_DESCRIBE_STRUCT(Coop, (), (id, name, hens))

/// May be in no coop. Its eggs go with it, and have no other.
struct Hen {
    std::int64_t id = 0;
    std::optional<std::int64_t> coop_id{};
    std::string name{};
    tain::one<Coop> coop{};
    tain::many<Egg> eggs{};
    tain::many<Ring> rings{};
};
BOOST_DESCRIBE_STRUCT(Hen, (), (id, coop_id, name, coop, eggs, rings))

struct Egg {
    std::int64_t id = 0;
    std::int64_t hen_id = 0;
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Egg, (), (id, hen_id, name))

struct Ring {
    std::string name{};
    tain::many<Hen> hens{};
};
BOOST_DESCRIBE_STRUCT(Ring, (), (name, hens))

struct Wears {
    std::int64_t hen_id = 0;
    std::string ring{};
};
BOOST_DESCRIBE_STRUCT(Wears, (), (hen_id, ring))

}  // namespace

template <>
inline constexpr auto tain::mapping<Coop> = table("random_coops", has_many<&Coop::hens, &Hen::coop_id>);
template <>
inline constexpr auto tain::mapping<Hen> =
    table("random_hens", foreign_key<&Hen::coop_id>.references<Coop>(), belongs_to<&Hen::coop, &Hen::coop_id>,
          has_many<&Hen::eggs, &Egg::hen_id>.delete_orphan(), many_to_many<&Hen::rings, &Wears::hen_id, &Wears::ring>);
template <>
inline constexpr auto tain::mapping<Egg> = table("random_eggs", foreign_key<&Egg::hen_id>.references<Hen>());
template <>
inline constexpr auto tain::mapping<Ring> =
    table("random_rings", primary_key<&Ring::name>, many_to_many<&Ring::hens, &Wears::ring, &Wears::hen_id>);
template <>
inline constexpr auto tain::mapping<Wears> =
    table("random_wears", primary_key<&Wears::hen_id, &Wears::ring>, foreign_key<&Wears::hen_id>.references<Hen>(),
          foreign_key<&Wears::ring>.references<Ring>());

namespace {

using namespace tain;
using namespace tain::dsl;
using namespace tain::test;
using names = std::set<std::string>;

/// What there is, by name.
struct farm {
    names coops{}, rings{};
    std::map<std::string, std::optional<std::string>> hens{};  ///< and the coop that each is in
    std::map<std::string, std::string> eggs{};                 ///< and the hen that laid each
    std::set<std::pair<std::string, std::string>> wears{};     ///< hen, ring

    names in(const std::optional<std::string>& coop) const {
        names made;
        for (const auto& [hen, where] : hens)
            if (where == coop) made.insert(hen);
        return made;
    }
    names of(const std::string& hen) const {
        names made;
        for (const auto& [egg, whose] : eggs)
            if (whose == hen) made.insert(egg);
        return made;
    }
    names rings_of(const std::string& hen) const {
        names made;
        for (const auto& [one, ring] : wears)
            if (one == hen) made.insert(ring);
        return made;
    }
    names wearing(const std::string& ring) const {
        names made;
        for (const auto& [hen, one] : wears)
            if (one == ring) made.insert(hen);
        return made;
    }

    friend bool operator==(const farm&, const farm&) = default;
};

farm stored(const engine& db) {
    farm made;
    std::map<std::int64_t, std::string> coops, hens;
    for (const Coop& each : db.execute(select<Coop>()).all()) {
        made.coops.insert(each.name);
        coops[each.id] = each.name;
    }
    for (const Ring& each : db.execute(select<Ring>()).all()) made.rings.insert(each.name);
    for (const Hen& each : db.execute(select<Hen>()).all()) {
        made.hens[each.name] = each.coop_id ? std::optional{coops.at(*each.coop_id)} : std::nullopt;
        hens[each.id] = each.name;
    }
    for (const Egg& each : db.execute(select<Egg>()).all()) made.eggs[each.name] = hens.at(each.hen_id);
    for (const Wears& each : db.execute(select<Wears>()).all()) made.wears.insert({hens.at(each.hen_id), each.ring});
    return made;
}

template <class T>
names names_in(const many<T>& of) {
    names made;
    for (const entity<T>& each : of) {
        INFO(each->name);
        CHECK(made.insert(each->name).second);
    }
    return made;
}

/// Calls a session, and does the same to a farm.
class player {
public:
    player(const engine& db, unsigned seed) : db_(db), random_(seed) {
        if (seed % 2 != 0) session_.before_flush([] {});  // relations are then looked at twice
    }

    void play(int calls) {
        try {
            for (int i = 0; i != calls; ++i) call();
            did("commit");
            session_.commit();
        } catch (const error& failed) {
            FAIL(failed.what() << "\n  calls so far: " << told());
        }
        settled();
        CHECK(stored(db_) == now_);
    }

private:
    void call() {
        switch (pick(20)) {
            case 0:
            case 1: add_coop(); break;
            case 2:
            case 3: add_hen(); break;
            case 4: move_by_hen(); break;
            case 5: move_by_coop(); break;
            case 6: take_out(); break;
            case 7: move_by_key(); break;
            case 8: add_egg(); break;
            case 9: take_egg(); break;
            case 10:
            case 11: change_rings(); break;
            case 12: remove_hen(); break;
            case 13: pick(2) == 0 ? remove_coop() : remove_ring(); break;
            case 14: load(); break;
            case 15: look(); break;
            case 16: did("flush"), session_.flush(), settled(); break;
            case 17:
                did("commit"), session_.commit(), settled();
                committed_ = now_;
                point_.reset();
                CHECK(stored(db_) == now_);
                break;
            case 18:
                did("rollback"), session_.rollback();
                point_.reset();
                now_ = committed_;
                forget();
                settled();
                break;
            default: nest(); break;
        }
    }

    // Names, handles, chance.

    unsigned pick(unsigned below) { return static_cast<unsigned>(random_() % below); }
    std::string fresh(const char* kind) { return kind + std::to_string(++made_); }
    template <class Names>
    std::optional<std::string> one_of(const Names& all) {
        if (all.empty()) return std::nullopt;
        auto at = all.begin();
        std::advance(at, pick(static_cast<unsigned>(all.size())));
        if constexpr (std::is_same_v<typename Names::value_type, std::string>)
            return *at;
        else
            return at->first;
    }
    /// A hen that no call was about since the last flush.
    std::optional<std::string> free_hen() {
        names all;
        for (const auto& [hen, coop] : now_.hens)
            if (!touched_.contains(hen)) all.insert(hen);
        return one_of(all);
    }
    void did(const std::string& what) { done_.push_back(what); }
    std::string told() const {
        std::string made;
        for (const std::string& each : done_) made += "\n  " + each;
        return made;
    }

    // Calls.

    void add_coop() {
        Coop made{.name = fresh("coop")};
        const std::string name = made.name;
        names inside;
        for (unsigned i = pick(3); i != 0; --i) {
            const std::string hen = fresh("hen");
            made.hens.add(Hen{.name = hen});
            now_.hens[hen] = name;
            touched_.insert(hen);
        }
        did("add " + name);
        coops_[name] = session_.add(std::move(made));
        for (const auto& each : coops_[name]->hens) hens_[each->name] = each;
        now_.coops.insert(name);
    }
    void add_hen() {
        const std::string hen = fresh("hen");
        const auto coop = one_of(now_.coops);
        touched_.insert(hen);
        switch (coop ? pick(4) : 0U) {
            case 0:
                did("add " + hen);
                hens_[hen] = session_.add(Hen{.name = hen});
                now_.hens[hen] = std::nullopt;
                return;
            case 1:
                did("add " + hen + " with coop " + *coop);
                hens_[hen] = session_.add(Hen{.name = hen, .coop = coops_.at(*coop)});
                break;
            case 2:
                did(*coop + ".hens.add " + hen);
                hens_[hen] = coops_.at(*coop)->hens.add(Hen{.name = hen});
                break;
            default:
                if (coops_.at(*coop)->id == 0) {
                    did("flush"), session_.flush(), settled();
                    touched_.insert(hen);
                }
                did("add " + hen + " with coop_id of " + *coop);
                hens_[hen] = session_.add(Hen{.coop_id = coops_.at(*coop)->id, .name = hen});
                break;
        }
        now_.hens[hen] = coop;
    }
    void move_by_hen() {
        const auto hen = free_hen();
        if (!hen) return;
        const auto coop = pick(3) == 0 ? std::nullopt : one_of(now_.coops);
        did(*hen + ".coop = " + coop.value_or("none"));
        hens_.at(*hen)->coop = coop ? coops_.at(*coop) : entity<Coop>{};
        now_.hens[*hen] = coop;
        touched_.insert(*hen);
    }
    void move_by_coop() {
        const auto hen = free_hen();
        const auto coop = one_of(now_.coops);
        if (!hen || !coop || now_.hens.at(*hen) == coop) return;
        did(*coop + ".hens.add " + *hen);
        coops_.at(*coop)->hens.add(hens_.at(*hen));
        now_.hens[*hen] = coop;
        touched_.insert(*hen);
    }
    void take_out() {
        const auto hen = free_hen();
        if (!hen || !now_.hens.at(*hen)) return;
        const auto& from = coops_.at(*now_.hens.at(*hen))->hens;
        if (from.is_loaded() && !names_in(from).contains(*hen)) return;  // a limit had left it out
        did(*now_.hens.at(*hen) + ".hens.remove " + *hen);
        CHECK(coops_.at(*now_.hens.at(*hen))->hens.remove(hens_.at(*hen)));
        now_.hens[*hen] = std::nullopt;
        touched_.insert(*hen);
    }
    void move_by_key() {
        const auto hen = free_hen();
        const auto coop = pick(3) == 0 ? std::nullopt : one_of(now_.coops);
        if (!hen || (coop && coops_.at(*coop)->id == 0)) return;
        did(*hen + ".coop_id = that of " + coop.value_or("none"));
        hens_.at(*hen)->coop_id = coop ? std::optional{coops_.at(*coop)->id} : std::nullopt;
        now_.hens[*hen] = coop;
        touched_.insert(*hen);
    }
    void add_egg() {
        const auto hen = one_of(now_.hens);
        if (!hen) return;
        const std::string egg = fresh("egg");
        did(*hen + ".eggs.add " + egg);
        eggs_[egg] = hens_.at(*hen)->eggs.add(Egg{.name = egg});
        now_.eggs[egg] = *hen;
        busy_.insert(*hen);
    }
    void take_egg() {
        const auto egg = one_of(now_.eggs);
        if (!egg || busy_.contains(now_.eggs.at(*egg))) return;
        const std::string hen = now_.eggs.at(*egg);
        if (pick(2) == 0) {
            did(hen + ".eggs.remove " + *egg);
            CHECK(hens_.at(hen)->eggs.remove(eggs_.at(*egg)));
        } else {
            did("remove " + *egg);
            session_.remove(eggs_.at(*egg));
        }
        now_.eggs.erase(*egg);
        busy_.insert(hen);
    }
    void change_rings() {
        const auto hen = one_of(now_.hens);
        if (!hen) return;
        auto ring = one_of(now_.rings);
        if (!ring || pick(3) == 0) {
            ring = fresh("ring");
            did("add " + *ring + " to " + *hen);
            rings_[*ring] = hens_.at(*hen)->rings.add(Ring{.name = *ring});
            now_.rings.insert(*ring);
            now_.wears.insert({*hen, *ring});
            pairs_.insert({*hen, *ring});
            return;
        }
        const std::pair pair{*hen, *ring};
        if (!pairs_.insert(pair).second) return;
        if (pick(3) == 0) return change_row(pair);
        const bool worn = now_.wears.contains(pair), by_hen = pick(2) == 0;
        did(*hen + (worn ? " loses " : " gets ") + *ring + (by_hen ? " by hen" : " by ring"));
        if (worn) {
            CHECK((by_hen ? hens_.at(*hen)->rings.remove(rings_.at(*ring))
                          : rings_.at(*ring)->hens.remove(hens_.at(*hen))));
            now_.wears.erase(pair);
        } else {
            by_hen ? hens_.at(*hen)->rings.add(rings_.at(*ring)) : rings_.at(*ring)->hens.add(hens_.at(*hen));
            now_.wears.insert(pair);
        }
    }

    /// The same, by the row of the association.
    void change_row(const std::pair<std::string, std::string>& pair) {
        const auto& [hen, ring] = pair;
        did("flush"), session_.flush(), settled();
        pairs_.insert(pair);
        const std::int64_t id = hens_.at(hen)->id;
        const bool worn = now_.wears.contains(pair);
        did(hen + (worn ? " loses " : " gets ") + ring + " by a row");
        if (worn) {
            session_.remove(session_.get<Wears>(std::tuple{id, ring}));
            now_.wears.erase(pair);
        } else {
            session_.add(Wears{.hen_id = id, .ring = ring});
            now_.wears.insert(pair);
        }
    }

    // Removing: what goes along must be loaded.

    void remove_hen() {
        const auto hen = one_of(now_.hens);
        if (!hen) return;
        did("flush, load and remove " + *hen);
        session_.flush();
        settled();
        session_.load<&Hen::eggs>(hens_.at(*hen));
        session_.load<&Hen::rings>(hens_.at(*hen));
        session_.remove(hens_.at(*hen));
        for (const std::string& egg : now_.of(*hen)) now_.eggs.erase(egg);
        for (const std::string& ring : now_.rings_of(*hen)) now_.wears.erase({*hen, ring});
        now_.hens.erase(*hen);
        if (pick(2) == 0) return;
        did("flush");
        session_.flush();
        settled();
    }
    void remove_coop() {
        const auto coop = one_of(now_.coops);
        if (!coop) return;
        did("flush, load and remove " + *coop);
        session_.flush();
        settled();
        session_.load<&Coop::hens>(coops_.at(*coop));
        session_.remove(coops_.at(*coop));
        for (const std::string& hen : now_.in(*coop)) {
            now_.hens[hen] = std::nullopt;
            touched_.insert(hen);
        }
        now_.coops.erase(*coop);
    }
    void remove_ring() {
        const auto ring = one_of(now_.rings);
        if (!ring) return;
        did("flush, load and remove " + *ring);
        session_.flush();
        settled();
        session_.load<&Ring::hens>(rings_.at(*ring));
        session_.remove(rings_.at(*ring));
        for (const std::string& hen : now_.wearing(*ring)) {
            now_.wears.erase({hen, *ring});
            pairs_.insert({hen, *ring});
        }
        now_.rings.erase(*ring);
    }

    // Reading: each flushes.

    /// An object that only relations lead to is in the session from the flush on.
    template <class T>
    const entity<T>& there(const entity<T>& object) {
        if (!session_.contains(object)) did("flush"), session_.flush();
        return object;
    }
    void load() {
        switch (pick(6)) {
            case 0:
                if (const auto coop = one_of(now_.coops)) {
                    did("load hens of " + *coop);
                    session_.load<&Coop::hens>(there(coops_.at(*coop)));
                }
                break;
            case 1:
                if (const auto hen = one_of(now_.hens)) {
                    did("load coop of " + *hen);
                    session_.load<&Hen::coop>(there(hens_.at(*hen)));
                }
                break;
            case 2:
                if (const auto hen = one_of(now_.hens)) {
                    did("load eggs and rings of " + *hen);
                    session_.load<&Hen::eggs>(there(hens_.at(*hen)));
                    session_.load<&Hen::rings>(there(hens_.at(*hen)));
                }
                break;
            case 3:
                if (const auto ring = one_of(now_.rings)) {
                    did("load hens of " + *ring);
                    session_.load<&Ring::hens>(there(rings_.at(*ring)));
                }
                break;
            case 4:
                if (const auto coop = one_of(now_.coops)) {
                    did("load one hen of " + *coop);
                    session_.load(there(coops_.at(*coop)), with<&Coop::hens>().limit(1));
                    parts_.insert(*coop);
                }
                break;
            default:
                if (const auto hen = one_of(now_.hens)) {
                    did("load no coop of " + *hen);
                    session_.load(there(hens_.at(*hen)), with<&Hen::coop>().where(col<&Coop::name> == "none"));
                    CHECK_FALSE(hens_.at(*hen)->coop);
                    parts_.insert(*hen);
                    if (pick(2) == 0) break;
                    did(*hen + ".coop = none");
                    hens_.at(*hen)->coop = nullptr;
                    now_.hens[*hen] = std::nullopt;
                }
                break;
        }
        session_.flush();
        settled();
    }
    void look() {
        did("select all");
        const auto all = session_
                             .execute(select<Coop>().with<&Coop::hens>(with<&Hen::coop>(), with<&Hen::eggs>(),
                                                                       with<&Hen::rings>(with<&Ring::hens>())))
                             .all();
        names coops;
        for (const auto& each : all) {
            coops.insert(each->name);
            CHECK(names_in(each->hens) == now_.in(each->name));
        }
        CHECK(coops == now_.coops);
        settled();
    }

    void nest() {
        if (!point_) {
            did("begin_nested");
            point_.emplace(session_.begin_nested());
            at_point_ = now_;
            settled();
        } else if (pick(2) == 0) {
            did("savepoint commit");
            point_->commit();
            point_.reset();
            settled();
        } else {
            did("savepoint rollback");
            point_->rollback();
            point_.reset();
            now_ = at_point_;
            forget();
            settled();
        }
    }

    template <class Relation>
    static void let_go(Relation& all) {
        all = Relation{};
    }
    /// Objects that are not there any more, and cannot come back, are of no interest. What they lead to is let go, since it
    /// may lead back to them.
    void forget() {
        const auto all = [&](auto& handles, auto member, auto... relations) {
            std::erase_if(handles, [&](const auto& each) {
                if ((now_.*member).contains(each.first) || (committed_.*member).contains(each.first)) return false;
                (let_go(each.second.get()->*relations), ...);
                return true;
            });
        };
        all(coops_, &farm::coops, &Coop::hens);
        all(hens_, &farm::hens, &Hen::eggs, &Hen::rings);
        all(rings_, &farm::rings, &Ring::hens);
        all(eggs_, &farm::eggs);
    }
    /// Nothing is left to be flushed: what is loaded is what there is.
    void settled() {
        touched_.clear(), busy_.clear(), pairs_.clear();
        INFO("calls so far: " << told());
        for (const std::string& each : now_.coops) {
            INFO(each);
            const entity<Coop>& coop = coops_.at(each);
            CHECK(session_.contains(coop));
            if (coop->hens.is_loaded() && !parts_.contains(each)) CHECK(names_in(coop->hens) == now_.in(each));
            if (coop->hens.is_loaded() && parts_.contains(each))
                for (const std::string& hen : names_in(coop->hens)) CHECK(now_.in(each).contains(hen));
        }
        for (const auto& [each, coop] : now_.hens) {
            INFO(each);
            const entity<Hen>& hen = hens_.at(each);
            CHECK(session_.contains(hen));
            CHECK(hen->coop_id == (coop ? std::optional{coops_.at(*coop)->id} : std::nullopt));
            if (hen->coop.is_loaded() && (hen->coop || !parts_.contains(each)))
                CHECK(hen->coop.get() == (coop ? coops_.at(*coop) : entity<Coop>{}));
            if (hen->eggs.is_loaded()) CHECK(names_in(hen->eggs) == now_.of(each));
            if (hen->rings.is_loaded()) CHECK(names_in(hen->rings) == now_.rings_of(each));
        }
        for (const std::string& each : now_.rings) {
            INFO(each);
            const entity<Ring>& ring = rings_.at(each);
            CHECK(session_.contains(ring));
            if (ring->hens.is_loaded()) CHECK(names_in(ring->hens) == now_.wearing(each));
        }
    }

    const engine& db_;
    std::mt19937 random_;
    session session_{db_};
    std::optional<session::savepoint> point_{};
    farm now_{}, committed_{}, at_point_{};
    std::map<std::string, entity<Coop>> coops_{};
    std::map<std::string, entity<Hen>> hens_{};
    std::map<std::string, entity<Egg>> eggs_{};
    std::map<std::string, entity<Ring>> rings_{};
    names touched_{};  ///< hens whose coop was said since the last flush: said twice, it would have to agree
    names busy_{};     ///< hens whose eggs changed since
    std::set<std::pair<std::string, std::string>> pairs_{};
    names parts_{};  ///< coops and hens that were once loaded with no more than a part of what is theirs
    unsigned made_ = 0;
    std::vector<std::string> done_{};
};

std::string setting(const char* name) {
    const char* const value = std::getenv(name);
    return value ? value : "";
}

}  // namespace

/// TAIN_TEST_SEED runs one sequence alone, TAIN_RANDOM_SEQUENCES as many as it says.
TEST_CASE("random sequences of session calls on relations come to what sets come to") {
    database<models<Coop, Hen, Egg, Ring, Wears>> t;
    const std::string only = setting("TAIN_TEST_SEED"), wished = setting("TAIN_RANDOM_SEQUENCES");
    const unsigned first = only.empty() ? 1 : static_cast<unsigned>(std::stoul(only));
    const unsigned sequences = !only.empty() ? 1 : wished.empty() ? 200 : static_cast<unsigned>(std::stoul(wished));
    for (unsigned seed = first; seed != first + sequences; ++seed) {
        INFO("TAIN_TEST_SEED=" << seed);
        t.db.execute(delete_from<Wears>().all_rows());
        t.db.execute(delete_from<Egg>().all_rows());
        t.db.execute(delete_from<Hen>().all_rows());
        t.db.execute(delete_from<Coop>().all_rows());
        t.db.execute(delete_from<Ring>().all_rows());
        t.log.clear();
        player{t.db, seed}.play(40);
    }
    std::printf("session calls on relations: %u sequences from TAIN_TEST_SEED=%u\n", sequences, first);
}
