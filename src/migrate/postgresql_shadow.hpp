// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>
#include <tain/schema/schema.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tain::migrate::postgresql {

/// A schema created in `pg_temp`, in a transaction (or savepoint) that is rolled back when this is destroyed. While it
/// exists `pg_temp` leads the connection's search_path, or `search_path`, where one is given.
class shadow {
public:
    shadow(driver::connection& on, const schema::database& of, const std::optional<std::string>& search_path = {});
    shadow(const shadow&) = delete;
    shadow& operator=(const shadow&) = delete;
    ~shadow();

    /// Returns what was created, as the server spells it.
    schema::database read();

    /// True when the server reads two expressions over a table's columns alike. Printed conditions are not always what
    /// the server prints when it reads them again, so both are fed through until they stand still.
    bool same(std::string_view table, std::string_view a, std::string_view b);

private:
    /// Returns an expression as the server prints it after reading it; the text itself when it refuses it.
    std::string respelled(std::string_view table, std::string_view expression);

    driver::connection& on_;
    const schema::database& of_;
    bool nested_;
    std::map<std::string, std::string> names_{};  ///< of indexes, by those that they have in the shadow
};

}  // namespace tain::migrate::postgresql
