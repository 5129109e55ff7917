// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/postgresql/error.ipp>

#include <pqxx/connection>

#include <source_location>
#include <string_view>
#include <utility>

namespace tain::driver::postgresql::detail {

/// How far a sent statement is.
enum class progress : std::uint8_t {
    reading,  ///< wait until the socket can be read, then poll again
    writing,  ///< wait until it can be written or read, then poll again
    ready,    ///< `receive` returns at once
};

/// The connection itself: send, poll and receive, apart from each other. Whoever must not block sets the socket to
/// non-blocking and polls; the blocking calls of the driver send and receive, and `receive` waits.
///
/// libpqxx owns the connection (COPY, notifications, closing it); `raw` is the same one, for the row loop.
class channel {
public:
    explicit channel(pqxx::connection owner)
        : raw_(std::move(owner).release_raw_connection()), owner_(pqxx::connection::seize_raw_connection(raw_)) {}

    PGconn* raw() const noexcept { return raw_; }
    pqxx::connection& owner() noexcept { return owner_; }
    int socket() const noexcept { return PQsocket(raw_); }

    bool usable() const noexcept { return PQstatus(raw_) == CONNECTION_OK; }
    bool in_transaction() const noexcept {
        const PGTransactionStatusType now = PQtransactionStatus(raw_);
        return now == PQTRANS_INTRANS || now == PQTRANS_INERROR;
    }
    /// True when the server takes nothing but a rollback.
    bool failed() const noexcept { return PQtransactionStatus(raw_) == PQTRANS_INERROR; }

    /// Sends an execution of a prepared statement. False: the connection says why.
    bool send(const char* name, int count, const char* const* values, const int* lengths, const int* formats,
              bool binary_result) noexcept {
        return PQsendQueryPrepared(raw_, name, count, values, lengths, formats, binary_result ? 1 : 0) == 1;
    }

    /// Moves what was sent and what has arrived, without waiting. After an error it is `ready`: `receive` tells.
    progress poll() noexcept {
        const int unsent = PQflush(raw_);
        if (PQconsumeInput(raw_) != 1) return progress::ready;
        if (!PQisBusy(raw_)) return progress::ready;
        return unsent == 1 ? progress::writing : progress::reading;
    }

    /// Takes the next result of what was sent; null after the last one. Waits for it unless `poll` said `ready`.
    result receive() noexcept { return result{PQgetResult(raw_)}; }

    /// Takes what is left of the results. Ends a COPY that no caller asked for.
    void drain() noexcept {
        while (const result left = receive()) end_copy(left.get());
    }

    /// Ends a COPY that was started by a statement; true when there was one.
    bool end_copy(const PGresult* from) noexcept {
        const ExecStatusType state = PQresultStatus(from);
        if (state == PGRES_COPY_IN) {
            PQputCopyEnd(raw_, "COPY needs a call of its own");
        } else if (state == PGRES_COPY_OUT) {
            for (char* row = nullptr; PQgetCopyData(raw_, &row, 0) >= 0;) PQfreemem(row);
        } else {
            return false;
        }
        return true;
    }

private:
    PGconn* raw_;
    pqxx::connection owner_;
};

}  // namespace tain::driver::postgresql::detail
