// SPDX-License-Identifier: BSL-1.0
#include "round_trip.hpp"
#include "support/message_of.hpp"

#include <tain/schema.hpp>
#include <tain/sql/dsl.hpp>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <string>

using namespace tain::dsl;

namespace {

enum class Phase { draft, done };
BOOST_DESCRIBE_ENUM(Phase, draft, done)

struct Writer {
    std::int64_t id{};
    std::string email{};
    bool active{};
};
BOOST_DESCRIBE_STRUCT(Writer, (), (id, email, active))

struct Draft {
    std::int64_t id{};
    std::int64_t writer_id{};
    Phase phase{};
};
BOOST_DESCRIBE_STRUCT(Draft, (), (id, writer_id, phase))

}  // namespace

template <>
inline constexpr auto tain::mapping<Writer> =
    table("writers", unique<&Writer::email>, check<"some">(col<&Writer::email> != ""));
template <>
inline constexpr auto tain::mapping<Draft> =
    table("drafts", foreign_key<&Draft::writer_id>.references<Writer>(), index<&Draft::writer_id>);

namespace {

using before = tain::models<Writer, Draft>;
struct after : tain::models<Writer, Draft> {
    static constexpr tain::naming_convention naming{.primary_key = "{table}_pkey",
                                                    .unique = "{table}_{columns}_key",
                                                    .index = "{table}_{columns}_idx",
                                                    .foreign_key = "{table}_{columns}_to_{referenced}",
                                                    .check = "{table}_{name}_check"};
};

}  // namespace

TEST_CASE("a naming convention reaches every name, and a change of it is a migration that keeps rows") {
    const tain::schema::database from = tain::schema::of<before>(), to = tain::schema::of<after>();
    const auto operations = tain::migrate::diff(from, to);
    CHECK(tain::test::codes(operations) ==
          std::vector<std::string>{"drop_fk fk_drafts_writer_id_writers", "drop_ck ck_writers_active_bool",
                                   "drop_ck ck_writers_some", "drop_uq uq_writers_email", "drop_pk pk_writers",
                                   "drop_ix ix_drafts_writer_id", "drop_ck ck_drafts_phase_enum", "drop_pk pk_drafts",
                                   "add_ck writers_active_bool_check", "add_ck writers_some_check",
                                   "add_uq writers_email_key", "add_pk writers_pkey", "add_ck drafts_phase_enum_check",
                                   "add_pk drafts_pkey", "add_ix drafts_writer_id_idx",
                                   "add_fk drafts_writer_id_to_writers"});
    for (const tain::dialect in : tain::test::dialects_of_all) {
        const auto db = tain::test::empty_database(in);
        tain::test::create(*db, from);
        db->script(
            "INSERT INTO writers (email, active) VALUES ('a@x', '1'), ('b@x', '0');"
            "INSERT INTO drafts (writer_id, phase) VALUES (1, 'draft'), (2, 'done')");
        tain::test::run_section(*db, render(operations, in, from, to));
        CHECK(tain::test::matches(*db, to));
        CHECK(tain::test::single(*db, "SELECT count(*) FROM drafts JOIN writers ON writers.id = writer_id") == "2");
        CHECK(tain::test::message_of<tain::constraint_error>([&] {
                  db->script("INSERT INTO writers (email, active) VALUES ('', '1')");
              }).find("writers_some_check") != std::string::npos);
        tain::test::run_section(*db, render(tain::migrate::reverse(operations), in, to, from));
        CHECK(tain::test::matches(*db, from));
        CHECK(tain::test::single(*db, "SELECT count(*) FROM writers") == "2");
    }
}
