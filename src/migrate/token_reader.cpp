// SPDX-License-Identifier: BSL-1.0
#include "token_reader.hpp"

#include <tain/driver/error.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace tain::migrate {
namespace {

const lexical::token end_of_text{};

/// True for a token that is this keyword or sign as such: not a quoted name or a string of the same letters.
bool is(const lexical::token& t, std::string_view word) {
    return (t.kind == lexical::token_kind::word || t.kind == lexical::token_kind::punctuation) &&
           equal_ignoring_case(t.text, word);
}

}  // namespace

std::string lower(std::string_view text) {
    std::string made{text};
    for (char& c : made)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return made;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() && lower(a) == lower(b);
}

std::string identifier_of(const lexical::token& of) {
    const std::string_view text = of.text;
    if (of.kind != lexical::token_kind::quoted_identifier && of.kind != lexical::token_kind::string)
        return std::string{text};
    if (text.size() < 2) return {};
    const char close = text.back();
    std::string made;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        made += text[i];
        if (text[i] == close && close != ']') ++i;
    }
    return made;
}

std::string bare_expression(std::string_view sql, dialect spelling) {
    token_reader in{sql, spelling};
    std::string made = in.text(0, in.size());
    while (in.next_is({"("})) {
        std::string inside = in.in_parentheses();
        if (!in.at_end()) break;
        made = std::move(inside);
        in = token_reader{made, spelling};
    }
    return made;
}

bool mentions(std::string_view expression, std::string_view column) {
    lexical::tokenizer cut{expression, dialect::sqlite};
    for (lexical::token t; cut.next(t);)
        if ((t.kind == lexical::token_kind::word || t.kind == lexical::token_kind::quoted_identifier) &&
            equal_ignoring_case(identifier_of(t), column))
            return true;
    return false;
}

token_reader::token_reader(std::string_view sql, dialect spelling) : sql_(sql), spelling_(spelling) {
    lexical::tokenizer cut{sql, spelling};
    for (lexical::token one; cut.next(one);)
        if (one.significant()) tokens_.push_back(one);
}

const lexical::token& token_reader::peek(std::size_t ahead) const {
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : end_of_text;
}

lexical::token token_reader::take() {
    if (at_end()) refuse("more");
    return tokens_[at_++];
}

bool token_reader::next_is(std::initializer_list<std::string_view> words) const {
    std::size_t ahead = 0;
    return std::all_of(words.begin(), words.end(), [&](std::string_view word) { return is(peek(ahead++), word); });
}

bool token_reader::accept(std::initializer_list<std::string_view> words) {
    if (!next_is(words)) return false;
    at_ += words.size();
    return true;
}

void token_reader::expect(std::string_view word) {
    if (!accept(word)) refuse(word);
}

std::string token_reader::name() {
    using enum lexical::token_kind;
    const lexical::token& next = peek();
    if (next.kind != word && next.kind != quoted_identifier && next.kind != string) refuse("a name");
    return identifier_of(take());
}

std::string token_reader::in_parentheses() {
    expect("(");
    std::string made = until({")"});
    expect(")");
    return made;
}

std::string token_reader::until(std::initializer_list<std::string_view> stops) {
    const std::size_t from = at_;
    for (std::size_t depth = 0; !at_end(); ++at_) {
        const lexical::token& t = peek();
        if (depth == 0 && std::any_of(stops.begin(), stops.end(), [&](std::string_view s) { return is(t, s); })) break;
        if (t.text == "(") ++depth;
        if (t.text == ")" && depth-- == 0) break;
    }
    return text(from, at_);
}

std::string token_reader::text(std::size_t from, std::size_t to) const {
    if (from >= to) return {};
    const char* begin = tokens_[from].text.data();
    const lexical::token& last = tokens_[to - 1];
    const std::string_view whole{begin, static_cast<std::size_t>(last.text.data() + last.text.size() - begin)};
    std::string made;
    lexical::tokenizer cut{whole, spelling_};
    for (lexical::token one; cut.next(one);) made += one.kind == lexical::token_kind::comment ? " " : one.text;
    return made;
}

void token_reader::refuse(std::string_view expected) const {
    std::string message = "tain: cannot read this SQL: ";
    message += expected;
    message += at_end() ? " is missing at its end" : " is expected before " + std::string{peek().text};
    message += "; it reads:\n";
    throw error(message += sql_);
}

}  // namespace tain::migrate
