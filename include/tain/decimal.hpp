// SPDX-License-Identifier: BSL-1.0
#pragma once

/// `tain::decimal<Precision, Scale>`: exact decimal numbers as members of models.

#include <tain/types/decimal.hpp>
