// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string_view>

namespace tain::reflect {

namespace detail {

template <class T>
constexpr std::string_view pretty() {
#if defined(_MSC_VER) && !defined(__clang__)
    return __FUNCSIG__;
#else
    return __PRETTY_FUNCTION__;
#endif
}

/// Cuts `T` out of g++'s "T = x; …]", clang's "T = x]" and MSVC's "pretty<struct x>(void)".
constexpr std::string_view cut(std::string_view text) {
    if (const auto from = text.find("T = "); from != std::string_view::npos) {
        text.remove_prefix(from + 4);
        return text.substr(0, text.find_first_of(";]"));
    }
    if (const auto from = text.find("pretty<"); from != std::string_view::npos) {
        text.remove_prefix(from + 7);
        text = text.substr(0, text.rfind(">("));
        for (const std::string_view word : {"struct ", "class ", "enum "})
            if (text.substr(0, word.size()) == word) text.remove_prefix(word.size());
    }
    return text;
}

}  // namespace detail

/// The type's name as the compiler writes it, with its namespaces.
template <class T>
inline constexpr std::string_view full_type_name = detail::cut(detail::pretty<T>());

/// The type's own name: what follows the last `::`. For class and enum types that are no template instances.
template <class T>
inline constexpr std::string_view type_name = [] {
    constexpr std::string_view all = full_type_name<T>;
    const auto last = all.rfind("::");
    return last == std::string_view::npos ? all : all.substr(last + 2);
}();

}  // namespace tain::reflect
