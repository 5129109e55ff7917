// SPDX-License-Identifier: BSL-1.0
#pragma once

/// UUIDs as keys that the application makes, tain::uuid_v7(), and UUIDs that SQLite keeps as text, tain::text_uuid.

#include <tain/types/text_uuid.hpp>
#include <tain/types/uuid_v7.hpp>
