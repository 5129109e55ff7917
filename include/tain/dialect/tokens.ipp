// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/tokens.hpp>

namespace tain::lexical {
namespace detail {

constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_word_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
constexpr bool is_word(char c) { return is_word_start(c) || is_digit(c) || c == '$'; }
constexpr bool is_operator(char c) { return std::string_view{"+-*/<>=~!@#%^&|`?"}.find(c) != std::string_view::npos; }

}  // namespace detail

TAIN_INLINE token tokenizer::take(token_kind kind, std::size_t length, bool complete) noexcept {
    const token made{kind, sql_.substr(at_, length), complete};
    at_ += made.text.size();
    return made;
}

TAIN_INLINE token tokenizer::whitespace() noexcept {
    std::size_t n = 1;
    while (detail::is_space(peek(n))) ++n;
    return take(token_kind::whitespace, n);
}

TAIN_INLINE token tokenizer::line_comment() noexcept {
    const std::size_t end = spelling_ == dialect::sqlite ? sql_.find('\n', at_) : sql_.find_first_of("\r\n", at_);
    return take(token_kind::comment, (end == std::string_view::npos ? sql_.size() : end) - at_);
}

TAIN_INLINE token tokenizer::block_comment() noexcept {
    std::size_t depth = 1, n = 2;
    while (at_ + n < sql_.size()) {
        if (peek(n) == '*' && peek(n + 1) == '/') {
            n += 2;
            if (--depth == 0) return take(token_kind::comment, n);
        } else if (spelling_ == dialect::postgresql && peek(n) == '/' && peek(n + 1) == '*') {
            n += 2;
            ++depth;
        } else {
            ++n;
        }
    }
    return take(token_kind::comment, n, false);
}

/// PostgreSQL goes on with a literal when only whitespace with a line break, or line comments, stand between two
/// quotes. Returns the offset after that opening quote, or 0. `from` is the offset after the closing one.
TAIN_INLINE std::size_t tokenizer::continuation(std::size_t from) const noexcept {
    bool broken = false;
    std::size_t n = from;
    for (;;) {
        const char c = peek(n);
        if (detail::is_space(c)) {
            broken = broken || c == '\n' || c == '\r';
            ++n;
        } else if (broken && c == '-' && peek(n + 1) == '-') {
            while (at_ + n < sql_.size() && peek(n) != '\n' && peek(n) != '\r') ++n;
        } else {
            return broken && c == '\'' ? n + 1 : 0;
        }
    }
}

TAIN_INLINE token tokenizer::quoted(token_kind kind, std::size_t prefix, char close, bool backslash) noexcept {
    std::size_t n = prefix + 1;
    while (at_ + n < sql_.size()) {
        const char c = peek(n);
        if (backslash && c == '\\') {
            n += 2;
        } else if (c != close) {
            ++n;
        } else if (close != ']' && peek(n + 1) == close) {
            n += 2;
        } else {
            ++n;
            const bool may_go_on = spelling_ == dialect::postgresql && close == '\'';
            const std::size_t more = may_go_on ? continuation(n) : 0;
            if (more == 0) return take(kind, n);
            n = more;
        }
    }
    return take(kind, n, false);
}

/// A dollar-quoted string; where no tag follows, the dollar sign alone.
TAIN_INLINE token tokenizer::dollar() noexcept {
    std::size_t n = 1;
    if (detail::is_word_start(peek(n)))
        while (detail::is_word(peek(n)) && peek(n) != '$') ++n;
    if (peek(n) != '$') return take(token_kind::punctuation, 1);
    const std::string_view tag = sql_.substr(at_, n + 1);
    const std::size_t end = sql_.find(tag, at_ + tag.size());
    if (end == std::string_view::npos) return take(token_kind::string, sql_.size() - at_, false);
    return take(token_kind::string, end + tag.size() - at_);
}

TAIN_INLINE token tokenizer::number() noexcept {
    std::size_t n = 0;
    const char base = static_cast<char>(peek(1) | 0x20);
    if (peek(0) == '0' && (base == 'x' || base == 'o' || base == 'b')) {
        n = 2;
        while (detail::is_digit(peek(n)) || detail::is_word_start(peek(n))) ++n;
        return take(token_kind::number, n);
    }
    while (detail::is_digit(peek(n)) || peek(n) == '_') ++n;
    if (peek(n) == '.' && peek(n + 1) != '.') {
        ++n;
        while (detail::is_digit(peek(n)) || peek(n) == '_') ++n;
    }
    if (peek(n) == 'e' || peek(n) == 'E') {
        const std::size_t sign = peek(n + 1) == '+' || peek(n + 1) == '-' ? 2 : 1;
        if (detail::is_digit(peek(n + sign))) {
            n += sign;
            while (detail::is_digit(peek(n)) || peek(n) == '_') ++n;
        }
    }
    return take(token_kind::number, n);
}

TAIN_INLINE token tokenizer::word() noexcept {
    const char first = static_cast<char>(peek(0) | 0x20);
    if (spelling_ == dialect::postgresql) {
        if (first == 'u' && peek(1) == '&' && peek(2) == '"')
            return quoted(token_kind::quoted_identifier, 2, '"', false);
        if (first == 'u' && peek(1) == '&' && peek(2) == '\'') return quoted(token_kind::string, 2, '\'', false);
        if (peek(1) == '\'' && (first == 'e' || first == 'b' || first == 'x' || first == 'n'))
            return quoted(token_kind::string, 1, '\'', first == 'e');
    } else if (first == 'x' && peek(1) == '\'') {
        return quoted(token_kind::string, 1, '\'', false);
    }
    std::size_t n = 1;
    while (detail::is_word(peek(n))) ++n;
    return take(token_kind::word, n);
}

TAIN_INLINE bool tokenizer::parameter(token& to) noexcept {
    const char c = peek(0);
    std::size_t n = 1;
    if (spelling_ == dialect::postgresql) {
        if (c != '$' || !detail::is_digit(peek(1))) return false;
        while (detail::is_digit(peek(n))) ++n;
    } else if (c == '?') {
        while (detail::is_digit(peek(n))) ++n;
    } else if ((c == '$' || c == ':' || c == '@') && detail::is_word(peek(1)) && peek(1) != '$') {
        while (detail::is_word(peek(n))) ++n;
    } else {
        return false;
    }
    to = take(token_kind::parameter, n);
    return true;
}

/// An operator is as long as its database makes it. PostgreSQL: a run of operator characters that ends before a
/// comment, and before a trailing + or - unless one of ~ ! @ # % ^ & | ` ? is in it. SQLite: a closed list.
TAIN_INLINE token tokenizer::operator_run() noexcept {
    const std::string_view rest = sql_.substr(at_);
    if (spelling_ == dialect::sqlite) {
        for (const std::string_view known : {"->>", "->", "||", "<=", "<>", "<<", ">=", ">>", "==", "!="})
            if (rest.substr(0, known.size()) == known) return take(token_kind::punctuation, known.size());
        return take(token_kind::punctuation, 1);
    }
    if (rest.substr(0, 2) == "::" || rest.substr(0, 2) == ":=" || rest.substr(0, 2) == "..")
        return take(token_kind::punctuation, 2);
    std::size_t n = 0;
    bool special = false;
    while (detail::is_operator(peek(n))) {
        if (n > 0 && ((peek(n) == '-' && peek(n + 1) == '-') || (peek(n) == '/' && peek(n + 1) == '*'))) break;
        special = special || std::string_view{"~!@#%^&|`?"}.find(peek(n)) != std::string_view::npos;
        ++n;
    }
    while (n > 1 && !special && (peek(n - 1) == '+' || peek(n - 1) == '-')) --n;
    return take(token_kind::punctuation, n == 0 ? 1 : n);
}

TAIN_INLINE bool tokenizer::next(token& to) noexcept {
    if (at_ >= sql_.size()) return false;
    const char c = peek(0);
    if (detail::is_space(c))
        to = whitespace();
    else if (c == '-' && peek(1) == '-')
        to = line_comment();
    else if (c == '/' && peek(1) == '*')
        to = block_comment();
    else if (c == '\'')
        to = quoted(token_kind::string, 0, '\'', false);
    else if (c == '"')
        to = quoted(token_kind::quoted_identifier, 0, '"', false);
    else if (c == '`' && spelling_ == dialect::sqlite)
        to = quoted(token_kind::quoted_identifier, 0, '`', false);
    else if (c == '[' && spelling_ == dialect::sqlite)
        to = quoted(token_kind::quoted_identifier, 0, ']', false);
    else if (detail::is_word_start(c))
        to = word();
    else if (detail::is_digit(c) || (c == '.' && detail::is_digit(peek(1))))
        to = number();
    else if (parameter(to))
        return true;
    else if (c == '$' && spelling_ == dialect::postgresql)
        to = dollar();
    else
        to = operator_run();
    return true;
}

TAIN_INLINE std::vector<token> tokens(std::string_view sql, dialect spelling) {
    std::vector<token> found;
    tokenizer cut{sql, spelling};
    for (token one; cut.next(one);) found.push_back(one);
    return found;
}

}  // namespace tain::lexical
