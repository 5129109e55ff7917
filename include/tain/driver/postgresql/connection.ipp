// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/postgresql/connection.hpp>
#include <tain/driver/postgresql/insert.ipp>
#include <tain/driver/postgresql/native.ipp>
#include <tain/driver/postgresql/open.ipp>
#include <tain/driver/postgresql/pipeline.ipp>
#include <tain/driver/postgresql/text.ipp>

namespace tain::driver::postgresql {

TAIN_INLINE std::unique_ptr<driver::connection> connect(const std::string& where) {
    return std::make_unique<detail::native>(detail::open_server(where));
}

}  // namespace tain::driver::postgresql
