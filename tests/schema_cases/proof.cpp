// SPDX-License-Identifier: BSL-1.0
#include "proof.hpp"

#include "migrate/round_trip.hpp"

#include <tain/migrate/introspect.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>
#include <utility>

namespace tain::test {
namespace {

using lines = std::vector<std::string>;
using connection_handle = std::shared_ptr<driver::connection>;
/// By table and column, as they were called before.
using values = std::map<std::pair<std::string, std::string>, std::vector<std::optional<std::string>>>;

std::string joined(const lines& of) {
    std::string made;
    for (const std::string& one : of) made += "\n    " + one;
    return of.empty() ? " nothing" : made;
}

class proof {
public:
    proof(const schema_case& one, dialect in) : case_(one), in_(in) {}

    schema_change change() {
        wanted_ = schema_of("after");
        declare_renames();
        return {introspect(*database("before")), wanted_};
    }

    lines run() {
        wanted_ = schema_of("after");
        declare_renames();
        db_ = database("before");
        before_ = introspect(*db_);
        const std::vector<migrate::operation> found = compare(wanted_);
        const lines expected = case_.lines("operations", in_);
        if (codes_of(found) != expected) fail("expected" + joined(expected) + "\n  found" + joined(codes_of(found)));
        if (found.empty())
            the_other_way_round();
        else if (!case_.has("refused", in_))
            there_and_back(found);
        else
            refused(found);
        return std::move(faults_);
    }

private:
    void fail(const std::string& what) { faults_.push_back(what); }

    connection_handle database(const std::string& section, bool with_rows = true) const {
        connection_handle made = empty_database(in_);
        if (const std::string sql = case_.text(section, in_); !sql.empty()) made->script(sql);
        if (const std::string sql = case_.text("rows", in_); with_rows && section == "before" && !sql.empty())
            made->script(sql);
        return made;
    }

    schema::database schema_of(const std::string& section) const { return introspect(*database(section, false)); }
    schema::database introspect(driver::connection& of) const { return migrate::introspect(of, {"audit"}); }

    std::vector<migrate::operation> compare(const schema::database& wanted) const {
        return migrate::compare(*db_, wanted, {case_.lines("ignored", in_), case_.lines("only", in_)});
    }

    /// `old -> new` and `t.old -> new`, where `t` is the table's new name.
    void declare_renames() {
        for (const std::string& line : case_.lines("renamed", in_)) {
            const std::size_t arrow = line.find(" -> "), dot = line.find('.');
            if (arrow == line.npos) throw std::runtime_error("a rename is written `old -> new`: " + line);
            const std::string to = line.substr(arrow + 4);
            if (line.find('\'') != line.npos) {
                declare_value(line);
                continue;
            }
            if (dot == line.npos) {
                table(to).renamed_from.all.push_back(line.substr(0, arrow));
                tables_[to] = line.substr(0, arrow);
                continue;
            }
            const std::string owner = line.substr(0, dot), from = line.substr(dot + 1, arrow - dot - 1);
            for (schema::column& c : table(owner).columns)
                if (c.name == to) c.renamed_from.all.push_back(from);
            columns_[{owner, to}] = from;
        }
    }
    /// `t.c 'old' -> 'new'` for a column, `e 'old' -> 'new'` for an enum of PostgreSQL.
    void declare_value(const std::string& line) {
        std::vector<std::string> words;
        for (std::size_t at = 0; at < line.size();) {
            const std::size_t end = std::min(line.find(' ', at), line.size());
            words.push_back(line.substr(at, end - at));
            at = end + 1;
        }
        if (words.size() != 4) throw std::runtime_error("a value is renamed by `t.c 'old' -> 'new'`: " + line);
        const auto bare = [](const std::string& quoted) { return quoted.substr(1, quoted.size() - 2); };
        const schema::former_values::value renamed{bare(words[1]), bare(words[3])};
        const std::size_t dot = words[0].find('.');
        for (schema::enumeration& e : wanted_.enums)
            if (e.name == words[0]) e.renamed_values.all.push_back(renamed);
        if (dot == std::string::npos) return;
        for (schema::column& c : table(words[0].substr(0, dot)).columns)
            if (c.name == words[0].substr(dot + 1)) c.renamed_values.all.push_back(renamed);
    }
    schema::table& table(const std::string& called) {
        for (schema::table& t : wanted_.tables)
            if (t.name == called) return t;
        throw std::runtime_error("there is no table " + called + " afterwards");
    }

    std::string old_table(const std::string& now) const {
        const auto found = tables_.find(now);
        return found == tables_.end() ? now : found->second;
    }
    std::string old_column(const std::string& table, const std::string& now) const {
        const auto found = columns_.find({table, now});
        return found == columns_.end() ? now : found->second;
    }

    /// The values of the columns that are in both schemas, each column sorted with its row's number out of the way.
    values kept(bool changed, bool retyped) const {
        values made;
        for (const schema::table& after : wanted_.tables) {
            const schema::table* old = before_.find_table(old_table(after.name));
            if (old == nullptr) continue;
            const schema::table& here = changed ? after : *old;
            std::vector<std::pair<std::string, std::string>> read;  // as it was called before, as it is now
            for (const schema::column& c : after.columns) {
                const schema::column* was = old->find_column(old_column(after.name, c.name));
                if (was == nullptr || (!retyped && !same_values(*was, c))) continue;
                read.emplace_back(was->name, changed ? c.name : was->name);
            }
            if (read.empty()) read.emplace_back("", "");
            std::string columns;
            for (const auto& [was, now] : read)
                (columns += columns.empty() ? "" : ", ") += now.empty() ? "count(*)" : dialects::quoted(now);
            auto rows =
                db_->rows("SELECT " + columns + " FROM " + schema::qualified(here.name, here.schema_name, in_)).rows;
            std::sort(rows.begin(), rows.end());
            for (std::size_t i = 0; i != read.size(); ++i)
                for (const auto& row : rows) made[{old->name, read[i].first}].push_back(row[i]);
        }
        return made;
    }
    bool same_values(const schema::column& a, const schema::column& b) const {
        const schema::enumeration* type = wanted_.find_enumeration(b.type_text);
        const bool renamed = !b.renamed_values.all.empty() || (type != nullptr && !type->renamed_values.all.empty());
        return !renamed && schema::type_of(a, in_) == schema::type_of(b, in_) && a.generated == b.generated;
    }
    values without_lost(values of) const {
        for (const std::string& lost : case_.lines("lost", in_)) {
            const std::size_t dot = lost.find('.');
            if (of.erase({lost.substr(0, dot), lost.substr(dot + 1)}) == 0)
                throw std::runtime_error("`lost` names no column of both schemas: " + lost);
        }
        return of;
    }

    void same(const values& was, const values& is, const std::string& when) {
        for (const auto& [column, all] : was) {
            const auto found = is.find(column);
            if (found != is.end() && found->second == all) continue;
            std::string shown;
            if (found != is.end())
                for (const auto& one : found->second) shown += " " + one.value_or("NULL");
            std::string old;
            for (const auto& one : all) old += " " + one.value_or("NULL");
            fail(when + ", values of " + column.first + "." + column.second + ":" + shown + ", not" + old);
        }
    }

    void expect(const schema::database& wanted, const std::string& when) {
        const lines left = descriptions(compare(wanted));
        if (!left.empty()) fail(when + ", the diff still says" + joined(left));
    }

    /// What was validated or built anew stays so when the change is undone.
    static schema::database valid(schema::database of) {
        for (schema::table& t : of.tables) {
            for (schema::check& one : t.checks) one.not_valid = false;
            for (schema::foreign_key& one : t.foreign_keys) one.not_valid = false;
            for (schema::index& one : t.indexes) one.invalid = false;
        }
        return of;
    }

    void the_other_way_round() {
        const schema::database old = schema_of("before");
        db_ = database("after", false);
        const lines found = codes_of(compare(old));
        if (!found.empty() && tables_.empty() && columns_.empty()) fail("the other way round, found" + joined(found));
    }

    bool runs(const std::string& section, const std::string& when) {
        try {
            run_section(*db_, section);
            return true;
        } catch (const error& e) {
            fail(when + ": " + e.what() + "\n" + section);
            return false;
        }
    }

    void there_and_back(const std::vector<migrate::operation>& found) {
        const std::string upgrade = render(found, in_, before_, wanted_);
        const std::string downgrade = render(migrate::reverse(found), in_, wanted_, before_);
        const values all = without_lost(kept(false, true)), untouched = kept(false, false);
        if (!runs(upgrade, "applied")) return;
        expect(wanted_, "applied");
        same(untouched, kept(true, false), "applied");
        if (!runs(downgrade, "undone")) return;
        expect(valid(before_), "undone");
        // SQLite quotes names where it renames columns, so that texts differ.
        const bool exact = columns_.empty() || in_ == dialect::postgresql;
        const lines left = descriptions(migrate::diff(introspect(*db_), valid(before_)));
        if (!left.empty() && exact) fail("undone, the schema is not the old one:" + joined(left) + "\n" + downgrade);
        same(all, without_lost(kept(false, true)), "undone");
    }

    void refused(const std::vector<migrate::operation>& found) {
        const std::string upgrade = render(found, in_, before_, wanted_);
        const values all = kept(false, true);
        const lines wanted = case_.lines("refused", in_);
        try {
            run_section(*db_, upgrade);
            fail("applied, although it must be refused:\n" + upgrade);
        } catch (const error& e) {
            for (const std::string& piece : wanted)
                if (std::string_view{e.what()}.find(piece) == std::string_view::npos)
                    fail("the message does not say \"" + piece + "\": " + e.what());
        }
        expect(before_, "refused");
        same(all, kept(false, true), "refused");
        db_ = database("before", false);
        there_and_back(found);
    }

    const schema_case& case_;
    dialect in_;
    schema::database before_{};
    schema::database wanted_{};
    connection_handle db_{};
    std::map<std::string, std::string> tables_{};                           ///< former names by new ones
    std::map<std::pair<std::string, std::string>, std::string> columns_{};  ///< by new names of table and column
    lines faults_{};
};

}  // namespace

lines codes_of(const std::vector<migrate::operation>& of) {
    lines made = codes(of);
    for (std::string& one : made)
        if (one.ends_with(' ')) one.pop_back();
    return made;
}

schema_change change_of(const schema_case& one, dialect in) { return proof{one, in}.change(); }

lines faults_of(const schema_case& one, dialect in) {
    try {
        return proof{one, in}.run();
    } catch (const std::exception& e) {
        return {e.what()};
    }
}

}  // namespace tain::test
