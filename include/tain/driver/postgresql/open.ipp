// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/postgresql/channel.ipp>

#include <cstddef>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace tain::driver::postgresql::detail {

struct free_options {
    void operator()(PQconninfoOption* all) const noexcept { PQconninfoFree(all); }
};
using connection_options = std::unique_ptr<PQconninfoOption, free_options>;

inline std::string option(const PQconninfoOption* all, std::string_view keyword) {
    for (const PQconninfoOption* one = all; one && one->keyword; ++one)
        if (one->keyword == keyword) return one->val ? one->val : "";
    return {};
}

[[noreturn]] inline void refuse_connection(std::string text, std::string server) {
    database_report report;
    report.code = "08001";
    report.server = std::move(server);
    throw connection_error(text, report);
}

/// libpq quotes what it cannot read, and that may be a piece of the password: what stands in quotes is left out where
/// the string may hold one.
inline std::string without_secrets(std::string_view said, std::string_view where) {
    if (where.find('@') == std::string_view::npos && where.find("password") == std::string_view::npos)
        return std::string{said};
    const std::size_t first = said.find('"'), last = said.rfind('"');
    if (first == std::string_view::npos) return std::string{said};
    return std::string{said.substr(0, first)} + "\"…\"" + std::string{said.substr(last + 1)};
}

inline connection_options parse(const std::string& where) {
    char* said = nullptr;
    connection_options found{PQconninfoParse(where.c_str(), &said)};
    if (!found) {
        const std::string why = without_secrets(one_line(said ? said : "out of memory"), where);
        PQfreemem(said);
        refuse_connection("tain: cannot read the PostgreSQL URL: " + why +
                              "; write postgresql://user@host:port/database, or key=value pairs",
                          why);
    }
    if (where.find('\0') != std::string::npos)
        refuse_connection("tain: cannot read the PostgreSQL URL: it holds a NUL byte; remove it", {});
    return found;
}

/// Returns what to try, from libpq's words. They may be in another language: then it is the general hint.
inline std::string_view connection_advice(std::string_view said) {
    const auto says = [&](std::string_view words) { return said.find(words) != std::string_view::npos; };
    if (says("does not exist") && says("database")) return "create the database first, or correct its name";
    if (says("password authentication failed") || says("no password supplied"))
        return "check the user and the password";
    if (says("does not exist") && says("role")) return "create the role first, or correct the user's name";
    if (says("could not translate host name")) return "correct the host's name";
    if (says("Connection refused") || says("No such file or directory"))
        return "see that the server runs, and that host and port are right";
    return "see that the server runs, and that host, port, database, user and password are right";
}

[[noreturn]] inline void refuse_server(const PQconninfoOption* options, std::string_view words) {
    std::string said = one_line(words);
    if (const std::string secret = option(options, "password"); secret.size() > 2)
        for (std::size_t at = said.find(secret); at != std::string::npos; at = said.find(secret))
            said.replace(at, secret.size(), "…");
    refuse_connection("tain: cannot connect to PostgreSQL: " + said + "; " + std::string{connection_advice(said)},
                      said);
}

inline void drop_notice(void*, const char*) {}

/// Connects, and makes the session read and write what the driver expects, whatever the server's defaults are.
inline channel open_server(const std::string& where) {
    const connection_options options = parse(where);
    try {
        channel made{pqxx::connection{where}};
        PQsetNoticeProcessor(made.raw(), &drop_notice, nullptr);
        const result set{PQexec(made.raw(),
                                "SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET datestyle = "
                                "ISO; SET intervalstyle = postgres; SET bytea_output = hex; SET extra_float_digits = "
                                "1")};
        if (PQresultStatus(set.get()) != PGRES_COMMAND_OK) refuse_server(options.get(), PQerrorMessage(made.raw()));
        return made;
    } catch (const connection_error&) {
        throw;
    } catch (const std::exception& refused) {
        refuse_server(options.get(), refused.what());
    }
}

}  // namespace tain::driver::postgresql::detail
