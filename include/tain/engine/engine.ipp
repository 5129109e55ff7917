// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/engine.hpp>

#include <memory>
#include <utility>

namespace tain {

TAIN_INLINE engine::engine(std::unique_ptr<opener> how, const pool_options& options)
    : pool_(new pool(std::move(how), options)) {}
TAIN_INLINE engine::engine(engine&& other) noexcept = default;
TAIN_INLINE engine& engine::operator=(engine&& other) noexcept = default;
TAIN_INLINE engine::~engine() = default;

}  // namespace tain
