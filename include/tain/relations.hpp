// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Relations between models as members of them. Programs without such members don't pay for it.

#include <tain/orm/load.hpp>
#include <tain/orm/many.hpp>
#include <tain/orm/one.hpp>
#include <tain/orm/session_load.hpp>
