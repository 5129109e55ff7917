// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a native enum of this list of models is called like one of its tables
#include "models.hpp"

#include <tain/schema.hpp>

#include <boost/describe/enum.hpp>

enum class Size { small, large };
BOOST_DESCRIBE_ENUM(Size, small, large)
template <>
#ifdef TAIN_REJECTED
inline constexpr auto tain::stored_as<Size> = tain::native_enum("stone");
#else
inline constexpr auto tain::stored_as<Size> = tain::native_enum("size");
#endif

struct Stone {
    std::int64_t id{};
    Size size{};
};
BOOST_DESCRIBE_STRUCT(Stone, (), (id, size))

tain::schema::database made() { return tain::schema::of<tain::models<Stone>>(); }
