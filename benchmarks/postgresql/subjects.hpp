// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../workload/subject.hpp"

#include <memory>
#include <string>

namespace bench::postgresql {

inline constexpr const char* clear = "TRUNCATE users, posts RESTART IDENTITY";
inline constexpr const char* filled = "VACUUM ANALYZE users, posts";

/// The server's address, from TAIN_TEST_POSTGRESQL: a URL or a conninfo string. Empty: libpq's own variables tell it.
std::string address();

/// SQL text that makes a schema of that name with empty tables in it.
std::string create_schema(const std::string& name);

/// Makes connections opened from now on work in the schema `name`.
void use_schema(const std::string& name);

std::unique_ptr<subject> plain_c();
std::unique_ptr<subject> tuned_c();
std::unique_ptr<subject> with_tain();
std::unique_ptr<subject> with_soci_prepared();
std::unique_ptr<subject> with_soci();

}  // namespace bench::postgresql
