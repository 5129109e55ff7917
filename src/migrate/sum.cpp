// SPDX-License-Identifier: BSL-1.0
#include "text.hpp"

#include <tain/dialect/tokens.hpp>
#include <tain/driver/error.hpp>
#include <tain/migrate/digest.hpp>
#include <tain/migrate/snapshot.hpp>
#include <tain/migrate/sum.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace tain::migrate {
namespace {

constexpr std::string_view title =
    "# tain.sum 1: what each revision was when it was made. Keep it with the migrations; "
    "only the tool writes it.\n";

std::vector<std::string> sorted(std::vector<std::string> ids) {
    std::sort(ids.begin(), ids.end());
    return ids;
}

void add_section(sha256& to, const section& of, dialect on) {
    to.add_field(of.transactional ? "transaction" : "no-transaction");
    to.add_field(std::to_string(of.directives.size()));
    for (const directive& one : of.directives)
        to.add_field(one.name).add_field(one.arguments).add_field(std::to_string(one.before));
    to.add_field(std::to_string(of.statements.size()));
    for (const sql_statement& one : of.statements) {
        sha256 statement;
        lexical::tokenizer cut{one.text, on};
        for (lexical::token each; cut.next(each);)
            if (each.significant()) statement.add_field(each.text);
        to.add_field(statement.hex());
    }
}

bool is_digest(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::string content_digest(const revision& of, const schema::database& snapshot) {
    sha256 made;
    made.add_field("tain revision 1").add_field(of.id).add_field(joined(sorted(of.parents), " "));
    made.add_field(of.message).add_field(of.created);
    for (const direction way : {direction::upgrade, direction::downgrade})
        for (const dialect on : {dialect::sqlite, dialect::postgresql})
            if (const std::optional<section>& one = of.find(way, on)) {
                made.add_field(name(way)).add_field(tain::name(on));
                add_section(made, *one, on);
            }
    return made.add_field("snapshot").add_field(write_snapshot(snapshot)).hex();
}

std::string chained_digest(std::string_view content, const std::map<std::string, std::string>& parents) {
    sha256 made;
    made.add_field("tain chain 1").add_field(content);
    for (const auto& [id, digest] : parents) made.add_field(id).add_field(digest);
    return made.hex();
}

sum parse_sum(std::string_view text, std::string_view file) {
    if (const std::size_t line = conflict_marker(text); line != 0)
        throw error(fmt::format(
            "tain: {}:{} holds an unfinished merge (a conflict marker); keep the lines of both sides", file, line));
    sum made;
    std::size_t number = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        ++number;
        const std::vector<std::string_view> found = words(line);
        if (number == 1 && line.starts_with("# tain.sum ") && !line.starts_with("# tain.sum 1:"))
            throw error(
                fmt::format("tain: {} was written by a newer Tain, and this one reads format 1; use that Tain", file));
        if (found.empty() || line.starts_with('#')) continue;
        sum_line read;
        bool good = found.size() >= 3 && is_revision_id(found[0]) && is_digest(found[1]);
        if (good) {
            read.digest = std::string{found[1]};
            if (found.size() > 3 || found[2] != "none") read.parents.assign(found.begin() + 2, found.end());
            for (const std::string& parent : read.parents) good = good && is_revision_id(parent);
        }
        if (!good)
            throw error(fmt::format("tain: {}:{} cannot be read: \"{}\"; restore the file from version control", file,
                                    number, printable(line)));
        read.parents = sorted(read.parents);
        if (const auto [at, fresh] = made.emplace(std::string{found[0]}, std::move(read)); !fresh)
            throw error(
                fmt::format("tain: {}:{} names revision {} a second time; keep the line that version control has", file,
                            number, found[0]));
    }
    return made;
}

std::string write_sum(const sum& of) {
    std::string made{title};
    for (const auto& [id, line] : of)
        made += fmt::format("{} {} {}\n", id, line.digest, line.parents.empty() ? "none" : joined(line.parents, " "));
    return made;
}

}  // namespace tain::migrate
