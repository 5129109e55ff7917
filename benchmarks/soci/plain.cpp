// SPDX-License-Identifier: BSL-1.0
#include "connected.hpp"
#include "rows.hpp"

namespace bench::with_soci {
namespace {

using soci::into;
using soci::use;

class documented final : public connected {
public:
    using connected::connected;

    std::vector<user> all_users() override {
        std::vector<user> users;
        user_variables of;
        soci::statement all =
            (sql_.prepare << select_users, into(of.id), into(of.name), into(of.hair_color, of.has_hair_color));
        all.execute();
        while (all.fetch()) users.push_back(of.taken());
        return users;
    }

    std::vector<user_and_post> users_with_posts(const std::string& hair_color) override {
        std::vector<user_and_post> rows;
        user_variables of;
        post_variables with;
        soci::statement joined =
            (sql_.prepare << select_joined, into(of.id), into(of.name), into(of.hair_color, of.has_hair_color),
             into(with.id, with.has_id), into(with.user_id, with.has_user_id), into(with.title, with.has_title),
             into(with.body, with.has_body), use(hair_color));
        joined.execute();
        while (joined.fetch()) rows.emplace_back(of.taken(), with.taken());
        return rows;
    }

    std::optional<user> get(std::int64_t id) override {
        user_variables of;
        const long long wanted = id;
        sql_ << select_user, into(of.id), into(of.name), into(of.hair_color, of.has_hair_color), use(wanted);
        if (!sql_.got_data()) return std::nullopt;
        return of.taken();
    }

    void insert(std::vector<user>& rows) override {
        soci::transaction all_or_nothing(sql_);
        user_variables of;
        for (user& row : rows) {
            of.set(row);
            if (setup_.returns_keys) {
                sql_ << insert_user_returning, into(of.id), use(of.name), use(of.hair_color, of.has_hair_color);
            } else {
                sql_ << insert_user, use(of.name), use(of.hair_color, of.has_hair_color);
                sql_.get_last_insert_id("users", of.id);
            }
            row.id = of.id;
        }
        all_or_nothing.commit();
    }

    void update(const user& row) override {
        user_variables of;
        of.set(row);
        sql_ << update_user, use(of.name), use(of.hair_color, of.has_hair_color), use(of.id);
    }
};

}  // namespace

std::unique_ptr<subject> plain(const setup& with) { return std::make_unique<documented>(with); }

}  // namespace bench::with_soci
