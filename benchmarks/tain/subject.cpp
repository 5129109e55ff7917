// SPDX-License-Identifier: BSL-1.0
#include "subject.hpp"

#include <boost/describe.hpp>

#include <utility>

namespace bench {

BOOST_DESCRIBE_STRUCT(user, (), (id, name, hair_color))
BOOST_DESCRIBE_STRUCT(post, (), (id, user_id, title, body))

}  // namespace bench

template <>
inline constexpr auto tain::mapping<bench::user> = table("users", primary_key<&bench::user::id>);
template <>
inline constexpr auto tain::mapping<bench::post> =
    table("posts", primary_key<&bench::post::id>, foreign_key<&bench::post::user_id>.references<&bench::user::id>());

namespace bench::with_tain {
namespace {

using namespace tain::dsl;

class documented final : public subject {
public:
    documented(tain::engine db, const std::string& before, std::string clear, std::string after_filling)
        : db_(std::move(db)), clear_(std::move(clear)), after_filling_(std::move(after_filling)) {
        db_.script(before);
    }

    void script(const std::string& sql) override { db_.script(sql); }
    void clear() override { db_.script(clear_); }
    void filled() override { db_.script(after_filling_); }

    std::vector<user> all_users() override { return db_.execute(select<user>()).all(); }

    std::vector<user_and_post> users_with_posts(const std::string& hair_color) override {
        return db_
            .execute(select<user, post>()
                         .left_join<post>()
                         .where(col<&user::hair_color> == hair_color)
                         .order_by(col<&user::name>))
            .all();
    }

    std::optional<user> get(std::int64_t id) override { return db_.get<user>(id); }
    void insert(std::vector<user>& rows) override { db_.insert(rows); }
    void update(const user& row) override { db_.update(row); }

private:
    tain::engine db_;
    std::string clear_;
    std::string after_filling_;
};

}  // namespace

std::unique_ptr<subject> on(tain::engine db, const std::string& before, const std::string& clear,
                            const std::string& after_filling) {
    return std::make_unique<documented>(std::move(db), before, clear, after_filling);
}

}  // namespace bench::with_tain
