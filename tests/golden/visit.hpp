// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "golden.hpp"

#include <tain/chrono.hpp>

#include <chrono>

namespace golden {

struct Visit {
    std::int64_t id{};
    std::chrono::year_month_day day{};
    std::chrono::local_seconds at{};
    timestamp began{};
    std::optional<std::chrono::sys_time<std::chrono::milliseconds>> ended{};
    std::chrono::microseconds took{};
    friend bool operator==(const Visit&, const Visit&) = default;
};
BOOST_DESCRIBE_STRUCT(Visit, (), (id, day, at, began, ended, took))

}  // namespace golden

template <>
inline constexpr auto tain::mapping<golden::Visit> = table("visits");
