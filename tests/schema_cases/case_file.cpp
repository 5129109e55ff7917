// SPDX-License-Identifier: BSL-1.0
#include "case_file.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace tain::test {
namespace {

constexpr std::string_view known_sections[] = {"before", "rows",    "after",   "operations", "renamed",
                                               "lost",   "refused", "ignored", "only"};

std::string trimmed(std::string_view of) {
    const std::size_t first = of.find_first_not_of(" \t\r\n"), last = of.find_last_not_of(" \t\r\n");
    return first == of.npos ? std::string{} : std::string{of.substr(first, last - first + 1)};
}

class reader {
public:
    explicit reader(const std::filesystem::path& file) : file_(file.filename().string()), in_(file) {}

    void read(std::vector<schema_case>& into) {
        std::string section;
        for (std::string line; std::getline(in_, line);) {
            ++line_;
            if (line.starts_with("=== ")) {
                into.push_back(title(line.substr(4)));
                section.clear();
            } else if (line.starts_with("--- ")) {
                if (into.empty()) fail("a section before the first case");
                section = named(line.substr(4));
                if (!into.back().sections.emplace(section, "").second) fail("the section is there twice");
            } else if (!section.empty()) {
                into.back().sections[section] += line + "\n";
            } else if (!trimmed(line).empty() && !line.starts_with("#")) {
                if (into.empty()) fail("text before the first case");
                attribute(into.back(), line);
            }
        }
    }

private:
    [[noreturn]] void fail(const std::string& why) const {
        throw std::runtime_error(file_ + ":" + std::to_string(line_) + ": " + why);
    }

    schema_case title(const std::string& text) const {
        schema_case made;
        const std::size_t space = text.find(' ');
        if (space == text.npos) fail("a case is written `=== ID title`");
        made.id = text.substr(0, space);
        made.title = trimmed(text.substr(space));
        made.on = {dialect::sqlite, dialect::postgresql};
        made.file = file_;
        made.line = line_;
        return made;
    }

    std::string named(const std::string& text) const {
        const std::string section = trimmed(text);
        const std::string word = section.substr(0, section.find(' '));
        const std::string rest = trimmed(section.substr(word.size()));
        if (std::find(std::begin(known_sections), std::end(known_sections), word) == std::end(known_sections))
            fail("no section is called `" + word + "`");
        if (!rest.empty() && rest != "sqlite" && rest != "postgresql") fail("no database is called `" + rest + "`");
        return rest.empty() ? word : word + " " + rest;
    }

    void attribute(schema_case& of, const std::string& line) const {
        if (line.starts_with("on: ")) {
            const std::string one = trimmed(line.substr(4));
            if (one != "sqlite" && one != "postgresql") fail("`on:` names sqlite or postgresql");
            of.on = {one == "sqlite" ? dialect::sqlite : dialect::postgresql};
        } else if (line.starts_with("note: ")) {
            (of.note += of.note.empty() ? "" : " ") += trimmed(line.substr(6));
        } else {
            fail("neither a section nor `on:` nor `note:`");
        }
    }

    std::string file_;
    std::ifstream in_;
    std::size_t line_ = 0;
};

}  // namespace

bool schema_case::applies(dialect to) const { return std::find(on.begin(), on.end(), to) != on.end(); }

bool schema_case::has(const std::string& section, dialect in) const {
    return sections.contains(section) || sections.contains(section + " " + std::string{name(in)});
}

std::string schema_case::text(const std::string& section, dialect in) const {
    const auto own = sections.find(section + " " + std::string{name(in)});
    if (own != sections.end()) return own->second;
    const auto shared = sections.find(section);
    return shared == sections.end() ? std::string{} : shared->second;
}

std::vector<std::string> schema_case::lines(const std::string& section, dialect in) const {
    std::vector<std::string> made;
    const std::string whole = text(section, in);
    for (std::size_t at = 0; at < whole.size();) {
        const std::size_t end = std::min(whole.find('\n', at), whole.size());
        if (const std::string line = trimmed(std::string_view{whole}.substr(at, end - at)); !line.empty())
            made.push_back(line);
        at = end + 1;
    }
    return made;
}

std::vector<schema_case> read_cases(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        if (entry.path().extension() == ".case") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<schema_case> made;
    for (const std::filesystem::path& file : files) reader{file}.read(made);
    return made;
}

std::vector<listed_case> read_list(const std::filesystem::path& file) {
    std::vector<listed_case> made;
    std::ifstream in{file};
    if (!in) throw std::runtime_error("cannot read " + file.string());
    for (std::string line; std::getline(in, line);) {
        if (trimmed(line).empty() || line.starts_with("#")) continue;
        const std::size_t bar = line.find('|');
        if (bar == line.npos) throw std::runtime_error(file.string() + ": a line is written `ID | text`: " + line);
        made.push_back({trimmed(line.substr(0, bar)), trimmed(line.substr(bar + 1))});
    }
    return made;
}

}  // namespace tain::test
