// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"

#include <tain/orm/session.hpp>
#include <tain/reflect/describe.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

/// A tree.
struct Branch {
    std::int32_t id = 0;
    std::optional<std::int32_t> parent_id{};
    std::string name{};

    friend bool operator==(const Branch&, const Branch&) = default;
};
BOOST_DESCRIBE_STRUCT(Branch, (), (id, parent_id, name))

/// A key of two columns, one of which refers to the tree.
struct Nest {
    std::int32_t branch_id = 0;
    std::int32_t number = 0;
    std::string text{};

    friend bool operator==(const Nest&, const Nest&) = default;
};
BOOST_DESCRIBE_STRUCT(Nest, (), (branch_id, number, text))

/// A generated key, a version, and a foreign key of two columns.
struct Bird {
    std::int64_t id = 0;
    std::int32_t ring = 0;
    std::optional<std::int32_t> branch_id{};
    std::optional<std::int32_t> nest_number{};
    std::string name{};
    std::int32_t version = 0;

    friend bool operator==(const Bird&, const Bird&) = default;
};
BOOST_DESCRIBE_STRUCT(Bird, (), (id, ring, branch_id, nest_number, name, version))

}  // namespace

template <>
inline constexpr auto tain::mapping<Branch> =
    table("random_branches", primary_key<&Branch::id>.natural(), foreign_key<&Branch::parent_id>.references<Branch>());
template <>
inline constexpr auto tain::mapping<Nest> = table("random_nests", primary_key<&Nest::branch_id, &Nest::number>,
                                                  foreign_key<&Nest::branch_id>.references<Branch>());
template <>
inline constexpr auto tain::mapping<Bird> = table("random_birds", unique<&Bird::ring>, version<&Bird::version>,
                                                  foreign_key<&Bird::branch_id, &Bird::nest_number>.references<Nest>());

namespace {

using namespace tain;
using namespace tain::test;

using nest_key = std::pair<std::int32_t, std::int32_t>;

/// An object, and what its members are to be. What the database gives is not told beforehand.
template <class T>
struct kept {
    entity<T> object{};
    T value{};
};
struct state {
    std::map<std::int32_t, kept<Branch>> branches{};
    std::map<nest_key, kept<Nest>> nests{};
    std::map<std::int32_t, kept<Bird>> birds{};  // by ring
};

std::int32_t key(const Branch& of) { return of.id; }
nest_key key(const Nest& of) { return {of.branch_id, of.number}; }
std::int32_t key(const Bird& of) { return of.ring; }

bool same(const Branch& a, const Branch& b) { return a == b; }
bool same(const Nest& a, const Nest& b) { return a == b; }
bool same(const Bird& a, const Bird& b) {
    return std::tie(a.ring, a.branch_id, a.nest_number, a.name) == std::tie(b.ring, b.branch_id, b.nest_number, b.name);
}

std::string setting(const char* variable) {
    const char* text = std::getenv(variable);
    return text == nullptr ? std::string{} : std::string{text};
}

/// Does random things to a session and to maps, which must come to the same.
class player {
public:
    player(const engine& db, unsigned seed) : db_(db), session_(db, {.autoflush = seed % 4 != 0}), random_(seed) {}

    void play(int steps) {
        try {
            while (steps-- > 0) step();
            commit();
        } catch (const std::exception& failed) {
            wrong(failed.what());
        }
    }

private:
    void wrong(const std::string& what) {
        std::string all;
        for (const std::string& each : done_) all += each + "; ";
        FAIL(what << "\nafter: " << all);
    }
    void did(std::string what) { done_.push_back(std::move(what)); }

    void step() {
        switch (pick(26)) {
            case 0:
            case 1:
            case 2: return add_branch();
            case 3:
            case 4: return add_nest();
            case 5:
            case 6: return add_bird();
            case 7:
            case 8: return change_branch();
            case 9: return change_nest();
            case 10:
            case 11: return change_bird();
            case 12: return remove_branch();
            case 13: return remove_nest();
            case 14: return remove_bird();
            case 15: return flush();
            case 16: return look();
            case 17: return commit();
            case 18: return rollback();
            case 19:
            case 20: return begin_nested();
            case 21: return end_nested(true);
            case 22: return end_nested(false);
            case 23: return merge();
            case 24: return reread();
            default: return pick(2) == 0 ? expunge_and_add() : add_again();
        }
    }

    // Objects.

    template <class T>
    void enter(std::map<decltype(key(T{})), kept<T>>& to, const T& made) {
        to[key(made)] = {session_.add(made), made};
    }
    void add_branch() {
        Branch made{next_++, any_branch(), word()};
        if (pick(4) == 0) {  // a key that may have been used before
            flush();
            made.id = static_cast<std::int32_t>(pick(static_cast<unsigned>(next_))) + 1;
            if (made.id >= next_ || now_.branches.contains(made.id)) return;
        }
        if (made.parent_id == made.id) made.parent_id.reset();
        did("add branch " + std::to_string(made.id));
        enter(now_.branches, made);
    }
    void add_nest() {
        const auto on = any_branch();
        if (!on) return;
        flush();  // its key may have been removed
        const Nest made{*on, static_cast<std::int32_t>(pick(4)), word()};
        if (now_.nests.contains(key(made))) return;
        did("add nest " + std::to_string(made.branch_id) + "/" + std::to_string(made.number));
        enter(now_.nests, made);
    }
    void add_bird() {
        Bird made{.ring = next_++, .name = word()};
        settle(made);
        did("add bird " + std::to_string(made.ring));
        enter(now_.birds, made);
    }
    void settle(Bird& in) {
        in.branch_id.reset();
        in.nest_number.reset();
        if (now_.nests.empty() || pick(3) == 0) return;
        const auto& [at, nest] = *any(now_.nests);
        in.branch_id = at.first;
        in.nest_number = at.second;
    }
    void change_branch() {
        if (now_.branches.empty()) return;
        auto& [id, one] = *any(now_.branches);
        did("change branch " + std::to_string(id));
        if (pick(2) == 0) one.value.parent_id = any_branch();
        if (pick(2) == 0) one.value.name = word();
        *one.object = one.value;
    }
    void change_nest() {
        if (now_.nests.empty()) return;
        auto& one = any(now_.nests)->second;
        did("change nest");
        one.object->text = one.value.text = word();
    }
    void change_bird() {
        if (now_.birds.empty()) return;
        auto& [ring, one] = *any(now_.birds);
        did("change bird " + std::to_string(ring));
        if (pick(2) == 0) settle(one.value);
        if (pick(2) == 0) one.value.name = word();
        put(one);
    }
    void put(kept<Bird>& one) {
        one.object->branch_id = one.value.branch_id;
        one.object->nest_number = one.value.nest_number;
        one.object->name = one.value.name;
    }
    void remove_branch() {
        if (now_.branches.empty()) return;
        const std::int32_t id = any(now_.branches)->first;
        did("remove branch " + std::to_string(id));
        for (auto& [other, one] : now_.branches)
            if (one.value.parent_id == id) {
                one.value.parent_id.reset();
                one.object->parent_id.reset();
            }
        for (auto at = now_.nests.lower_bound({id, 0}); at != now_.nests.end() && at->first.first == id;)
            at = remove(at);
        session_.remove(now_.branches[id].object);
        now_.branches.erase(id);
    }
    std::map<nest_key, kept<Nest>>::iterator remove(std::map<nest_key, kept<Nest>>::iterator gone) {
        for (auto& [ring, one] : now_.birds)
            if (one.value.branch_id == gone->first.first && one.value.nest_number == gone->first.second) {
                one.value.branch_id.reset();
                one.value.nest_number.reset();
                put(one);
            }
        session_.remove(gone->second.object);
        return now_.nests.erase(gone);
    }
    void remove_nest() {
        if (now_.nests.empty()) return;
        did("remove nest");
        remove(any(now_.nests));
    }
    void remove_bird() {
        if (now_.birds.empty()) return;
        const auto gone = any(now_.birds);
        did("remove bird " + std::to_string(gone->first));
        session_.remove(gone->second.object);
        now_.birds.erase(gone);
    }

    void merge() {
        if (pick(2) == 0 || now_.birds.empty()) {
            const Branch made{pick(2) == 0 || now_.branches.empty() ? next_++ : any(now_.branches)->first, any_branch(),
                              word()};
            flush();
            did("merge branch " + std::to_string(made.id));
            const auto object = session_.merge(made);
            const auto known = now_.branches.find(made.id);
            if (known != now_.branches.end() && object != known->second.object) wrong("merge gave another object");
            now_.branches[made.id] = {object, made};
            return;
        }
        flush();
        auto& [ring, one] = *any(now_.birds);
        did("merge bird " + std::to_string(ring));
        Bird other = *one.object;
        settle(other);
        other.name = word();
        if (session_.merge(other) != one.object) wrong("merge gave another object");
        one.value = other;
    }

    /// Expires or refreshes an object; changes that are refreshed away are lost.
    void reread() {
        if (now_.birds.empty() || now_.branches.empty()) return;
        flush();
        auto& bird = any(now_.birds)->second;
        auto& branch = any(now_.branches)->second;
        if (pick(2) == 0) {
            did("expire");
            session_.expire(bird.object);
            session_.expire(branch.object);
            if (pick(2) == 0) session_.expire_all();
            if (pick(2) == 0) branch.object->name = branch.value.name = word();
            if (session_.get<Branch>(branch.value.id) != branch.object) wrong("get gave another object");
        } else {
            did("refresh");
            bird.object->name = branch.object->name = "to be lost";
            session_.refresh(bird.object);
            session_.refresh(branch.object);
        }
        if (!same(*bird.object, bird.value) || *branch.object != branch.value) wrong("reread another value");
    }
    void expunge_and_add() {
        if (now_.birds.empty() || now_.branches.empty()) return;
        flush();
        did("expunge and add");
        const auto bird = any(now_.birds)->second.object;
        const auto branch = any(now_.branches)->second.object;
        session_.expunge(bird);
        session_.expunge(branch);
        if (session_.contains(bird) || session_.contains(branch)) wrong("the session has what was expunged");
        if (pick(2) == 0) session_.flush();
        session_.add(bird);
        session_.add(branch);
    }
    /// Adds what a rollback has let go of.
    void add_again() {
        flush();
        while (!lost_birds_.empty()) {
            kept<Bird> one = std::move(lost_birds_.back());
            lost_birds_.pop_back();
            if (session_.contains(one.object) || now_.birds.contains(one.value.ring)) continue;
            did("add bird " + std::to_string(one.value.ring) + " again");
            settle(one.value);
            put(one);
            one.object->version = 0;
            session_.add(one.object);
            now_.birds[one.value.ring] = one;
        }
        while (!lost_branches_.empty()) {
            kept<Branch> one = std::move(lost_branches_.back());
            lost_branches_.pop_back();
            if (session_.contains(one.object) || now_.branches.contains(one.value.id)) continue;
            did("add branch " + std::to_string(one.value.id) + " again");
            one.value.parent_id = any_branch();
            *one.object = one.value;
            session_.add(one.object);
            now_.branches[one.value.id] = one;
        }
    }

    // The database.

    void flush() {
        did("flush");
        session_.flush();
    }
    void look() {
        flush();
        did("look");
        const auto birds = session_.execute(select<Bird>()).all();
        const auto branches = session_.execute(select<Branch>().order_by(col<&Branch::id>)).all();
        if (birds.size() != now_.birds.size() || branches.size() != now_.branches.size()) wrong("other rows");
        for (const auto& each : birds)
            if (each != now_.birds[each->ring].object) wrong("another bird");
        for (const auto& each : branches)
            if (each != now_.branches[each->id].object) wrong("another branch");
        if (session_.execute(select(count()).from<Nest>()).one() != static_cast<std::int64_t>(now_.nests.size()))
            wrong("other nests");
        const std::int32_t id = static_cast<std::int32_t>(pick(static_cast<unsigned>(next_)));
        const auto wanted = now_.branches.find(id);
        if (session_.get<Branch>(id) != (wanted == now_.branches.end() ? entity<Branch>{} : wanted->second.object))
            wrong("get gave another branch");
        if (!now_.nests.empty()) {
            const auto& [at, nest] = *any(now_.nests);
            if (session_.get<Nest>(std::tuple{at.first, at.second}) != nest.object) wrong("get gave another nest");
        }
        compare_objects();
    }
    void commit() {
        did("commit");
        session_.commit();
        committed_ = now_;
        points_.clear();
        compare();
    }
    void rollback() {
        did("rollback");
        session_.rollback();
        back_to(committed_);
        points_.clear();
        compare();
    }
    void begin_nested() {
        if (points_.size() == 4) return;
        did("begin_nested");
        points_.push_back({session_.begin_nested(), now_});
    }
    void end_nested(bool keep) {
        if (points_.empty()) return;
        const std::size_t number = pick(static_cast<unsigned>(points_.size()));
        point* const at = &points_[number];
        if (keep) {
            did("commit of a savepoint");
            at->saved.commit();
        } else {
            did("rollback of a savepoint");
            if (pick(2) == 0)
                at->saved.rollback();
            else
                session::savepoint{std::move(at->saved)};
            back_to(state{at->before});
            compare_objects();
        }
        while (points_.size() != number) points_.pop_back();
    }
    void back_to(const state& then) {
        for (auto& [ring, one] : now_.birds)
            if (!then.birds.contains(ring)) lost_birds_.push_back(one);
        for (auto& [id, one] : now_.branches)
            if (!then.branches.contains(id)) lost_branches_.push_back(one);
        now_ = then;
    }

    // Comparing.

    template <class T, class Map>
    void compare_objects(const Map& all, const char* what) {
        for (const auto& [id, one] : all) {
            if (!session_.contains(one.object)) wrong(std::string{"the session has lost a "} + what);
            if (!same(*one.object, one.value)) wrong(std::string{"an object has other members: "} + what);
        }
    }
    void compare_objects() {
        compare_objects<Branch>(now_.branches, "branch");
        compare_objects<Nest>(now_.nests, "nest");
        compare_objects<Bird>(now_.birds, "bird");
    }
    template <class T, class Map>
    void compare_rows(const Map& all, const char* what) {
        const std::vector<T> rows = db_.execute(select<T>()).all();
        if (rows.size() != all.size()) wrong(std::string{"the table has another number of rows: "} + what);
        for (const T& each : rows) {
            const auto wanted = all.find(key(each));
            if (wanted == all.end() || *wanted->second.object != each) wrong(std::string{"a row differs: "} + what);
        }
    }
    void compare() {
        compare_objects();
        compare_rows<Branch>(now_.branches, "branch");
        compare_rows<Nest>(now_.nests, "nest");
        compare_rows<Bird>(now_.birds, "bird");
    }

    // Chance.

    template <class Map>
    typename Map::iterator any(Map& of) {
        return std::next(of.begin(), static_cast<std::ptrdiff_t>(pick(static_cast<unsigned>(of.size()))));
    }
    std::optional<std::int32_t> any_branch() {
        if (now_.branches.empty() || pick(4) == 0) return {};
        return any(now_.branches)->first;
    }
    std::string word() { return "word " + std::to_string(pick(1000)); }
    unsigned pick(unsigned below) { return std::uniform_int_distribution<unsigned>{0, below - 1}(random_); }

    struct point {
        session::savepoint saved;
        state before;
    };

    const engine& db_;
    session session_;
    std::mt19937 random_;
    std::int32_t next_ = 1;
    state now_{}, committed_{};
    std::vector<kept<Bird>> lost_birds_{};
    std::vector<kept<Branch>> lost_branches_{};
    std::vector<point> points_{};
    std::vector<std::string> done_{};
};

}  // namespace

/// TAIN_TEST_SEED runs one sequence alone, TAIN_RANDOM_SEQUENCES as many as it says.
TEST_CASE("random sequences of session calls come to what maps come to") {
    database<models<Branch, Nest, Bird>> t;
    const std::string only = setting("TAIN_TEST_SEED"), many = setting("TAIN_RANDOM_SEQUENCES");
    const unsigned first = only.empty() ? 1 : static_cast<unsigned>(std::stoul(only));
    const unsigned sequences = !only.empty() ? 1 : many.empty() ? 200 : static_cast<unsigned>(std::stoul(many));
    for (unsigned seed = first; seed != first + sequences; ++seed) {
        INFO("TAIN_TEST_SEED=" << seed);
        t.db.execute(delete_from<Bird>().all_rows());
        t.db.execute(delete_from<Nest>().all_rows());
        t.db.execute(update<Branch>().set(col<&Branch::parent_id> = std::optional<std::int32_t>{}).all_rows());
        t.db.execute(delete_from<Branch>().all_rows());
        t.log.clear();
        player{t.db, seed}.play(60);
    }
    std::printf("session calls: %u sequences from TAIN_TEST_SEED=%u\n", sequences, first);
}
