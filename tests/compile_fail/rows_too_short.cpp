// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a list of rows takes one value for each of its columns
#include "models.hpp"

#include <tuple>
#include <vector>

inline const std::vector<std::tuple<std::int64_t, std::int32_t>> known;

#ifdef TAIN_REJECTED
inline const auto ages = rows<"ages">(col<&User::id>, col<&User::age>, col<&User::email>).of(known);
#else
inline const auto ages = rows<"ages">(col<&User::id>, col<&User::age>).of(known);
#endif
inline const auto text = to_sql(select(ages.column<"age">()).from(ages), as);
