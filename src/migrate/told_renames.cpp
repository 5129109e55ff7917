// SPDX-License-Identifier: BSL-1.0
#include "told_renames.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/diff.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tain::migrate {
namespace {

/// `users.name` or `users`, as answers have it.
std::string place(const possible_rename& of) { return of.table.empty() ? of.from : of.table + "." + of.from; }

template <class Named>
Named* find(std::vector<Named>& in, std::string_view name) {
    const auto found = std::find_if(in.begin(), in.end(), [&](const Named& one) { return one.name == name; });
    return found == in.end() ? nullptr : &*found;
}

class answers {
public:
    answers(schema::database& models, const schema::database& before, const revision_options& told)
        : models_(models), before_(before), told_(told), open_(told.renamed), dropped_(told.dropped) {}

    void run() {
        while (const std::optional<possible_rename> next = first_open()) {
            if (const std::optional<std::string> name = answer(*next))
                declare(*next, *name);
            else
                settled_.push_back(*next);
        }
        for (const std::string& one : open_)
            throw error(fmt::format(
                "tain: --renamed {} fits nothing: it is <table>.<column>=<new name> or <table>=<new name>, of a name "
                "that is gone from the models and one of the same type that is new",
                one));
        for (const std::string& one : dropped_)
            throw error(
                fmt::format("tain: --dropped {} fits nothing: it is <table>.<column> or <table>, of a name that "
                            "is gone from the models and may be a rename",
                            one));
    }

private:
    /// What may be a rename and is not told yet; tables first, since their columns show only then.
    std::optional<possible_rename> first_open() const {
        std::vector<possible_rename> all = possible_renames(diff(before_, models_));
        std::erase_if(all, [&](const possible_rename& one) {
            return std::any_of(settled_.begin(), settled_.end(), [&](const possible_rename& done) {
                return done.table == one.table && done.from == one.from;
            });
        });
        const auto table =
            std::find_if(all.begin(), all.end(), [](const possible_rename& one) { return one.table.empty(); });
        if (table != all.end()) return *table;
        return all.empty() ? std::nullopt : std::optional{all.front()};
    }

    std::optional<std::string> answer(const possible_rename& what) {
        for (const std::string& name : what.to) {
            const auto said = std::find(open_.begin(), open_.end(), place(what) + "=" + name);
            if (said == open_.end()) continue;
            open_.erase(said);
            return name;
        }
        if (const auto said = std::find(dropped_.begin(), dropped_.end(), place(what)); said != dropped_.end()) {
            dropped_.erase(said);
            return std::nullopt;
        }
        if (told_.ask) return told_.ask(what);
        throw error(
            fmt::format("tain: {}: nothing was written, since it may be a rename. If it is, add {}(\"{}\") to the "
                        "mapping or say --renamed {}={}; if not, say --dropped {}, and its {} are lost",
                        describe(what), what.table.empty() ? "renamed_from" : "renamed_from<…>", what.from, place(what),
                        what.to.front(), place(what), what.table.empty() ? "rows" : "values"));
    }

    void declare(const possible_rename& what, const std::string& name) {
        schema::table* const table = find(models_.tables, what.table.empty() ? name : what.table);
        if (what.table.empty()) return table->renamed_from.all.push_back(what.from);
        find(table->columns, name)->renamed_from.all.push_back(what.from);
    }

    schema::database& models_;
    const schema::database& before_;
    const revision_options& told_;
    std::vector<std::string> open_;  ///< of `told.renamed`
    std::vector<std::string> dropped_;
    std::vector<possible_rename> settled_{};
};

}  // namespace

schema::database with_renames(schema::database models, const schema::database& before, const revision_options& told) {
    answers{models, before, told}.run();
    return models;
}

}  // namespace tain::migrate
