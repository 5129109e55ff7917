// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/error.hpp>

#include <string>
#include <utility>

namespace tain {

/// The row of an object is not in the database any more: an UPDATE or DELETE matched no row, or a refresh found none.
/// The session is as it was before the call.
class stale_error : public error {
public:
    stale_error(const std::string& message, std::string model, std::string key)
        : error(message), model_(std::move(model)), key_(std::move(key)) {}

    /// The C++ type of the object, such as `User`.
    const std::string& model() const noexcept { return model_; }
    /// The row's primary key, such as `id 7`.
    const std::string& key() const noexcept { return key_; }

private:
    std::string model_;
    std::string key_;
};

}  // namespace tain
