// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"
#include "session_models.hpp"

#include <tain/orm/session.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>

namespace {

using namespace tain;
using namespace tain::test;

using row = std::pair<std::optional<std::int32_t>, std::string>;  // parent and name
using rows = std::map<std::int32_t, row>;

rows stored(const engine& db) {
    rows all;
    for (const Node& each : db.execute(select<Node>()).all()) all[each.id] = {each.parent_id, each.name};
    return all;
}

/// Does random things to a session and to a map, which must come to the same.
class player {
public:
    player(const engine& db, unsigned seed) : db_(db), session_(db), random_(seed) {}

    void play(int steps) {
        while (steps-- > 0) step();
        session_.commit();
        CHECK(stored(db_) == now_);
    }

private:
    void step() {
        switch (pick(12)) {
            case 0:
            case 1:
            case 2: return add();
            case 3:
            case 4:
            case 5: return change();
            case 6:
            case 7: return remove();
            case 8: return session_.flush();
            case 9: return look();
            case 10: return commit();
            default: return rollback();
        }
    }

    void add() {
        const std::int32_t id = next_++;
        const row made{any(), "node " + std::to_string(pick(1000))};
        objects_[id] = session_.add(Node{id, made.first, made.second});
        now_[id] = made;
    }
    void change() {
        const auto id = any();
        if (!id) return;
        row& to = now_[*id];
        if (pick(2) == 0) to.first = any();
        if (pick(2) == 0) to.second = "changed " + std::to_string(pick(1000));
        objects_[*id]->parent_id = to.first;
        objects_[*id]->name = to.second;
    }
    void remove() {
        const auto id = any();
        if (!id) return;
        for (auto& [other, values] : now_)
            if (other != *id && values.first == id) {
                values.first.reset();
                objects_[other]->parent_id.reset();
            }
        session_.remove(objects_[*id]);
        objects_.erase(*id);
        now_.erase(*id);
    }
    void look() {
        CHECK(session_.execute(select(count()).from<Node>()).one() == static_cast<std::int64_t>(now_.size()));
        const std::int32_t id = static_cast<std::int32_t>(pick(static_cast<unsigned>(next_)));
        const auto found = session_.get<Node>(id);
        const auto wanted = objects_.find(id);
        CHECK(found == (wanted == objects_.end() ? entity<Node>{} : wanted->second));
        for (const auto& each : session_.execute(select<Node>()).all()) CHECK(each == objects_[each->id]);
        compare();
    }
    void commit() {
        session_.commit();
        committed_ = now_;
        committed_objects_ = objects_;
        CHECK(stored(db_) == now_);
        compare();
    }
    void rollback() {
        session_.rollback();
        now_ = committed_;
        objects_ = committed_objects_;
        CHECK(stored(db_) == now_);
        compare();
    }
    /// The members of every object.
    void compare() {
        for (const auto& [id, object] : objects_) {
            CHECK(session_.contains(object));
            CHECK(row{object->parent_id, object->name} == now_[id]);
        }
    }

    std::optional<std::int32_t> any() {
        if (now_.empty()) return {};
        return std::next(now_.begin(), static_cast<std::ptrdiff_t>(pick(static_cast<unsigned>(now_.size()))))->first;
    }
    unsigned pick(unsigned below) { return std::uniform_int_distribution<unsigned>{0, below - 1}(random_); }

    const engine& db_;
    session session_;
    std::mt19937 random_;
    std::int32_t next_ = 1;
    rows now_{}, committed_{};
    std::map<std::int32_t, entity<Node>> objects_{}, committed_objects_{};
};

}  // namespace

TEST_CASE("random sequences of session calls come to what a map comes to") {
    database<models<Node>> t;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        INFO("seed " << seed);
        t.db.execute(update<Node>().set(col<&Node::parent_id> = std::optional<std::int32_t>{}).all_rows());
        t.db.execute(delete_from<Node>().all_rows());
        player{t.db, seed}.play(60);
    }
}
