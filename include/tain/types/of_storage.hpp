// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/cell.hpp>

#include <boost/uuid/uuid.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

namespace tain::types {

/// Calls `visit` with the type, as a std::type_identity, that lies in memory as `type` says, and returns what it returns;
/// `otherwise` for `custom`.
template <class F, class R>
[[gnu::always_inline]] inline R of_storage(storage type, F visit, R otherwise) {
    switch (type) {
        case storage::boolean: return visit(std::type_identity<bool>{});
        case storage::int8: return visit(std::type_identity<std::int8_t>{});
        case storage::int16: return visit(std::type_identity<std::int16_t>{});
        case storage::int32: return visit(std::type_identity<std::int32_t>{});
        case storage::int64: return visit(std::type_identity<std::int64_t>{});
        case storage::uint8: return visit(std::type_identity<std::uint8_t>{});
        case storage::uint16: return visit(std::type_identity<std::uint16_t>{});
        case storage::uint32: return visit(std::type_identity<std::uint32_t>{});
        case storage::uint64: return visit(std::type_identity<std::uint64_t>{});
        case storage::float32: return visit(std::type_identity<float>{});
        case storage::float64: return visit(std::type_identity<double>{});
        case storage::text: return visit(std::type_identity<std::string>{});
        case storage::blob: return visit(std::type_identity<std::vector<std::byte>>{});
        case storage::uuid: return visit(std::type_identity<boost::uuids::uuid>{});
        case storage::timestamp: return visit(std::type_identity<std::chrono::sys_time<std::chrono::microseconds>>{});
        case storage::custom: break;
    }
    return otherwise;
}

}  // namespace tain::types
