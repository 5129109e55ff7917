// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/dialect.hpp>
#include <tain/orm/image.hpp>
#include <tain/orm/row_key.hpp>

#include <atomic>
#include <cstdint>
#include <utility>

namespace tain::orm {

struct model_operations;
class unit_of_work;

/// What an object is to the database.
enum class standing : std::uint8_t {
    transient,   ///< no row, and in no session
    pending,     ///< to be inserted by the next flush
    persistent,  ///< its row is there, as far as the session knows
    removed,     ///< its row is to be deleted by the next flush
    deleted,     ///< its row was deleted by this transaction, which is not committed yet
    detached,    ///< its row was there when its session ended
};

/// Leads to the session that an object is in. Another session may ask when it remembers the object, on its own thread.
class record_owner {
public:
    record_owner& operator=(unit_of_work* to) noexcept {
        is_.store(to, std::memory_order_relaxed);
        return *this;
    }
    operator unit_of_work*() const noexcept { return is_.load(std::memory_order_relaxed); }

private:
    std::atomic<unit_of_work*> is_{nullptr};
};

/// An object and what a session knows of it. Counted by its handles; the session holds one count.
struct record {
    std::atomic<std::uint32_t> holders{0};
    standing now = standing::transient;
    bool noted = false;     ///< a session's journal may speak of it
    bool unwanted = false;  ///< let go before it had a row: relations do not take it in again until somebody adds it
    dialect on{};           ///< the database of the session that it was last in: how its values are stored
    std::uint32_t set = 0;  ///< which of the session's models it is one of
    const model_operations* model = nullptr;
    void* object = nullptr;
    record_owner owner{};        ///< null: in no session
    std::uint64_t seen = 0;      ///< when its row was last read or written; older than the session: read it again
    std::uint64_t changed = 0;   ///< the columns that the flush which runs has found changed; 0: it did not look
    image known{};               ///< the row, as it is known to be in the database
    row_key key{};               ///< the row's; empty: it never had one
    record* chained = nullptr;   ///< the next one in the identity map's bucket
    record* previous = nullptr;  ///< the session's objects in the order in which they came
    record* next = nullptr;

    record(const model_operations& of, void* at) noexcept : model(&of), object(at) {}
    record(const record&) = delete;
    record& operator=(const record&) = delete;

protected:
    ~record() = default;
};

/// Destroys a record whose last handle is gone.
void destroy(record* gone) noexcept;
/// The same, like others at once.
void destroy(record* gone, arena::returns& with) noexcept;

/// A counted reference to a record.
class held {
public:
    held() noexcept = default;
    explicit held(record* to) noexcept : to_(to) {
        if (to_) to_->holders.fetch_add(1, std::memory_order_relaxed);
    }
    /// Takes over a count that somebody has taken.
    struct taken {};
    held(record* to, taken) noexcept : to_(to) {}
    held(const held& other) noexcept : held(other.to_) {}
    held(held&& other) noexcept : to_(std::exchange(other.to_, nullptr)) {}
    held& operator=(held other) noexcept {
        std::swap(to_, other.to_);
        return *this;
    }
    ~held() { let_go(to_); }

    record* get() const noexcept { return to_; }
    record* operator->() const noexcept { return to_; }
    record& operator*() const noexcept { return *to_; }

    /// Takes one count away.
    static void let_go(record* from) noexcept {
        if (from && takes_last(*from)) destroy(from);
    }
    /// The same; true: nobody has another, and the record is to be destroyed.
    static bool takes_last(record& from) noexcept {
        return from.holders.load(std::memory_order_acquire) == 1 ||
               from.holders.fetch_sub(1, std::memory_order_acq_rel) == 1;
    }

private:
    record* to_ = nullptr;
};

}  // namespace tain::orm
