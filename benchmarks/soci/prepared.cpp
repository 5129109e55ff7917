// SPDX-License-Identifier: BSL-1.0
#include "connected.hpp"
#include "rows.hpp"

namespace bench::with_soci {
namespace {

using soci::into;
using soci::use;

class held final : public connected {
public:
    explicit held(const setup& with) : connected(with), insert_(prepare_insert()) {}

    std::vector<user> all_users() override {
        std::vector<user> users;
        all_.execute();
        while (all_.fetch()) users.push_back(user_.taken());
        return users;
    }

    std::vector<user_and_post> users_with_posts(const std::string& hair_color) override {
        std::vector<user_and_post> rows;
        wanted_color_ = hair_color;
        joined_.execute();
        while (joined_.fetch()) rows.emplace_back(user_.taken(), post_.taken());
        return rows;
    }

    std::optional<user> get(std::int64_t id) override {
        wanted_id_ = id;
        if (!get_.execute(true)) return std::nullopt;
        return user_.taken();
    }

    void insert(std::vector<user>& rows) override {
        soci::transaction all_or_nothing(sql_);
        for (user& row : rows) {
            user_.set(row);
            insert_.execute(true);
            if (!setup_.returns_keys) sql_.get_last_insert_id("users", new_id_);
            row.id = new_id_;
        }
        all_or_nothing.commit();
    }

    void update(const user& row) override {
        user_.set(row);
        update_.execute(true);
    }

private:
    soci::statement prepare_insert() {
        if (!setup_.returns_keys) {
            return (sql_.prepare << insert_user, use(user_.name), use(user_.hair_color, user_.has_hair_color));
        }
        return (sql_.prepare << insert_user_returning, into(new_id_), use(user_.name),
                use(user_.hair_color, user_.has_hair_color));
    }

    user_variables user_;
    post_variables post_;
    std::string wanted_color_;
    long long wanted_id_ = 0;
    long long new_id_ = 0;
    soci::statement all_ =
        (sql_.prepare << select_users, into(user_.id), into(user_.name), into(user_.hair_color, user_.has_hair_color));
    soci::statement joined_ =
        (sql_.prepare << select_joined, into(user_.id), into(user_.name), into(user_.hair_color, user_.has_hair_color),
         into(post_.id, post_.has_id), into(post_.user_id, post_.has_user_id), into(post_.title, post_.has_title),
         into(post_.body, post_.has_body), use(wanted_color_));
    soci::statement get_ = (sql_.prepare << select_user, into(user_.id), into(user_.name),
                            into(user_.hair_color, user_.has_hair_color), use(wanted_id_));
    soci::statement insert_;
    soci::statement update_ =
        (sql_.prepare << update_user, use(user_.name), use(user_.hair_color, user_.has_hair_color), use(user_.id));
};

}  // namespace

std::unique_ptr<subject> prepared(const setup& with) { return std::make_unique<held>(with); }

}  // namespace bench::with_soci
