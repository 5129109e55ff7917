// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/sqlite/bind.ipp>
#include <tain/driver/sqlite/connection.hpp>
#include <tain/driver/sqlite/insert.ipp>
#include <tain/driver/sqlite/native.ipp>
#include <tain/driver/sqlite/open.ipp>
#include <tain/driver/sqlite/read.ipp>
#include <tain/driver/sqlite/text.ipp>
#include <tain/driver/watch.hpp>

namespace tain::driver::sqlite {

TAIN_INLINE std::unique_ptr<driver::connection> connect(const options& how) {
    return std::make_unique<detail::native>(detail::open_database(how));
}

}  // namespace tain::driver::sqlite
