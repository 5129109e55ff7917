// SPDX-License-Identifier: BSL-1.0
#pragma once

/// The session: a unit of work over an engine. Programs that only query don't pay for it.

#include <tain/orm/session.hpp>
