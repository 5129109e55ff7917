// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a value of this type cannot be written to the column
#include "models.hpp"

#include <tuple>
#include <vector>

#ifdef TAIN_REJECTED
inline const std::vector<std::tuple<std::int64_t, std::string>> known;
#else
inline const std::vector<std::tuple<std::int64_t, std::int32_t>> known;
#endif
inline const auto ages = rows<"ages">(col<&User::id>, col<&User::age>).of(known);
inline const auto text = to_sql(
    update<User>().set(col<&User::age> = ages.column<"age">()).from(ages).where(col<&User::id> == ages.column<"id">()),
    as);
