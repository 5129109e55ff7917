// SPDX-License-Identifier: BSL-1.0
#include "migrator_lock.hpp"
#include "section_run.hpp"
#include "text.hpp"

#include <tain/migrate/runner.hpp>
#include <tain/migrate/state.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tain::migrate {
namespace {

void refuse_open_transaction(const driver::connection& on) {
    if (on.in_transaction())
        throw error(
            "tain: migrations cannot run within a transaction, since each is one of its own; commit or roll back "
            "first");
}

/// While it lives, no statement of PostgreSQL waits longer for a table.
class table_lock_limit {
public:
    table_lock_limit(driver::connection& on, std::chrono::milliseconds most) : on_(on) {
        if (on.kind() != dialect::postgresql || most.count() == 0) return;
        before_ = on.rows("SELECT current_setting('lock_timeout')").rows.at(0).at(0);
        set(std::to_string(most.count()));
    }
    table_lock_limit(const table_lock_limit&) = delete;
    table_lock_limit& operator=(const table_lock_limit&) = delete;
    ~table_lock_limit() {
        if (!before_ || !on_.usable()) return;
        try {
            set(*before_);
        } catch (const std::exception&) {
            // The session is broken, and its settings with it.
        }
    }

private:
    void set(const std::string& to) {
        on_.rows("SELECT set_config('lock_timeout', $1, false)", std::vector<std::optional<std::string>>{to});
    }

    driver::connection& on_;
    std::optional<std::string> before_{};
};

/// A section that was interrupted in one direction cannot be answered with the other.
void refuse_other_direction(const state& now, direction way) {
    const std::string* const id = now.unfinished();
    if (id == nullptr) return;
    const progress& at = *now.rows().at(*id).unfinished;
    if (at.way == way) return;
    throw error(fmt::format(
        "tain: revision {} is {} only in part: it was interrupted after {} statement{} of its "
        "`-- tain:no-transaction` section; finish it with `{}` first, or repair the database by hand and "
        "`stamp` it",
        *id, at.way == direction::upgrade ? "applied" : "undone", at.steps, at.steps == 1 ? "" : "s", name(at.way)));
}

}  // namespace

std::vector<std::string> runner::upgrade(std::string_view target) { return run(direction::upgrade, target); }
std::vector<std::string> runner::downgrade(std::string_view target) { return run(direction::downgrade, target); }

const section& runner::section_of(const std::string& id, direction way) const {
    const std::optional<section>& found = of_.at(id).find(way, on_.kind());
    if (!found)
        throw error(fmt::format(
            "tain: {} has no section `-- tain:{} {}`, so revision {} cannot be {} here; add the section (it may "
            "be empty) and accept it with `rehash {}`",
            of_.at(id).file, name(way), tain::name(on_.kind()), id, way == direction::upgrade ? "applied" : "undone",
            id));
    return *found;
}

std::vector<std::string> runner::run(direction way, std::string_view target) {
    refuse_open_transaction(on_);
    const migrator_lock lock{on_, how_.lock_timeout};
    const state now = state::read(on_);
    now.verify(of_);
    refuse_other_direction(now, way);
    const std::vector<std::string> path = way == direction::upgrade
                                              ? upgrade_path(of_.revisions(), target, now.applied())
                                              : downgrade_path(of_.revisions(), target, now.applied());
    // All or none: a section that is missing is found before the first revision runs.
    for (const std::string& id : path) section_of(id, way);
    const table_lock_limit limit{on_, how_.table_lock_timeout};
    std::vector<std::string> done;
    for (const std::string& id : path)
        if (run_one(id, way)) done.push_back(id);
    return done;
}

bool runner::run_one(const std::string& id, direction way) {
    const section_run one{on_, of_, id, way, section_of(id, way), how_};
    return one.what.transactional ? run_transaction(one) : run_steps(one);
}

std::vector<std::string> runner::stamp(std::string_view target) {
    refuse_open_transaction(on_);
    const std::set<std::string> wanted = of_.revisions().ancestors(resolve(of_.revisions(), target));
    const migrator_lock lock{on_, how_.lock_timeout};
    migrator_transaction transaction{on_, how_.lock_timeout};
    const state now = state::read(on_);
    state_writer writer{on_};
    std::vector<std::string> changed;
    for (const std::string& id : of_.revisions().order()) {
        const auto row = now.rows().find(id);
        if (!wanted.contains(id) || (row != now.rows().end() && !row->second.unfinished)) continue;
        writer.applied(id, of_.digest(id));
        changed.push_back(id);
    }
    for (const auto& [id, row] : now.rows())
        if (!wanted.contains(id)) {
            writer.undone(id);
            changed.push_back(id);
        }
    transaction.commit();
    return changed;
}

std::vector<std::string> runner::accept(const std::vector<std::string>& edited) {
    refuse_open_transaction(on_);
    const migrator_lock lock{on_, how_.lock_timeout};
    migrator_transaction transaction{on_, how_.lock_timeout};
    const state now = state::read(on_);
    const std::vector<std::string> different = now.edited(of_);
    const auto in = [](const std::vector<std::string>& list, const std::string& id) {
        return std::find(list.begin(), list.end(), id) != list.end();
    };
    state_writer writer{on_};
    std::vector<std::string> changed;
    for (const std::string& id : of_.revisions().order()) {
        const auto row = now.rows().find(id);
        if (row == now.rows().end() || row->second.digest == of_.digest(id) || (in(different, id) && !in(edited, id)))
            continue;
        writer.accepted(id, of_.digest(id));
        changed.push_back(id);
    }
    transaction.commit();
    return changed;
}

}  // namespace tain::migrate
