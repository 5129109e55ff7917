// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "measure.hpp"

#include <cstdio>
#include <string>
#include <vector>

namespace bench {

/// Prints one line a scenario as soon as it is measured: the reference's time, then each contestant's ratio to it.
class report {
public:
    report(std::vector<const entry*> columns, bool markdown);

    void head(const std::string& title);
    void line(const measurement& of);

private:
    void cells(const std::vector<std::string>& row) const;

    std::vector<const entry*> columns_;
    bool markdown_;
};

/// `648 ns`, `1.58 ms`.
std::string spell_seconds(double seconds);
/// `10,000`
std::string spell_count(std::size_t count);
/// The processor, the compiler, and what is told of the database: a line to stand above a table.
std::string machine();

}  // namespace bench
