// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/postgresql/native.ipp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <source_location>
#include <span>
#include <utility>

namespace tain::driver::postgresql::detail {

#ifdef LIBPQ_HAS_PIPELINING

/// Statements that are sent without waiting for the answers of those before them (libpq's pipeline mode). Ends it, and takes
/// what has not been taken, when it goes out of scope.
class pipeline {
public:
    explicit pipeline(channel& on) noexcept : on_(on) { PQenterPipelineMode(on.raw()); }
    pipeline(const pipeline&) = delete;
    pipeline& operator=(const pipeline&) = delete;
    ~pipeline() { end(); }

    /// Sends what is to be sent, and marks the end.
    bool sync() noexcept { return PQpipelineSync(on_.raw()) == 1; }

    /// Takes the result of the next statement, which has one.
    result next() noexcept {
        result made = on_.receive();
        while (const result more = on_.receive()) {}
        return made;
    }

    void end() noexcept {
        if (PQpipelineStatus(on_.raw()) == PQ_PIPELINE_OFF) return;
        while (on_.usable()) {
            const result left = on_.receive();
            if (PQresultStatus(left.get()) == PGRES_PIPELINE_SYNC) break;
        }
        PQexitPipelineMode(on_.raw());
    }

private:
    channel& on_;
};

/// So few that their answers fit into what the sockets keep: neither side waits for the other to read.
inline constexpr std::size_t most_in_pipeline = 256;

/// Sends the statement for the rows that have values of the same kinds, and takes their answers.
inline void native::execute_ahead(const call& what, std::size_t width, std::span<std::int64_t> changed,
                                  std::size_t& done) {
    const auto row = [&](std::size_t at) { return what.parameters.subspan(at * width, width); };
    taken_.arrays = false;
    taken_.kinds.clear();
    for (const types::cell& one : row(done)) taken_.kinds.push_back(one.kind);
    prepared& how = find(what);
    const auto same_kinds = [&](std::size_t at) {
        const auto cells = row(at);
        for (std::size_t i = 0; i != width; ++i)
            if (cells[i].kind != how.kinds[i]) return false;
        return true;
    };
    const std::size_t end = std::min(changed.size(), done + most_in_pipeline);
    std::size_t sent = done;
    result refused;
    {
        pipeline ahead{channel_};
        for (; sent != end && same_kinds(sent); ++sent) {
            values_.fill(row(sent), text_of(what.what), {}, what.where);
            if (!channel_.send(how.name.c_str(), values_.count(), values_.values(), values_.lengths(),
                               how.formats.data(), false))
                raise(channel_.raw(), nullptr, how.plan->text, what.where);
        }
        if (!ahead.sync()) raise(channel_.raw(), nullptr, how.plan->text, what.where);
        for (; done != sent; ++done) {
            watch timed{observer_, how.plan->text};
            result got = ahead.next();
            if (PQresultStatus(got.get()) != PGRES_COMMAND_OK) {
                refused = std::move(got);
                break;
            }
            changed[done] = changed_rows(got.get());
            timed.done(changed[done]);
        }
    }
    if (done == sent) return;
    const std::string text = how.plan->text;
    if (is_stale(refused.get())) {
        if (diagnostic(refused.get(), PG_DIAG_SQLSTATE) == "26000") how.name.clear();  // nothing to deallocate
        cache_.drop(how);
    }
    raise(channel_.raw(), refused.get(), text, what.where);
}

#endif

inline void native::execute_each(const call& what, std::span<std::int64_t> changed, std::size_t& done) {
#ifdef LIBPQ_HAS_PIPELINING
    // Outside a transaction each is one of its own; within, one that fails ends all of them alike.
    if (changed.size() > 1 && channel_.in_transaction() && !channel_.failed()) {
        done = 0;
        const std::size_t width = what.parameters.size() / changed.size();
        while (done != changed.size()) execute_ahead(what, width, changed, done);
        return;
    }
#endif
    connection::execute_each(what, changed, done);
}

}  // namespace tain::driver::postgresql::detail
