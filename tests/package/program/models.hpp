// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/tain.hpp>

#include <cstdint>
#include <string>

struct Member {
    std::int64_t id = 0;
    std::string name{};
    bool is_active = true;
};
BOOST_DESCRIBE_STRUCT(Member, (), (id, name, is_active))

template <>
inline constexpr auto tain::mapping<Member> = table("members", primary_key<&Member::id>, unique<&Member::name>);

using app = tain::models<Member>;
