// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/sqlite/native.ipp>

namespace tain::driver::sqlite::detail {

inline void native::script(std::string_view sql) {
    while (!sql.empty()) {
        std::string_view rest;
        prepared one;
        one.handle = compile(db_.get(), sql, 0, &rest, {});
        one.text = sql.substr(0, sql.size() - rest.size());
        sql = rest;
        if (!one.handle) continue;  // white space, a comment, or a semicolon alone
        watch timed{observer_, one.text};
        one.changes_rows = is_change(one.handle, one.text);
        timed.done(run(one, {}));
    }
}

inline text_rows native::rows(std::string_view sql, std::span<const std::optional<std::string>> parameters) {
    const std::unique_ptr<prepared> from = prepare(db_.get(), sql, {}, 0);
    watch timed{observer_, from->text};
    std::vector<types::cell> values;
    for (const std::optional<std::string>& one : parameters)
        values.push_back(one ? types::cell::of_bytes(one->data(), one->size())
                             : types::cell::null(types::cell_kind::text));
    bind_all(*from, values, {});

    text_rows found;
    int code = sqlite3_step(from->handle);
    const int columns = sqlite3_column_count(from->handle);
    for (int i = 0; i < columns; ++i) {
        const char* name = sqlite3_column_name(from->handle, i);
        found.columns.emplace_back(name ? name : "");
    }
    for (; code == SQLITE_ROW; code = sqlite3_step(from->handle)) {
        std::vector<std::optional<std::string>>& row = found.rows.emplace_back();
        for (int i = 0; i < columns; ++i) {
            const bool blob = sqlite3_column_type(from->handle, i) == SQLITE_BLOB;
            const void* bytes = blob ? sqlite3_column_blob(from->handle, i) : sqlite3_column_text(from->handle, i);
            const auto size = static_cast<std::size_t>(sqlite3_column_bytes(from->handle, i));
            if (bytes)
                row.emplace_back(std::in_place, static_cast<const char*>(bytes), size);
            else if (blob)
                row.emplace_back(std::in_place);
            else
                row.emplace_back(std::nullopt);
        }
    }
    if (code != SQLITE_DONE) raise(db_.get(), code, from->text, {});
    timed.done(static_cast<std::int64_t>(found.rows.size()));
    return found;
}

}  // namespace tain::driver::sqlite::detail
