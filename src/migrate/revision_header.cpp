// SPDX-License-Identifier: BSL-1.0
#include "revision_header.hpp"

#include "text.hpp"

#include <tain/driver/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tain::migrate {
namespace {

constexpr std::string_view hexadecimal = "0123456789abcdef";

/// A message is one line of a comment: what would end the line, or cannot be seen, is escaped.
std::string escaped(std::string_view message) {
    std::string made;
    for (const char c : message) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\\')
            made += "\\\\";
        else if (c == '\n')
            made += "\\n";
        else if (c == '\r')
            made += "\\r";
        else if (c == '\t')
            made += "\\t";
        else if (byte < 0x20 || byte == 0x7f) {
            made += "\\x";
            made += hexadecimal[byte >> 4U];
            made += hexadecimal[byte & 0xfU];
        } else
            made += c;
    }
    // Blanks at the ends would be trimmed by the reader.
    if (made.starts_with(' ')) made.replace(0, 1, "\\x20");
    if (made.ends_with(' ')) made.replace(made.size() - 1, 1, "\\x20");
    return made;
}

std::optional<std::string> unescaped(std::string_view text) {
    std::string made;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            made += text[i];
            continue;
        }
        if (++i == text.size()) return std::nullopt;
        switch (text[i]) {
            case '\\': made += '\\'; break;
            case 'n': made += '\n'; break;
            case 'r': made += '\r'; break;
            case 't': made += '\t'; break;
            case 'x': {
                const std::string_view digits = text.substr(i + 1, 2);
                const std::size_t high = digits.size() == 2 ? hexadecimal.find(digits[0]) : std::string_view::npos;
                const std::size_t low = digits.size() == 2 ? hexadecimal.find(digits[1]) : std::string_view::npos;
                if (high >= 8 || low == std::string_view::npos || high * 16 + low == 0) return std::nullopt;
                made += static_cast<char>(high * 16 + low);
                i += 2;
                break;
            }
            default: return std::nullopt;
        }
    }
    return made;
}

bool is_time(std::string_view text) {
    constexpr std::string_view shape = "0000-00-00T00:00:00Z";
    if (text.size() != shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i]) return false;
    return true;
}

}  // namespace

void read_header(revision& to, std::string_view directive, std::string_view arguments, std::size_t line) {
    const auto refuse = [&](const std::string& what) {
        throw error(fmt::format("tain: {}:{}: {}", to.file, line, what));
    };
    if (directive == "revision") {
        if (!is_revision_id(arguments))
            refuse(fmt::format("\"{}\" is no revision id; write twelve digits of 0-9a-f", printable(arguments)));
        to.id = std::string{arguments};
    } else if (directive == "parents") {
        if (arguments == "none") return;
        for (const std::string_view parent : words(arguments)) {
            if (!is_revision_id(parent))
                refuse(
                    fmt::format("\"{}\" is no revision id; write `none`, or ids of twelve digits with blanks between",
                                printable(parent)));
            if (std::find(to.parents.begin(), to.parents.end(), parent) != to.parents.end())
                refuse(fmt::format("parent {} is given twice; remove one", parent));
            to.parents.emplace_back(parent);
        }
        if (to.parents.empty()) refuse("`-- tain:parents` names nothing; write `none` for a first revision");
    } else if (directive == "message") {
        std::optional<std::string> message = unescaped(arguments);
        if (!message) refuse("the message holds a backslash that escapes nothing; write \\\\ for a backslash");
        to.message = *std::move(message);
    } else {
        if (!is_time(arguments))
            refuse(fmt::format("\"{}\" is no time; write it as 2025-06-01T12:00:00Z", printable(arguments)));
        to.created = std::string{arguments};
    }
}

std::string write_header(const revision& of) {
    if (!is_utf8(of.message) || of.message.find('\0') != std::string::npos)
        throw error(fmt::format("tain: the message \"{}\" is not UTF-8; write it in UTF-8", printable(of.message)));
    return fmt::format("-- tain:revision {}\n-- tain:parents {}\n-- tain:message {}\n-- tain:created {}\n", of.id,
                       of.parents.empty() ? "none" : joined(of.parents, " "), escaped(of.message), of.created);
}

}  // namespace tain::migrate
