// SPDX-License-Identifier: BSL-1.0
#include <tain/driver/error.hpp>
#include <tain/orm/naming.hpp>
#include <tain/reflect/describe.hpp>

#include <catch2/catch_test_macros.hpp>

#include <boost/uuid/uuid.hpp>

#include <chrono>
#include <cstdint>
#include <new>
#include <string>
#include <vector>

namespace naming_models {

struct Numbered {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Numbered, (), (id))
struct Manifold {
    std::string text{};
    bool flag = false;
    double real = 0;
    boost::uuids::uuid unique_id{};
    std::chrono::sys_time<std::chrono::microseconds> at{};
    std::vector<std::byte> bytes{};
    std::string rest{};
};
BOOST_DESCRIBE_STRUCT(Manifold, (), (text, flag, real, unique_id, at, bytes, rest))

}  // namespace naming_models

using namespace naming_models;

template <>
inline constexpr auto tain::mapping<Manifold> =
    table("manifolds", primary_key<&Manifold::text, &Manifold::flag, &Manifold::real, &Manifold::unique_id,
                                   &Manifold::at, &Manifold::bytes>);

namespace {

using namespace tain;
using namespace tain::orm;

template <class E, class F>
E thrown(const F& run) {
    try {
        try {
            run();
        } catch (...) {
            rethrow("insert User (id 7)");
        }
    } catch (const E& e) {
        return e;
    }
    FAIL("nothing was thrown");
    throw;
}

}  // namespace

TEST_CASE("an object is named by its model and key") {
    const held numbered{new_record(Numbered{7})};
    CHECK(name_of(*numbered) == "a new Numbered");
    std::vector<types::cell> columns{types::cell::of_integer(7)};
    numbered->known = image{columns};
    CHECK(name_of(*numbered) == "Numbered (id 7)");
    CHECK(key_of(*numbered) == "id 7");

    const held many{new_record(Manifold{.text = "日本",
                                        .flag = true,
                                        .real = 0.5,
                                        .at = std::chrono::sys_days{std::chrono::year{2024} / 2 / 29},
                                        .bytes = {std::byte{1}, std::byte{255}},
                                        .rest = "x"})};
    CHECK(name_of(*many) ==
          "Manifold (text '日本', flag true, real 0.5, unique_id 00000000-0000-0000-0000-000000000000, "
          "at 2024-02-29 00:00:00.000000, bytes x'01ff')");
}

TEST_CASE("long keys are cut, between characters") {
    std::string text = "x";
    for (int i = 0; i < 40; ++i) text += "é";
    const held many{new_record(Manifold{.text = text, .bytes = std::vector<std::byte>(20)})};
    const std::string name = name_of(*many);
    CHECK(name.starts_with("Manifold (text 'x" + text.substr(1, 58) + "…', "));
    CHECK(name.ends_with("bytes x'00000000000000000000000000000000…')"));
}

TEST_CASE("an error keeps its kind and what the database said when it gets a name") {
    database_report report;
    report.constraint = "uq_users_email";
    report.sql = "INSERT";
    const auto refused = thrown<constraint_error>(
        [&] { throw constraint_error("tain: a constraint refused the row", constraint_kind::unique, report); });
    CHECK(std::string{refused.what()} == "tain: cannot insert User (id 7): a constraint refused the row");
    CHECK(refused.kind() == constraint_kind::unique);
    CHECK(refused.constraint() == "uq_users_email");
    CHECK(refused.sql() == "INSERT");
    CHECK(std::string{thrown<conflict_error>([&] { throw conflict_error("tain: locked", report); }).what()} ==
          "tain: cannot insert User (id 7): locked");
    CHECK(thrown<connection_error>([&] { throw connection_error("tain: gone", report); }).sql() == "INSERT");
    CHECK(std::string{thrown<database_error>([&] { throw database_error("odd", report); }).what()} ==
          "tain: cannot insert User (id 7): odd");
    CHECK(std::string{thrown<row_error>([] { throw row_error("tain: no"); }).what()} ==
          "tain: cannot insert User (id 7): no");
    static_cast<void>(thrown<std::bad_alloc>([] { throw std::bad_alloc(); }));
}
