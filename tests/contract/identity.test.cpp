// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include <tain/session.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;

namespace {

struct Ticket {
    std::int32_t id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Ticket, (), (id, text))

struct Note {
    std::int64_t id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, text))

}  // namespace

template <>
inline constexpr auto tain::mapping<Ticket> =
    table("it's \"tickets\"", tain::identity<&Ticket::id>.start(1000).increment(10).always());
template <>
inline constexpr auto tain::mapping<Note> = table("notes", tain::identity<&Note::id>.never_reused());

TEST_CASE("keys begin at their start and go up by their step, which SQLite has not") {
    const tain::engine db = database_of<Ticket>();
    const std::int32_t step = on_postgresql() ? 10 : 1;
    Ticket one{.text = "a"};
    db.insert(one);
    CHECK(one.id == 1000);
    std::vector<Ticket> many(300);
    for (std::size_t i = 0; i < many.size(); ++i) many[i].text = std::to_string(i);
    db.insert(many);
    bool right = true;
    for (std::size_t i = 0; i < many.size(); ++i)
        right = right && many[i].id == 1000 + step * static_cast<std::int32_t>(i + 1) &&
                db.get<Ticket>(many[i].id)->text == many[i].text;
    CHECK(right);
    tain::session s{db};
    auto added = s.add(Ticket{.text = "s"});
    s.commit();
    CHECK(added->id == many.back().id + step);
    CHECK(db.execute(insert<Ticket>().values(col<&Ticket::text> = "v").returning(col<&Ticket::id>)).one() ==
          added->id + step);
}

TEST_CASE("a key that was given is never given again") {
    const tain::engine db = database_of<Note>();
    std::vector<Note> some(3);
    db.insert(some);
    CHECK(db.remove(some.back()));
    CHECK(db.insert(Note{}).id == some.back().id + 1);
    db.execute(delete_from<Note>().all_rows());
    CHECK(db.insert(Note{}).id == some.back().id + 2);
}
