// SPDX-License-Identifier: BSL-1.0
#pragma once

/// The macros that models are described with: BOOST_DESCRIBE_STRUCT, BOOST_DESCRIBE_ENUM and their kin.

#include <boost/describe/class.hpp>  // IWYU pragma: export
#include <boost/describe/enum.hpp>   // IWYU pragma: export
