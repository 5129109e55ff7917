// SPDX-License-Identifier: BSL-1.0
#include "replay.hpp"
#include "text.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/commands.hpp>
#include <tain/migrate/compare.hpp>
#include <tain/migrate/diff.hpp>
#include <tain/migrate/state.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tain::migrate {

std::vector<std::string> check(const project& in, const std::optional<std::string>& scratch) {
    const schema::database& models = in.wanted();
    const directory files = directory::load(in.directory);
    const std::vector<std::string> heads = files.revisions().heads();
    std::vector<std::string> found;
    if (heads.size() > 1) {
        found.push_back(fmt::format("there are {} heads: {}; join them with `merge`", heads.size(), joined(heads)));
        return found;
    }
    for (const std::string& one : described(diff(files.head_snapshot(), models)))
        found.push_back("no revision has: " + one);
    for (trial& one : trials(scratch, schemas_of(files, models))) {
        if (!heads.empty()) one.upgrade(files, "head");
        for (const std::string& each : one.differences(files.head_snapshot()))
            found.push_back(
                fmt::format("on {} the revisions lead elsewhere than their last snapshot says; between them is: {}",
                            one.name(), each));
    }
    return found;
}

std::vector<std::string> diff_database(const project& in, driver::connection& live) {
    return described(for_dialect(compare(live, in.wanted()), live.kind()));
}

std::vector<history_entry> history(const project& in, driver::connection* on) {
    const directory files = directory::load(in.directory);
    const state now = on == nullptr ? state{} : state::read(*on);
    const std::set<std::string> applied = now.applied();
    std::vector<history_entry> found;
    for (const std::string& id : files.revisions().order()) {
        const revision& one = files.at(id);
        history_entry made{id, one.parents, one.message, one.created, one.file};
        made.is_head = files.revisions().children(id).empty();
        made.is_applied = applied.contains(id);
        if (made.is_applied) made.applied_at = now.rows().at(id).applied_at;
        found.push_back(std::move(made));
    }
    std::reverse(found.begin(), found.end());
    return found;
}

current_state current(const project& in, driver::connection& on) {
    const directory files = directory::load(in.directory);
    const state now = state::read(on);
    const std::set<std::string> applied = now.applied();
    current_state made;
    made.heads = files.revisions().heads_of(applied);
    made.pending = upgrade_path(files.revisions(), "heads", applied);
    for (const std::string& id : applied)
        if (!files.revisions().contains(id)) made.unknown.push_back(id);
    made.edited = now.edited(files);
    if (const std::string* const id = now.unfinished()) {
        const progress& at = *now.rows().at(*id).unfinished;
        made.unfinished = fmt::format("{}: the {} was interrupted after {} statement{}; run it again to go on", *id,
                                      name(at.way), at.steps, at.steps == 1 ? "" : "s");
    }
    return made;
}

}  // namespace tain::migrate
