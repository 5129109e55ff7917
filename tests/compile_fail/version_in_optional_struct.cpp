// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: are written with it, or NULL with it
#include "models.hpp"

struct History {
    std::string author{};
    std::int32_t edits{};
};
BOOST_DESCRIBE_STRUCT(History, (), (author, edits))

struct Page {
    std::int64_t id{};
#ifdef TAIN_REJECTED
    std::optional<History> history{};
#else
    History history{};
#endif
};
BOOST_DESCRIBE_STRUCT(Page, (), (id, history))
template <>
inline constexpr auto tain::mapping<Page> = table("pages", version<path<&Page::history, &History::edits>>);

inline constexpr auto text = to_sql(select<Page>(), as);
