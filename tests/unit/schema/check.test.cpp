// SPDX-License-Identifier: BSL-1.0
#include <tain/schema/check.hpp>
#include <tain/schema/of.hpp>

#include <tain/sql/dsl.hpp>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

using namespace tain::verdict;
using namespace tain::dsl;

namespace {

enum class Kind { plain, odd };
BOOST_DESCRIBE_ENUM(Kind, plain, odd)

struct User {
    std::int64_t id{};
    std::string email{};
    bool active{};
    std::optional<Kind> kind{};
};
BOOST_DESCRIBE_STRUCT(User, (), (id, email, active, kind))

struct Post {
    std::int64_t id{};
    std::int64_t author_id{};
    std::string title{};
};
BOOST_DESCRIBE_STRUCT(Post, (), (id, author_id, title))

struct OtherUser {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(OtherUser, (), (id))

/// An index of the name that Post's unique has, and its table's name in other letters.
struct Index {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Index, (), (id))

struct TwoChecks {
    std::int64_t id{};
    bool on{};
};
BOOST_DESCRIBE_STRUCT(TwoChecks, (), (id, on))

struct TwoKeys {
    std::int64_t id{};
    std::int64_t user_id{};
};
BOOST_DESCRIBE_STRUCT(TwoKeys, (), (id, user_id))

struct Named {
    std::int64_t id{};
    std::string a{};
    std::string b{};
};
BOOST_DESCRIBE_STRUCT(Named, (), (id, a, b))

struct Entry {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Entry, (), (id))

struct AuditEntry {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(AuditEntry, (), (id))

struct PlainEntry {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(PlainEntry, (), (id))

inline constexpr tain::sequence numbers{.name = "numbers"}, others{.name = "numbers", .start = 5},
    like_a_table{.name = "Post_Title"};

struct Invoice {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Invoice, (), (id))
struct Receipt {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Receipt, (), (id))
struct Bill {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Bill, (), (id))
struct Check {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Check, (), (id))

enum class size { small, large };
BOOST_DESCRIBE_ENUM(size, small, large)
enum class extent { small, large };
BOOST_DESCRIBE_ENUM(extent, small, large)
enum class weight { light, heavy };
BOOST_DESCRIBE_ENUM(weight, light, heavy)
enum class user { one };
BOOST_DESCRIBE_ENUM(user, one)

struct Shirt {
    std::int64_t id{};
    size how_large{};
    std::optional<size> before{};
};
BOOST_DESCRIBE_STRUCT(Shirt, (), (id, how_large, before))
struct Field {
    std::int64_t id{};
    extent how_large{};
};
BOOST_DESCRIBE_STRUCT(Field, (), (id, how_large))
struct Stone {
    std::int64_t id{};
    weight how_heavy{};
};
BOOST_DESCRIBE_STRUCT(Stone, (), (id, how_heavy))
struct Member {
    std::int64_t id{};
    user who{};
};
BOOST_DESCRIBE_STRUCT(Member, (), (id, who))

struct Spot {
    double lat{};
    double lon{};
};
BOOST_DESCRIBE_STRUCT(Spot, (), (lat, lon))

struct Placed {
    std::int64_t id{};
    std::optional<Spot> at{};
};
BOOST_DESCRIBE_STRUCT(Placed, (), (id, at))

template <class Models, class Verdict>
inline constexpr bool judged = std::is_same_v<list_fitness<Models>, Verdict>;

}  // namespace

template <>
inline constexpr auto tain::mapping<User> =
    table("users", unique<&User::email>, check<"at">(like(col<&User::email>, "%@%")));
template <>
inline constexpr auto tain::mapping<Placed> = table("placed", check<"at_whole">(col<&Placed::at, &Spot::lat> > 0.0));
template <>
inline constexpr auto tain::mapping<Post> =
    table("posts", foreign_key<&Post::author_id>.references<User>(), index<&Post::title, &Post::author_id>,
          unique<&Post::title>.named("Post_Title"));
template <>
inline constexpr auto tain::mapping<OtherUser> = table("USERS");
template <>
inline constexpr auto tain::mapping<Entry> = table("entries", in_schema("audit"));
template <>
inline constexpr auto tain::mapping<AuditEntry> = table("audit_entries");
template <>
inline constexpr auto tain::mapping<PlainEntry> = table("entries");
template <>
inline constexpr auto tain::mapping<Invoice> = table("invoices", tain::identity<&Invoice::id>.from(numbers));
template <>
inline constexpr auto tain::mapping<Receipt> = table("receipts", tain::identity<&Receipt::id>.from(numbers));
template <>
inline constexpr auto tain::mapping<Bill> = table("bills", tain::identity<&Bill::id>.from(others));
template <>
inline constexpr auto tain::mapping<Check> = table("checks", tain::identity<&Check::id>.from(like_a_table));
template <>
inline constexpr auto tain::stored_as<size> = tain::native_enum("size");
template <>
inline constexpr auto tain::stored_as<extent> = tain::native_enum("size");
template <>
inline constexpr auto tain::stored_as<weight> = tain::native_enum("size");
template <>
inline constexpr auto tain::stored_as<user> = tain::native_enum("users");
template <>
inline constexpr auto tain::mapping<Index> = table("post_title");
template <>
inline constexpr auto tain::mapping<TwoChecks> = table("two_checks", check<"on_bool">(col<&TwoChecks::id> > 0));
template <>
inline constexpr auto tain::mapping<TwoKeys> =
    table("two_keys", foreign_key<&TwoKeys::user_id>.references<User>(),
          foreign_key<&TwoKeys::user_id>.references<User>().on_delete(cascade));
template <>
inline constexpr auto tain::mapping<Named> = table("named", index<&Named::a>, index<&Named::b>.named("ix_named_a"));

namespace {

using plain = tain::models<User, Post>;
struct conventional : tain::models<User, Post> {
    static constexpr tain::naming_convention naming{.primary_key = "{table}_key",
                                                    .unique = "uq__{table}__{columns}",
                                                    .index = "idx-{columns}-{table}",
                                                    .foreign_key = "{table}.{columns}->{referenced}",
                                                    .check = "{name}_of_{table}"};
};
struct unknown : tain::models<User> {
    static constexpr tain::naming_convention naming{.index = "ix_{name}"};
};
struct column : tain::models<User> {
    static constexpr tain::naming_convention naming{.check = "ck_{columns}_{name}"};
};
struct open : tain::models<User> {
    static constexpr tain::naming_convention naming{.primary_key = "pk_{table"};
};
struct closed : tain::models<User> {
    static constexpr tain::naming_convention naming{.primary_key = "pk_table}"};
};
struct nameless : tain::models<User> {
    static constexpr tain::naming_convention naming{.check = "ck_{table}"};
};
struct one_key : tain::models<User, Post> {
    static constexpr tain::naming_convention naming{.primary_key = "pk"};
};
struct alike : tain::models<User, Post> {
    static constexpr tain::naming_convention naming{.foreign_key = "pk_{table}"};
};

}  // namespace

TEST_CASE("names in a list of models differ where a database needs it") {
    static_assert(judged<plain, accepted> && judged<tain::models<>, accepted>);
    static_assert(judged<tain::models<User, Post, User>, table_named_twice>);
    static_assert(judged<tain::models<User, OtherUser>, table_named_twice>, "in another case");
    static_assert(judged<tain::models<Entry, PlainEntry>, accepted>, "in another schema");
    static_assert(judged<tain::models<Entry, AuditEntry>, table_named_twice>, "one name on SQLite");
    static_assert(judged<tain::models<Post, Index>, index_named_twice>, "an index and a table");
    static_assert(judged<tain::models<Named>, index_named_twice>, "of one model");
    static_assert(judged<tain::models<Post, TwoChecks>, constraint_named_twice>, "a boolean has a check, too");
    static_assert(judged<tain::models<Placed>, constraint_named_twice>, "and a struct that is optional as a whole");
    static_assert(judged<tain::models<User, TwoKeys>, constraint_named_twice>);
    static_assert(std::is_same_v<tain::verdict::detail::repeating_model<tain::models<User, TwoKeys>>, TwoKeys>);
    static_assert(tain::schema::check_models<plain>());
    SUCCEED();
}

TEST_CASE("a naming convention has placeholders that exist, and checks have their names in it") {
    static_assert(judged<conventional, accepted>);
    static_assert(judged<unknown, placeholder_unknown> && judged<column, placeholder_unknown>);
    static_assert(judged<open, placeholder_unknown> && judged<closed, placeholder_unknown>);
    static_assert(judged<nameless, check_name_missing>);
    static_assert(judged<one_key, index_named_twice>, "a pattern without the table");
    static_assert(judged<alike, constraint_named_twice>);
    SUCCEED();
}

TEST_CASE("a list's naming convention names what has no name of its own") {
    const tain::schema::database made = tain::schema::of<conventional>();
    const tain::schema::table& users = made.tables.at(0);
    const tain::schema::table& posts = made.tables.at(1);
    CHECK(users.primary_key->name == "users_key");
    CHECK(users.uniques.at(0).name == "uq__users__email");
    CHECK(users.checks.at(0).name == "active_bool_of_users");
    CHECK(users.checks.at(1).name == "kind_enum_of_users");
    CHECK(users.checks.at(2).name == "at_of_users");
    CHECK(posts.foreign_keys.at(0).name == "posts.author_id->users");
    CHECK(posts.indexes.at(0).name == "idx-title_author_id-posts");
    CHECK(posts.uniques.at(0).name == "Post_Title");
    CHECK(tain::schema::of<plain>().tables.at(0).checks.at(0).name == "ck_users_active_bool");
}

TEST_CASE("names by a convention are cut like others") {
    const tain::naming_convention by{.unique = "a_very_long_beginning_of_a_name_of_the_{table}_table_with_{columns}"};
    const std::string made = tain::schema::default_name(tain::schema::named::unique, "users", "email_address", {}, by);
    CHECK(made.size() == tain::schema::longest_name);
    CHECK(made.starts_with("a_very_long_beginning_of_a_name_of_the_users_table_wit"));
}

TEST_CASE("models share sequences and native enums of which they say the same") {
    static_assert(judged<tain::models<Invoice, Receipt>, accepted>);
    static_assert(judged<tain::models<Invoice, Receipt, Bill>, sequences_differ>);
    static_assert(judged<tain::models<Check, Invoice>, accepted>);
    static_assert(judged<tain::models<Check, Index>, index_named_twice>, "a sequence and a table");
    static_assert(judged<tain::models<Shirt, Field>, accepted>);
    static_assert(judged<tain::models<Shirt, Stone>, enums_differ>);
    static_assert(judged<tain::models<Member>, accepted>);
    static_assert(judged<tain::models<Member, User, Post>, enum_named_like_table>);
    SUCCEED();
}
