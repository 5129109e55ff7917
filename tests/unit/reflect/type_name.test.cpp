// SPDX-License-Identifier: BSL-1.0
#include <tain/reflect/type_name.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

struct global_type {};
namespace app::models {
struct User {
    struct Address {};
};
enum class Mood { sad };
}  // namespace app::models

namespace {
struct hidden {
    struct nested {};
};
}  // namespace

using tain::reflect::full_type_name;
using tain::reflect::type_name;

TEST_CASE("a type's own name is what follows the last ::") {
    static_assert(type_name<global_type> == "global_type");
    static_assert(type_name<app::models::User> == "User");
    static_assert(type_name<app::models::User::Address> == "Address");
    static_assert(type_name<app::models::Mood> == "Mood");
    static_assert(type_name<hidden> == "hidden");
    static_assert(type_name<hidden::nested> == "nested");
    struct local {};
    static_assert(type_name<local> == "local");
    SUCCEED();
}

TEST_CASE("the full name carries the namespaces") {
    static_assert(full_type_name<app::models::User> == "app::models::User");
    static_assert(full_type_name<app::models::User::Address> == "app::models::User::Address");
    static_assert(full_type_name<int> == "int");
    static_assert(full_type_name<bool> == "bool");
    SUCCEED();
}
