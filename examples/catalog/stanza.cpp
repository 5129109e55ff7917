// SPDX-License-Identifier: BSL-1.0
#include "stanza.hpp"

#include "utf8.hpp"

#include <algorithm>

namespace catalog {

namespace {

constexpr std::string_view blanks = " \t\r\n";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool is_field_name(std::string_view name) {
    return !name.empty() && name.front() != '-' &&
           std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

/// Adds a line to a stanza. Returns what is wrong with it, or nothing.
std::string_view add_line(stanza& to, std::string_view line, std::size_t number) {
    if (!is_utf8(line)) return "the text is not UTF-8";
    if (line.find('\0') != std::string_view::npos) return "the text holds a NUL byte";
    if (line.front() == ' ' || line.front() == '\t') {
        if (to.fields.empty()) return "a continuation line without a field before it";
        to.fields.back().value.append("\n").append(trimmed(line));
        return {};
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return "a line without a colon";
    const std::string_view name = line.substr(0, colon);
    if (!is_field_name(name)) return "a line without a field name before its colon";
    if (to.find(name)) return "a field that this stanza has already";
    to.fields.push_back({std::string{name}, std::string{trimmed(line.substr(colon + 1))}, number});
    return {};
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

const field* stanza::find(std::string_view name) const {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const field& f) { return same_name(f.name, name); });
    return found == fields.end() ? nullptr : &*found;
}

bool stanza_reader::next(stanza& to) {
    to.fields.clear();
    while (read_line()) {
        if (trimmed(line_).empty()) {
            if (!to.fields.empty()) return true;
        } else if (line_.front() != '#') {
            if (to.fields.empty()) to.line = number_;
            if (const std::string_view wrong = add_line(to, line_, number_); !wrong.empty()) {
                const std::size_t where = number_;
                skip_stanza();
                throw malformed_stanza{where, std::string{wrong}};
            }
        }
    }
    return !to.fields.empty();
}

bool stanza_reader::read_line() {
    if (std::getline(from_, line_)) {
        ++number_;
        return true;
    }
    if (from_.bad()) throw std::runtime_error("the input cannot be read on behind line " + std::to_string(number_));
    return false;
}

void stanza_reader::skip_stanza() {
    while (read_line())
        if (trimmed(line_).empty()) return;
}

}  // namespace catalog
