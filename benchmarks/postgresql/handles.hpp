// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace bench::postgresql {

struct clears {
    void operator()(PGresult* it) const { PQclear(it); }
};
using result = std::unique_ptr<PGresult, clears>;

/// A connection, closed at the end.
class connection {
public:
    explicit connection(const std::string& address) : handle_(PQconnectdb(address.c_str())) {
        if (PQstatus(handle_) != CONNECTION_OK) {
            const std::string message = PQerrorMessage(handle_);
            PQfinish(handle_);
            throw std::runtime_error("no PostgreSQL; run this under tools/with_postgresql: " + message);
        }
    }
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    ~connection() { PQfinish(handle_); }

    operator PGconn*() const { return handle_; }

    /// Throws what the server says unless it said yes.
    result checked(PGresult* answer) const {
        result owned(answer);
        const ExecStatusType status = PQresultStatus(answer);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(PQerrorMessage(handle_));
        return owned;
    }
    void script(const std::string& sql) const { checked(PQexec(handle_, sql.c_str())); }

private:
    PGconn* handle_;
};

}  // namespace bench::postgresql
