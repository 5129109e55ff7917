// SPDX-License-Identifier: BSL-1.0
#include "golden.hpp"

#include <tuple>

using namespace golden;
using namespace tain::dsl;

namespace {

struct Line {
    std::string name{};
    std::optional<std::int32_t> born{};
    friend bool operator==(const Line&, const Line&) = default;
};
BOOST_DESCRIBE_STRUCT(Line, (), (name, born))

constexpr auto name = col<&Author::name>;
constexpr auto born = col<&Author::born>;
constexpr auto id = col<&Author::id>;

}  // namespace

TEST_CASE("one column is its values, several are tuples") {
    const tain::engine& db = library();
    const std::vector<std::string> names =
        db.execute(select(name).where(id < 3).order_by(id)).all();  // scalars().all()
    CHECK(names == std::vector<std::string>{"Ada", "Bram"});
    const std::string one = db.execute(select(name).where(id == 1)).one();  // scalar_one()
    CHECK(one == "Ada");
    CHECK(db.execute(select(name).where(id == 99)).one_or_none() == std::nullopt);  // scalar_one_or_none()
    // scalar(): no row and NULL are two things.
    const std::optional<std::optional<std::int32_t>> unknown = db.execute(select(born).where(id == 3)).first();
    REQUIRE(unknown.has_value());
    CHECK(*unknown == std::nullopt);
    CHECK(db.execute(select(born).where(id == 99)).first() == std::nullopt);
    const std::int64_t total = db.execute(select(count()).from<Author>()).one();
    CHECK(total == 5);
    const std::tuple<std::string, std::optional<std::int32_t>> both =
        db.execute(select(name, born).where(id == 1)).one();  // tuples()
    CHECK(both == std::tuple{"Ada", 1815});
}

TEST_CASE("rows by name, and one by one") {
    const tain::engine& db = library();
    const std::vector<Line> lines =
        db.execute(select(name, born).where(id < 4).order_by(id).into<Line>()).all();  // mappings().all()
    CHECK(lines == std::vector<Line>{{"Ada", 1815}, {"Bram", 1847}, {"Cora", std::nullopt}});
    std::string initials;  // yield_per(), fetchone(), partitions()
    for (const auto& [who, when] : db.execute(select(name, born).order_by(id))) {
        if (!when) break;
        initials += who.front();
    }
    CHECK(initials == "AB");
    const std::vector<Author> first_two = db.execute(select<Author>().order_by(id).limit(2)).all();  // fetchmany(2)
    CHECK(first_two.size() == 2);
}

TEST_CASE("what a change gives") {
    auto tx = library().begin();
    const std::int64_t changed = tx.execute(update<Author>().set(born = 1900).where(is_null(born)));  // rowcount
    CHECK(changed == 2);
    const std::int64_t key =
        tx.execute(insert<Author>().values(name = "Fay", col<&Author::living> = true).returning(id))
            .one();  // inserted_primary_key
    CHECK(tx.execute(select(name).where(id == key)).one() == "Fay");
}
