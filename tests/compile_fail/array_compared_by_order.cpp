// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: values of this type have no order that both databases know
#include "models.hpp"

#include <tain/types/array.hpp>

#include <vector>

struct Note {
    std::int64_t id{};
    std::vector<std::string> tags{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, tags))

inline const std::vector<std::string> some{"a"};

#ifdef TAIN_REJECTED
inline const auto query = select<Note>().where(col<&Note::tags> < some);
#else
inline const auto query = select<Note>().where(col<&Note::tags> == some);
#endif
