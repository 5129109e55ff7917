// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/postgresql/native.ipp>

#include <string>
#include <string_view>
#include <vector>

namespace tain::driver::postgresql::detail {

/// libpq's text ends at the first NUL byte: what follows it would be lost without a word.
inline std::string whole_text(std::string_view sql, std::string_view what) {
    if (sql.find('\0') != std::string_view::npos)
        throw row_error(message("tain: the " + std::string{what} +
                                    " holds a NUL byte, which PostgreSQL cannot take; "
                                    "remove it",
                                {}, {}));
    return std::string{sql};
}

inline void native::script(std::string_view sql) {
    const std::string text = whole_text(sql, "script");
    watch timed{observer_, sql};
    // PQexec would wait for ever at a COPY: the results are taken one by one.
    if (PQsendQuery(channel_.raw(), text.c_str()) != 1) raise(channel_.raw(), nullptr, sql, {});
    result failed;
    bool copied = false;
    while (result one = channel_.receive()) {
        const ExecStatusType state = PQresultStatus(one.get());
        copied = channel_.end_copy(one.get()) || copied;
        const bool refused = state == PGRES_FATAL_ERROR || state == PGRES_BAD_RESPONSE;
        if (refused && !failed) failed = std::move(one);
    }
    if (copied) refuse_copy(sql, {});
    if (failed) raise(channel_.raw(), failed.get(), sql, {});
    if (!channel_.usable()) raise(channel_.raw(), nullptr, sql, {});
    timed.done(0);
}

inline text_rows native::rows(std::string_view sql, std::span<const std::optional<std::string>> given) {
    const std::string text = whole_text(sql, "statement");
    watch timed{observer_, sql};
    std::vector<const char*> values;
    for (const std::optional<std::string>& one : given) {
        if (one) static_cast<void>(whole_text(*one, "parameter"));
        values.push_back(one ? one->c_str() : nullptr);
    }
    if (PQsendQueryParams(channel_.raw(), text.c_str(), static_cast<int>(values.size()), nullptr, values.data(),
                          nullptr, nullptr, 0) != 1)
        raise(channel_.raw(), nullptr, sql, {});
    const result got = channel_.receive();
    if (channel_.end_copy(got.get())) refuse_copy(sql, {});
    channel_.drain();
    const ExecStatusType state = PQresultStatus(got.get());
    if (state == PGRES_EMPTY_QUERY)
        throw database_error(message("tain: the text holds no statement; give it one", sql, {}),
                             {.code = "03000", .sql = text});
    if (state != PGRES_TUPLES_OK && state != PGRES_COMMAND_OK) raise(channel_.raw(), got.get(), sql, {});

    text_rows found;
    const int columns = PQnfields(got.get()), count = PQntuples(got.get());
    for (int i = 0; i < columns; ++i) found.columns.emplace_back(PQfname(got.get(), i));
    for (int row = 0; row < count; ++row) {
        std::vector<std::optional<std::string>>& to = found.rows.emplace_back();
        for (int i = 0; i < columns; ++i) {
            if (PQgetisnull(got.get(), row, i))
                to.emplace_back(std::nullopt);
            else
                to.emplace_back(std::in_place, PQgetvalue(got.get(), row, i),
                                static_cast<std::size_t>(PQgetlength(got.get(), row, i)));
        }
    }
    timed.done(count);
    return found;
}

}  // namespace tain::driver::postgresql::detail
