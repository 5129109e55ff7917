// SPDX-License-Identifier: BSL-1.0
#include "subject.hpp"

#include <tain/session.hpp>
#include <tain/tain.hpp>

#include <boost/describe.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

namespace bench {

BOOST_DESCRIBE_STRUCT(user, (), (id, name, hair_color))

}  // namespace bench

template <>
inline constexpr auto tain::mapping<bench::user> = table("users", primary_key<&bench::user::id>);

namespace bench::units {

using namespace tain::dsl;

unit::unit(tain::engine db, const std::string& before, std::string clear, std::string after_filling)
    : db_(std::move(db)), clear_(std::move(clear)), after_filling_(std::move(after_filling)) {
    db_.script(before);
}

std::vector<user> unit::all_users() { return db_.execute(select<user>().order_by(col<&user::id>)).all(); }

namespace {

/// The statement and the shape of it that a session runs for a changed name.
const tain::driver::statement& update_statement = tain::plans::statement_of<tain::objects::update_changed<user>>;
constexpr std::uint64_t name_changed = tain::orm::column_bit(1);

class hand : public unit {
public:
    hand(bool together, tain::engine db, const std::string& before, std::string clear, std::string after_filling)
        : unit(std::move(db), before, std::move(clear), std::move(after_filling)), together_(together) {}

    void insert(std::vector<user>& rows) override {
        db_.transaction([&](tain::transaction& tx) {
            const tain::lease on = tx.on().take();
            on->insert(tain::objects::insertion_of<user, tain::objects::on_conflict::fail>, rows.data(), rows.size(),
                       {});
        });
    }
    void load() override { rows_ = all_users(); }
    void change_all(char mark) override {
        for (user& each : rows_) each.name.back() = mark;
        std::vector<user*> changed;
        for (user& each : rows_) changed.push_back(&each);
        write_names(changed);
    }

protected:
    void write_names(const std::vector<user*>& of) {
        db_.transaction([&](tain::transaction& tx) {
            const tain::lease on = tx.on().take();
            for (std::size_t at = 0; at < of.size(); at += most) {
                const std::size_t count = std::min(most, of.size() - at);
                cells_.clear();
                for (std::size_t i = at; i != at + count; ++i) {
                    cells_.push_back(tain::types::cell::of_bytes(of[i]->name.data(), of[i]->name.size()));
                    cells_.push_back(tain::types::cell::of_integer(of[i]->id));
                }
                send(*on, count);
            }
        });
    }

private:
    static constexpr std::size_t most = 256;

    void send(tain::driver::connection& on, std::size_t count) {
        if (together_) {
            changed_.assign(count, 0);
            std::size_t done = 0;
            on.execute_each({update_statement, cells_, name_changed, {}}, changed_, done);
            return;
        }
        for (std::size_t i = 0; i != count; ++i)
            on.execute({update_statement, std::span{cells_}.subspan(2 * i, 2), name_changed, {}});
    }

    bool together_;
    std::vector<user> rows_{};
    std::vector<tain::types::cell> cells_{};
    std::vector<std::int64_t> changed_{};
};

class tracking_hand final : public hand {
public:
    using hand::hand;

    void insert(std::vector<user>& rows) override {
        objects made;
        hand::insert(rows);
        made.take(std::move(rows));
    }
    void load() override {
        loaded_ = {};
        loaded_.take(all_users());
    }
    void change_all(char mark) override {
        for (const auto& each : loaded_.all) each->now.name.back() = mark;
        std::vector<user*> changed;
        for (const auto& each : loaded_.all)
            if (each->now.name != each->known.name) changed.push_back(&each->now);
        write_names(changed);
        for (const auto& each : loaded_.all) each->known.name = each->now.name;
    }

private:
    struct object {
        user now;
        user known;
    };
    struct objects {
        std::vector<std::unique_ptr<object>> all{};
        std::unordered_map<std::int64_t, object*> by_key{};

        void take(std::vector<user>&& rows) {
            all.reserve(rows.size());
            by_key.reserve(rows.size());
            for (user& each : rows) {
                user known = each;
                all.push_back(std::make_unique<object>(object{std::move(each), std::move(known)}));
                by_key.emplace(all.back()->now.id, all.back().get());
            }
        }
    };

    objects loaded_{};
};

class in_session final : public unit {
public:
    using unit::unit;

    void insert(std::vector<user>& rows) override {
        tain::session s{db_};
        for (user& each : rows) s.add(std::move(each));
        s.commit();
    }
    void load() override {
        session_.emplace(db_);
        rows_ = session_->execute(select<user>()).all();
        session_->commit();
    }
    void change_all(char mark) override {
        for (const auto& each : rows_) each->name.back() = mark;
        session_->commit();
    }

private:
    std::optional<tain::session> session_{};
    std::vector<tain::entity<user>> rows_{};
};

}  // namespace

std::unique_ptr<subject> by_hand(tain::engine db, const std::string& before, const std::string& clear,
                                 const std::string& after_filling) {
    return std::make_unique<hand>(true, std::move(db), before, clear, after_filling);
}
std::unique_ptr<subject> row_by_row(tain::engine db, const std::string& before, const std::string& clear,
                                    const std::string& after_filling) {
    return std::make_unique<hand>(false, std::move(db), before, clear, after_filling);
}
std::unique_ptr<subject> tracked_by_hand(tain::engine db, const std::string& before, const std::string& clear,
                                         const std::string& after_filling) {
    return std::make_unique<tracking_hand>(true, std::move(db), before, clear, after_filling);
}
std::unique_ptr<subject> with_session(tain::engine db, const std::string& before, const std::string& clear,
                                      const std::string& after_filling) {
    return std::make_unique<in_session>(std::move(db), before, clear, after_filling);
}

}  // namespace bench::units
