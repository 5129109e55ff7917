// SPDX-License-Identifier: BSL-1.0
#pragma once

/// UUIDs as keys that the application makes: tain::uuid_v7().

#include <tain/types/uuid_v7.hpp>
