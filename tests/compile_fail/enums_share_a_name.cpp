// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: two enums of different enumerators are stored under one name
#include "models.hpp"

#include <tain/schema.hpp>

#include <boost/describe/enum.hpp>

enum class Size { small, large };
BOOST_DESCRIBE_ENUM(Size, small, large)
enum class Weight { light, heavy };
BOOST_DESCRIBE_ENUM(Weight, light, heavy)
template <>
inline constexpr auto tain::stored_as<Size> = tain::native_enum("size");
template <>
#ifdef TAIN_REJECTED
inline constexpr auto tain::stored_as<Weight> = tain::native_enum("size");
#else
inline constexpr auto tain::stored_as<Weight> = tain::native_enum("weight");
#endif

struct Stone {
    std::int64_t id{};
    Size size{};
    Weight weight{};
};
BOOST_DESCRIBE_STRUCT(Stone, (), (id, size, weight))

tain::schema::database made() { return tain::schema::of<tain::models<Stone>>(); }
