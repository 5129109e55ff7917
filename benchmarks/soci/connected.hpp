// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "subject.hpp"

#include <soci/soci.h>

#include <algorithm>
#include <string>

namespace bench::with_soci {

/// The part that both ways of using SOCI share: a session, and SQL text that is never timed.
class connected : public subject {
public:
    explicit connected(const setup& with) : setup_(with), sql_(with.connection) { connected::script(with.before); }

    void script(const std::string& sql) override {
        // SOCI runs one statement a call on SQLite. No text of the workload holds a semicolon.
        for (std::size_t at = 0; at < sql.size();) {
            const std::size_t end = std::min(sql.find(';', at), sql.size());
            if (end > at) sql_ << sql.substr(at, end - at);
            at = end + 1;
        }
    }
    void clear() override { script(setup_.clear); }
    void filled() override { script(setup_.after_filling); }

protected:
    setup setup_;
    soci::session sql_;
};

}  // namespace bench::with_soci
