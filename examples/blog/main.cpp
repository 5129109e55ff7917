// SPDX-License-Identifier: BSL-1.0
#include "blog.hpp"

#include <tain/open.hpp>
#include <tain/schema.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <exception>

// A day of a blog, from its first author to its last.
int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr,
                   "usage: blog URL, such as sqlite:blog.db or postgresql://user@host/name; an empty database\n");
        return 64;
    }
    try {
        const tain::engine db = tain::open(argv[1]);
        tain::create_all<blog::models>(db);

        tain::session s{db};
        blog::join(s, "ada", "Ada Lovelace");
        blog::join(s, "grace", "Grace Hopper");
        const auto notes = blog::publish(s, "ada", "Notes", "On the engine.", {"engines", "numbers"});
        const auto moth = blog::publish(s, "grace", "A moth", "In relay 70.", {"bugs"});
        const auto first = blog::comment(s, notes, 0, "grace", "Which numbers?");
        blog::comment(s, notes, first, "ada", "Bernoulli's.");
        blog::comment(s, moth, 0, "ada", "Poor thing.");
        blog::retag(s, moth, {"bugs", "engines"});
        fmt::print("{}\n", blog::front_page(db, 2));

        blog::edit(s, notes, 1, "On the engine, revised.");
        try {
            blog::edit(s, notes, 1, "Lost?");
        } catch (const blog::refused& why) {
            fmt::print("refused: {}\n\n", why.what());
        }
        blog::hand_over(s, "grace", "ada");
        fmt::print("{}\n", blog::front_page(db, 3));

        blog::leave(s, "ada");
        fmt::print("{} authors, {} tags\n", db.execute(tain::select<blog::Author>()).all().size(),
                   db.execute(tain::select<blog::Tag>()).all().size());
        return 0;
    } catch (const std::exception& why) {
        fmt::print(stderr, "{}\n", why.what());
        return 1;
    }
}
