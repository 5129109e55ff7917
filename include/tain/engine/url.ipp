// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/error.hpp>
#include <tain/engine/url.hpp>

#include <charconv>
#include <cstddef>

namespace tain {

namespace detail {

[[noreturn]] inline void bad_url(const std::string& why) {
    throw connection_error("tain: the database URL is not valid: " + why, {});
}

inline std::string percent_decoded(std::string_view text) {
    std::string made;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            made += text[i];
            continue;
        }
        unsigned code = 0;
        const char* const digits = text.data() + i + 1;
        if (i + 2 >= text.size() || std::from_chars(digits, digits + 2, code, 16).ptr != digits + 2 || code == 0)
            bad_url("a % is not followed by two hexadecimal digits; write %25 for the character itself");
        made += static_cast<char>(code);
        i += 2;
    }
    return made;
}

inline void set_sqlite_option(driver::sqlite::options& to, std::string_view name, std::string_view value) {
    if (name == "mode" && (value == "ro" || value == "rw" || value == "rwc")) {
        to.read_only = value == "ro";
        to.create = value == "rwc";
    } else if (name == "wal" && (value == "on" || value == "off")) {
        to.wal = value == "on";
    } else if (int milliseconds = 0; name == "busy_timeout" && !value.empty() &&
                                     std::from_chars(value.data(), value.data() + value.size(), milliseconds).ptr ==
                                         value.data() + value.size() &&
                                     milliseconds >= 0) {
        to.busy_timeout = std::chrono::milliseconds{milliseconds};
    } else {
        bad_url("\"" + std::string{name} +
                "\" is no option of SQLite or has a value that it does not take; there are mode=ro|rw|rwc, "
                "busy_timeout=<milliseconds> and wal=on|off");
    }
}

}  // namespace detail

TAIN_INLINE url url::parse(std::string_view text) {
    url made;
    const auto colon = text.find(':');
    const std::string_view scheme = colon == std::string_view::npos ? std::string_view{} : text.substr(0, colon);
    if (scheme == "postgresql" || scheme == "postgres") {
        if (text.substr(colon + 1, 2) != "//") detail::bad_url("write postgresql://user@host/database");
        made.kind = dialect::postgresql;
        made.postgresql = text;
        return made;
    }
    if (scheme != "sqlite")
        detail::bad_url(
            "it begins with neither sqlite: nor postgresql://; write sqlite:app.db or "
            "postgresql://user@host/database");
    made.kind = dialect::sqlite;
    std::string_view rest = text.substr(colon + 1);
    std::string_view options;
    if (const auto mark = rest.find('?'); mark != std::string_view::npos) {
        options = rest.substr(mark + 1);
        rest = rest.substr(0, mark);
    }
    if (rest.substr(0, 2) == "//") {
        if (rest.substr(2, 1) != "/")
            detail::bad_url(
                "sqlite:// is followed by a host, which SQLite does not have; write sqlite:relative.db or "
                "sqlite:///absolute.db");
        rest.remove_prefix(2);
    }
    made.sqlite.path = detail::percent_decoded(rest);
    if (made.sqlite.path.empty())
        detail::bad_url("it names no file; write sqlite:app.db, or sqlite::memory: for a database in memory");
    while (!options.empty()) {
        const std::string_view one = options.substr(0, options.find('&'));
        options.remove_prefix(one.size() == options.size() ? one.size() : one.size() + 1);
        const auto equals = one.find('=');
        if (equals == std::string_view::npos) detail::bad_url("an option has no value; write name=value");
        detail::set_sqlite_option(made.sqlite, one.substr(0, equals), one.substr(equals + 1));
    }
    return made;
}

}  // namespace tain
