// SPDX-License-Identifier: BSL-1.0
#include "merge_snapshots.hpp"

#include "text.hpp"

#include <tain/driver/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace tain::migrate {
namespace {

/// What tells one from another: its name, or what it is on where a database gave none.
std::string key_of(const schema::table& of) { return of.name; }
std::string key_of(const schema::column& of) { return of.name; }
std::string key_of(const schema::check& of) {
    return of.name.empty() ? joined({of.condition.text[0], of.condition.text[1]}) : of.name;
}
template <class Constraint>
std::string key_of(const Constraint& of) {
    return of.name.empty() ? joined(of.columns) : of.name;
}
std::string key_of(const schema::index& of) { return of.name; }
std::string key_of(const schema::enumeration& of) { return of.name; }
std::string key_of(const schema::sequence& of) { return of.name; }

std::string_view kind_of(const schema::table&) { return "table"; }
std::string_view kind_of(const schema::column&) { return "column"; }
std::string_view kind_of(const schema::unique&) { return "unique constraint"; }
std::string_view kind_of(const schema::check&) { return "check"; }
std::string_view kind_of(const schema::foreign_key&) { return "foreign key"; }
std::string_view kind_of(const schema::index&) { return "index"; }
std::string_view kind_of(const schema::enumeration&) { return "enum"; }
std::string_view kind_of(const schema::sequence&) { return "sequence"; }

/// A merge, and what could not be merged.
class merger {
public:
    std::vector<std::string> conflicts{};

    schema::database merge(const schema::database& base, const schema::database& left, const schema::database& right) {
        return {list(base.tables, left.tables, right.tables, ""), list(base.enums, left.enums, right.enums, ""),
                list(base.sequences, left.sequences, right.sequences, "")};
    }

private:
    template <class Entry>
    static const Entry* find(const std::vector<Entry>& in, const std::string& key) {
        for (const Entry& one : in)
            if (key_of(one) == key) return &one;
        return nullptr;
    }

    template <class Entry>
    std::vector<Entry> list(const std::vector<Entry>& base, const std::vector<Entry>& left,
                            const std::vector<Entry>& right, const std::string& where) {
        std::vector<Entry> made;
        const auto keep = [&](const Entry* b, const Entry* l, const Entry* r) {
            const auto same = [](const Entry* x, const Entry* y) {
                return x == nullptr || y == nullptr ? x == y : *x == *y;
            };
            if (same(l, r) || same(b, r)) {
                if (l != nullptr) made.push_back(*l);
            } else if (same(b, l)) {
                if (r != nullptr) made.push_back(*r);
            } else {
                both(b, l, r, where, made);
            }
        };
        for (const Entry& one : left) keep(find(base, key_of(one)), &one, find(right, key_of(one)));
        for (const Entry& one : right)
            if (find(left, key_of(one)) == nullptr) keep(find(base, key_of(one)), nullptr, &one);
        return made;
    }

    /// Both sides changed one thing.
    template <class Entry>
    void both(const Entry*, const Entry* left, const Entry* right, const std::string& where, std::vector<Entry>&) {
        const Entry& one = left != nullptr ? *left : *right;
        conflicts.push_back(fmt::format("{}{} \"{}\"", where, kind_of(one), key_of(one)));
    }
    void both(const schema::table* base, const schema::table* left, const schema::table* right,
              const std::string& where, std::vector<schema::table>& made) {
        if (base == nullptr || left == nullptr || right == nullptr)
            return both<schema::table>(base, left, right, where, made);
        const std::string within = fmt::format("table \"{}\", ", base->name);
        schema::table& to = made.emplace_back();
        to.name = base->name;
        to.renamed_from = left->renamed_from.all.empty() ? right->renamed_from : left->renamed_from;
        to.columns = list(base->columns, left->columns, right->columns, within);
        to.primary_key = one(base->primary_key, left->primary_key, right->primary_key, within + "primary key");
        to.uniques = list(base->uniques, left->uniques, right->uniques, within);
        to.checks = list(base->checks, left->checks, right->checks, within);
        to.foreign_keys = list(base->foreign_keys, left->foreign_keys, right->foreign_keys, within);
        to.indexes = list(base->indexes, left->indexes, right->indexes, within);
        to.comment = one(base->comment, left->comment, right->comment, within + "comment");
        to.schema_name = one(base->schema_name, left->schema_name, right->schema_name, within + "schema");
        to.strict = one(base->strict, left->strict, right->strict, within + "STRICT");
        to.without_rowid =
            one(base->without_rowid, left->without_rowid, right->without_rowid, within + "WITHOUT ROWID");
    }

    template <class Value>
    Value one(const Value& base, const Value& left, const Value& right, const std::string& where) {
        if (left == right || base == right) return left;
        if (base != left) conflicts.push_back(where);
        return right;
    }
};

}  // namespace

schema::database merged(const schema::database& base, const schema::database& left, const schema::database& right) {
    merger work;
    schema::database made = work.merge(base, left, right);
    if (!work.conflicts.empty())
        throw error(fmt::format(
            "tain: the branches cannot be merged, since they changed the same in different ways:\n  {}\nremove "
            "the newest revision of one branch, and generate it again after the other",
            joined(work.conflicts, "\n  ")));
    return made;
}

schema::database merged_snapshots(const directory& of, const std::vector<std::string>& ids) {
    if (ids.empty()) return {};
    schema::database made = of.snapshot(ids.front());
    std::vector<std::string> merged_ids{ids.front()};
    for (std::size_t i = 1; i < ids.size(); ++i) {
        const std::set<std::string> before = of.revisions().ancestors(merged_ids);
        const std::set<std::string> beside = of.revisions().ancestors({ids[i]});
        std::set<std::string> shared;
        std::set_intersection(before.begin(), before.end(), beside.begin(), beside.end(),
                              std::inserter(shared, shared.end()));
        const schema::database base = merged_snapshots(of, of.revisions().heads_of(shared));
        made = merged(base, made, of.snapshot(ids[i]));
        merged_ids.push_back(ids[i]);
    }
    return made;
}

}  // namespace tain::migrate
