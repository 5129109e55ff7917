// SPDX-License-Identifier: BSL-1.0
#include "schema_file.hpp"

#include <tain/dialect/tokens.hpp>

#include <algorithm>
#include <cstddef>
#include <initializer_list>

namespace tain::test {
namespace {

/// The first words, in upper case, and what lies between the rest of them; comments left out.
std::vector<std::string> words_of(std::string_view statement, std::size_t most) {
    std::vector<std::string> made;
    lexical::tokenizer cut{statement, dialect::postgresql};
    for (lexical::token t; made.size() != most && cut.next(t);) {
        if (!t.significant()) continue;
        std::string word{t.text};
        for (char& c : word)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        made.push_back(std::move(word));
    }
    return made;
}

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// What follows CREATE, with OR REPLACE passed over.
std::string created(const std::vector<std::string>& words) {
    if (words.size() < 2 || words[0] != "CREATE") return {};
    return words[1] == "OR" && words.size() > 3 ? words[3] : words[1];
}

}  // namespace

std::vector<schema_file> schema_files(const std::filesystem::path& folder) {
    std::vector<schema_file> made;
    if (!std::filesystem::exists(folder)) return made;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (!entry.is_regular_file()) continue;
        const std::filesystem::path within = entry.path().lexically_relative(folder);
        schema_file one;
        auto part = within.begin();
        one.package = part->string();
        one.of = *++part == "sqlite" ? dialect::sqlite : dialect::postgresql;
        one.name = (++part)->string();
        std::replace(one.name.begin(), one.name.end(), '%', '/');
        one.path = entry.path();
        made.push_back(std::move(one));
    }
    std::sort(made.begin(), made.end(), [](const schema_file& a, const schema_file& b) { return a.path < b.path; });
    return made;
}

std::vector<std::string> statements_of(std::string_view script) {
    std::string kept;
    bool in_rows = false;
    for (std::size_t at = 0; at < script.size();) {
        const std::size_t end = std::min(script.find('\n', at), script.size());
        const std::string_view line = script.substr(at, end - at);
        at = end + 1;
        if (in_rows) {
            in_rows = !line.starts_with("\\.");
            continue;
        }
        if (line.starts_with("\\")) continue;
        const std::vector<std::string> words = words_of(line, 1);
        if (!words.empty() && words[0] == "COPY") {
            in_rows = true;
            continue;
        }
        (kept += line) += '\n';
    }
    std::vector<std::string> made(1);
    std::size_t depth = 0;
    lexical::tokenizer cut{kept, dialect::postgresql};
    for (lexical::token t; cut.next(t);) {
        if (t.text == "(") ++depth;
        if (t.text == ")" && depth != 0) --depth;
        if (t.text == ";" && depth == 0)
            made.emplace_back();
        else if (t.significant() || (t.kind == lexical::token_kind::whitespace && !made.back().empty()))
            made.back() += t.text;
    }
    std::erase_if(made, [](const std::string& one) { return one.empty(); });
    return made;
}

std::string without_public(std::string_view statement) {
    std::string made;
    const std::vector<lexical::token> all = lexical::tokens(statement, dialect::postgresql);
    for (std::size_t i = 0; i != all.size(); ++i) {
        if ((all[i].text == "public" || all[i].text == "\"public\"") && i + 1 != all.size() && all[i + 1].text == ".")
            ++i;
        else
            made += all[i].text;
    }
    return made;
}

bool is_beside_schema(std::string_view statement) {
    const std::vector<std::string> words = words_of(statement, 1000);
    if (words.empty()) return true;
    if (is_one_of(words[0], {"INSERT", "UPDATE", "DELETE", "SELECT", "GRANT", "REVOKE", "SET", "RESET", "BEGIN",
                             "START", "COMMIT", "END", "ROLLBACK", "ANALYZE", "VACUUM", "LOCK", "TRUNCATE"}))
        return true;
    if (words[0] == "ALTER" && words.size() > 4)
        return is_one_of(words[1], {"DATABASE", "ROLE", "USER"}) ||
               (words[words.size() - 3] == "OWNER" && words[words.size() - 2] == "TO");
    return is_one_of(created(words), {"DATABASE", "ROLE", "USER", "LANGUAGE", "PROCEDURAL", "TRUSTED"}) ||
           (words[0] == "DROP" && words.size() > 1 && is_one_of(words[1], {"DATABASE", "ROLE", "USER"}));
}

bool is_needed_by_tables(std::string_view statement) {
    const std::vector<std::string> words = words_of(statement, 200);
    const std::string what = created(words);
    if (what == "TYPE") return std::find(words.begin(), words.end(), "ENUM") == words.end();
    return is_one_of(what, {"FUNCTION", "DOMAIN", "CAST", "OPERATOR", "AGGREGATE", "COLLATION"});
}

bool is_extension(std::string_view statement) { return created(words_of(statement, 4)) == "EXTENSION"; }

}  // namespace tain::test
