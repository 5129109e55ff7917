// SPDX-License-Identifier: BSL-1.0
#include "members.hpp"

#include <tain/schema.hpp>

#include <cstdio>

using namespace tain::dsl;

void fill(const tain::engine& db) {
    tain::create_all<app>(db);
    std::vector<Member> members{{.name = "Ada"}, {.name = "Grace"}, {.name = "Nobody", .is_active = false}};
    db.insert(members);
}

std::vector<std::string> active_names(const tain::engine& db) {
    return db.execute(select(col<&Member::name>).where(col<&Member::is_active> == true).order_by(col<&Member::name>))
        .all();
}

int run(const tain::engine& db) {
    fill(db);
    const std::vector<std::string> names = active_names(db);
    for (const std::string& name : names) std::printf("%s\n", name.c_str());
    const auto first = db.get<Member>(std::int64_t{1});
    return names == std::vector<std::string>{"Ada", "Grace"} && first && first->name == "Ada" ? 0 : 1;
}
