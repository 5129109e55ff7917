// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/postgresql/arrays.ipp>
#include <tain/driver/postgresql/native.ipp>
#include <tain/types/scratch.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tain::driver::postgresql::detail {

inline constexpr statement begin{.text = {"BEGIN", "BEGIN"}, .hash = 1};
inline constexpr statement commit{.text = {"COMMIT", "COMMIT"}, .hash = 2};
inline constexpr statement rollback{.text = {"ROLLBACK", "ROLLBACK"}, .hash = 3};
inline constexpr statement savepoint{.text = {"SAVEPOINT tain_insert", "SAVEPOINT tain_insert"}, .hash = 4};
inline constexpr statement release{.text = {"RELEASE tain_insert", "RELEASE tain_insert"}, .hash = 5};
inline constexpr statement rollback_to{.text = {"ROLLBACK TO tain_insert", "ROLLBACK TO tain_insert"}, .hash = 6};

/// A transaction, or inside of one a savepoint, that is rolled back unless it is committed.
class all_or_nothing {
public:
    all_or_nothing(native& on, std::source_location where) : on_(on), where_(where), nested_(on.in_transaction()) {
        on_.execute({.what = nested_ ? savepoint : begin, .where = where_});
    }
    all_or_nothing(const all_or_nothing&) = delete;
    all_or_nothing& operator=(const all_or_nothing&) = delete;
    ~all_or_nothing() {
        if (open_) undo();
    }

    void commit_now() {
        open_ = nested_;  // a COMMIT that fails has rolled back
        on_.execute({.what = nested_ ? release : commit, .where = where_});
        open_ = false;
    }

    void undo() noexcept {
        open_ = false;
        if (!on_.usable()) return;
        try {
            on_.execute({.what = nested_ ? rollback_to : rollback, .where = where_});
            if (nested_) on_.execute({.what = release, .where = where_});
        } catch (...) {  // the error that led here is the one to tell
        }
    }

private:
    native& on_;
    std::source_location where_;
    bool nested_;
    bool open_ = true;
};

/// One call of `insert`.
class bulk_insert {
public:
    bulk_insert(native& on, const insertion& how, void* rows, std::size_t count, std::source_location where)
        : on_(on), how_(how), rows_(static_cast<std::byte*>(rows)), count_(count), where_(where), cells_(how.columns) {}

    void run() {
        if (count_ == 0) return;
        const bool alone = count_ == 1;
        if (alone && !key_may_not_fit() && !filled_may_not_fit()) {
            insert_one(0);
            return;
        }
        if (!alone && how_.bulk && how_.columns != 0 && insert_arrays()) return;
        all_or_nothing whole{on_, where_};
        for (std::size_t row = 0; row < count_; ++row) insert_one(row);
        whole.commit_now();
    }

private:
    static constexpr std::size_t most_rows = 10'000;
    static constexpr std::size_t most_bytes = std::size_t{16} << 20;

    /// Inserts in chunks, an array a column. False, with everything rolled back, where rows must go one by one: keys
    /// came back in no order that proves whose they are, or an upsert met a row twice.
    bool insert_arrays() {
        arrays_.resize(how_.columns);
        // One statement without keys is whole by itself, unless its failure would spoil the transaction around it.
        fill(0);
        if (next_ == count_ && !how_.set_key && !how_.filled && !(how_.upsert && on_.in_transaction())) {
            try {
                return send(0);
            } catch (const database_error& refused) {
                if (!met_twice(refused)) throw;
                return false;
            }
        }
        all_or_nothing whole{on_, where_};
        try {
            for (std::size_t first = 0;;) {
                if (!send(first)) return false;
                if (next_ == count_) break;
                first = next_;
                fill(first);
            }
        } catch (const database_error& refused) {
            if (!met_twice(refused)) throw;
            return false;
        }
        whole.commit_now();
        return true;
    }

    /// `ON CONFLICT DO UPDATE` refuses to touch a row twice; one by one the last object wins, as on SQLite.
    bool met_twice(const database_error& refused) const { return how_.upsert && refused.code() == "21000"; }

    /// Takes rows in from `first` on, as many as a chunk holds, and notes where the next chunk starts.
    void fill(std::size_t first) {
        next_ = first;
        std::size_t bytes = 0;
        while (next_ < count_ && next_ - first < most_rows && bytes < most_bytes) {
            types::scratch keep{dialect::postgresql};
            how_.bind(cells_.data(), rows_ + next_ * how_.stride, keep);
            if (next_ == first)
                for (std::size_t i = 0; i < cells_.size(); ++i) arrays_[i].start(cells_[i].kind);
            bytes = 0;
            for (std::size_t i = 0; i < cells_.size(); ++i) {
                if (const std::string_view why = refusal(cells_[i]); !why.empty()) [[unlikely]]
                    refuse_value(i, inserted_column(text_of(*how_.one_row), i, dialect::postgresql), next_, why,
                                 text_of(*how_.one_row), where_);
                arrays_[i].add(cells_[i]);
                bytes += arrays_[i].size();
            }
            ++next_;
        }
    }

    bool send(std::size_t first) {
        watch timed{on_.observer_, text_of(*how_.bulk)};
        prepared* used = nullptr;
        const result got = send(*how_.bulk, arrays_, used);
        const std::size_t rows = next_ - first;
        expect(changed_rows(got.get()), rows);
        timed.done(static_cast<std::int64_t>(rows));
        if (how_.set_key && !take_keys(got.get(), first, rows)) return false;
        if (how_.filled) read_filled(first, rows);
        return true;
    }

    /// Asks for what the database filled, by the keys of the rows that were just inserted, in their order.
    void read_filled(std::size_t first, std::size_t rows) {
        std::vector<types::cell> key(how_.key_columns);
        std::vector<column_array> keys(how_.key_columns);
        for (std::size_t row = first; row < first + rows; ++row) {
            types::scratch keep{dialect::postgresql};
            how_.bind_key(key.data(), how_.object_of(rows_ + row * how_.stride), keep);
            for (std::size_t i = 0; i < key.size(); ++i) {
                if (row == first) keys[i].start(key[i].kind);
                keys[i].add(key[i]);
            }
        }
        watch timed{on_.observer_, text_of(*how_.filled_many)};
        prepared* used = nullptr;
        const result got = send(*how_.filled_many, keys, used);
        if (static_cast<std::size_t>(PQntuples(got.get())) != rows)
            refuse_missing(how_, first, text_of(*how_.filled_many), where_);
        taken room;
        for (std::size_t i = 0; i < rows; ++i)
            read_filled(*how_.filled_many, *used, got.get(), static_cast<int>(i), first + i, room);
        timed.done(static_cast<std::int64_t>(rows));
    }

    void read_filled(const statement& what, const prepared& from, const PGresult* got, int at, std::size_t row,
                     taken& room) {
        row_faults faults;
        auto* const object = static_cast<std::byte*>(how_.object_of(rows_ + row * how_.stride));
        read_row(*from.plan, got, at, object, room, faults);
        if (!faults.empty()) faults.raise(what, from.plan->text, where_);
    }

    result send(const statement& what, std::vector<column_array>& columns, prepared*& used) {
        std::vector<std::string_view> values;
        std::vector<types::cell_kind> kinds;
        for (column_array& one : columns) {
            values.push_back(one.finish());
            kinds.push_back(one.kind());
        }
        return on_.run_arrays(what, values, kinds, where_, used);
    }

    /// The server numbered the rows in the order of the objects (the SELECT is sorted by ordinality), so keys that
    /// ascend in the order in which they came are the objects' in turn. Anything else proves nothing: a sequence that
    /// counts down or has wrapped around, a trigger that chose the keys.
    bool take_keys(const PGresult* got, std::size_t first, std::size_t rows) {
        if (static_cast<std::size_t>(PQntuples(got)) != rows || PQnfields(got) < 1) return false;
        keys_.resize(rows);
        for (std::size_t i = 0; i < rows; ++i) {
            const int row = static_cast<int>(i);
            keys_[i] = digits(PQgetvalue(got, row, 0), PQgetlength(got, row, 0));
            if (i != 0 && keys_[i] <= keys_[i - 1]) return false;
        }
        for (std::size_t i = 0; i < rows; ++i) set_key(first + i, keys_[i]);
        return true;
    }

    /// True while the key's column is not known to be as narrow as its member.
    bool key_may_not_fit() const {
        if (!how_.set_key || how_.largest_key == INT64_MAX) return false;
        const prepared* known = on_.cache_.find(*how_.one_row, 0);
        if (!known || known->plan->wires.empty()) return true;
        const wire column = known->plan->wires.front();
        return column != wire::int2 && !(column == wire::int4 && how_.largest_key >= INT32_MAX);
    }

    /// True while it is not known that what the database fills can always be read: a row that was inserted and then not
    /// read must be taken back.
    bool filled_may_not_fit() const {
        if (!how_.filled) return false;
        const prepared* known = on_.cache_.find(*how_.one_row, 0);
        if (!known || known->plan->columns.empty()) return true;
        return std::any_of(known->plan->columns.begin(), known->plan->columns.end(),
                           [](const column& each) { return each.how == path::general; });
    }

    void insert_one(std::size_t row) {
        types::scratch keep{dialect::postgresql};
        how_.bind(cells_.data(), rows_ + row * how_.stride, keep);
        watch timed{on_.observer_, text_of(*how_.one_row)};
        prepared* used = nullptr;
        const result got =
            on_.run({.what = *how_.one_row, .parameters = cells_, .where = where_}, text_of(*how_.one_row), used);
        expect(changed_rows(got.get()), 1);
        timed.done(1);
        if (how_.filled) {
            taken room;
            read_filled(*how_.one_row, *used, got.get(), 0, row, room);
        } else if (how_.set_key && PQnfields(got.get()) > 0)
            set_key(row, digits(PQgetvalue(got.get(), 0, 0), PQgetlength(got.get(), 0, 0)));
    }

    void expect(std::int64_t changed, std::size_t rows) const {
        if (changed == static_cast<std::int64_t>(rows) || how_.upsert) [[likely]]
            return;
        database_report report;
        report.sql = text_of(*how_.one_row);
        report.where = where_;
        throw database_error(message("tain: the database inserted " + std::to_string(changed) + " of " +
                                         std::to_string(rows) + " rows into table " + std::string{how_.table} +
                                         " without an error: a trigger or a rule drops rows; nothing was inserted, use "
                                         "an INSERT statement that expects it",
                                     report.sql, where_),
                             report);
    }

    void set_key(std::size_t row, std::int64_t key) {
        if (how_.set_key(rows_ + row * how_.stride, key) == types::fault::none) [[likely]]
            return;
        throw row_error(message("tain: the key that the database generated for row " + std::to_string(row + 1) +
                                    " of table " + std::string{how_.table} +
                                    " does not fit into the key's member; make it std::int64_t",
                                text_of(*how_.one_row), where_));
    }

    native& on_;
    const insertion& how_;
    std::byte* rows_;
    std::size_t count_;
    std::source_location where_;
    std::vector<types::cell> cells_;  // of one row
    std::vector<column_array> arrays_{};
    std::size_t next_ = 0;
    std::vector<std::int64_t> keys_{};
};

inline void native::insert(const insertion& how, void* rows, std::size_t count, std::source_location where) {
    bulk_insert{*this, how, rows, count, where}.run();
}

}  // namespace tain::driver::postgresql::detail
