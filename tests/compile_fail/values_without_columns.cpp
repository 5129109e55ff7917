// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a range of rows does not say which columns it fills
#include "models.hpp"

#include <utility>
#include <vector>

inline const std::vector<std::pair<std::int64_t, std::string>> known;

#ifdef TAIN_REJECTED
inline const auto text = to_sql(insert<Tag>().values(known), as);
#else
inline const auto text = to_sql(insert<Tag>().columns(col<&Tag::id>, col<&Tag::name>).values(known), as);
#endif
