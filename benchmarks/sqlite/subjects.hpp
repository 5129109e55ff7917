// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../workload/subject.hpp"

#include <memory>

namespace bench::sqlite {

/// How SQLite spells a generated 64-bit primary key.
inline constexpr const char* key = "integer PRIMARY KEY";
inline constexpr const char* clear = "DELETE FROM posts; DELETE FROM users;";

std::unique_ptr<subject> plain_c();
std::unique_ptr<subject> tuned_c();
std::unique_ptr<subject> with_tain();
std::unique_ptr<subject> with_soci_prepared();
std::unique_ptr<subject> with_soci();

}  // namespace bench::sqlite
