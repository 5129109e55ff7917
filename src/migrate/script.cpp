// SPDX-License-Identifier: BSL-1.0
#include "script.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace tain::migrate {
namespace {

constexpr std::size_t widest = 110;

}  // namespace

void script::about(std::string_view table) {
    if (table == table_) return;
    separate_ = !text_.empty();
    table_ = table;
}

void script::separate() {
    if (separate_) text_ += '\n';
    separate_ = false;
}

void script::statement(std::string_view sql) {
    separate();
    text_ += sql;
    text_ += ";\n";
}

void script::line(std::string_view text) {
    separate();
    text_ += text;
    text_ += '\n';
}

void script::review(std::string_view text) {
    std::string made = "-- review:";
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = text.find_first_of(" \n", at);
        if (end == std::string_view::npos) end = text.size();
        const std::string_view word = text.substr(at, end - at);
        if (made.size() + 1 + word.size() > widest) {
            line(made);
            made = "--  ";
        }
        (made += ' ') += word;
        at = end + 1;
    }
    line(made);
}

}  // namespace tain::migrate
