// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

namespace bench {

struct user {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::string> hair_color{};

    friend bool operator==(const user&, const user&) = default;
};

struct post {
    std::int64_t id = 0;
    std::int64_t user_id = 0;
    std::string title{};
    std::optional<std::string> body{};

    friend bool operator==(const post&, const post&) = default;
};

/// A row of users left join posts.
using user_and_post = std::tuple<user, std::optional<post>>;

}  // namespace bench
