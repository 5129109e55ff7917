// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/reflect/enumerators.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>

#include <boost/uuid/uuid.hpp>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tain::test {

/// Values that are easily taken for something else, and random ones, of every type that both databases hold unchanged:
/// text without NUL characters, finite numbers, times of the years 1 to 9999, unsigned numbers below 2^63.
///
/// The same seed makes the same values.
class generator {
public:
    using time = std::chrono::sys_time<std::chrono::microseconds>;

    explicit generator(std::uint64_t seed) : random_(seed) {}

    bool coin() { return below(2) == 0; }
    bool once_in(std::size_t n) { return below(n) == 0; }
    std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_() % end); }

    template <class T>
    T value() {
        return make(static_cast<T*>(nullptr));
    }

    /// Gives each described member of `of` a value, but for those called `id`.
    template <class T>
    void fill(T& of) {
        const auto one = [&]<class Member>(Member) {
            if (Member::name != std::string_view{"id"})
                of.*Member::pointer = value<reflect::value_of<Member::pointer>>();
        };
        [&]<class... Member>(reflect::list<Member...>) { (one(Member{}), ...); }(reflect::members<T>{});
    }

private:
    bool make(bool*) { return coin(); }

    /// Numbers of every length are as frequent, and one in eight is the least or the greatest.
    template <std::integral T>
    T make(T*) {
        constexpr auto most = std::min<std::uint64_t>(std::numeric_limits<T>::max(), INT64_MAX);
        if (once_in(8)) return coin() ? std::numeric_limits<T>::min() : static_cast<T>(most);
        if constexpr (std::signed_integral<T>)
            return static_cast<T>(static_cast<std::int64_t>(random_()) >> below(64));
        else
            return static_cast<T>((random_() >> below(64)) & most);
    }

    /// Every pattern of bits that is a number: denormal ones too.
    template <std::floating_point T>
    T make(T*) {
        using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
        static constexpr T special[] = {0,
                                        T(0.1),
                                        1,
                                        T(1e15),
                                        std::numeric_limits<T>::denorm_min(),
                                        std::numeric_limits<T>::max(),
                                        std::numeric_limits<T>::lowest()};
        if (once_in(8)) return special[below(std::size(special))];
        const T made = std::bit_cast<T>(static_cast<bits>(random_()));
        return std::isfinite(made) ? made : T(0.1);
    }

    std::string make(std::string*) {
        static const std::string parts[] = {"",   "NULL", "null", "\"",   "\\",   "{",  "}",  ",",  "[",    "]",   " ",
                                            "'",  "\n",   "\t",   "x",    "é",    "🙂", "/",  "u",  "t",    "%",   "_",
                                            "漢", "$1",   "?1",   "\x7f", "\x01", ";",  "--", "/*", "\r\n", "\\N", "0"};
        std::string made;
        for (std::size_t left = below(7); left > 0; --left) made += parts[below(std::size(parts))];
        if (once_in(500)) made.append(100'000, 'x');
        return made;
    }

    std::vector<std::byte> make(std::vector<std::byte>*) {
        std::vector<std::byte> made(below(40));
        for (std::byte& each : made) each = static_cast<std::byte>(random_());
        return made;
    }

    boost::uuids::uuid make(boost::uuids::uuid*) {
        boost::uuids::uuid made{};
        std::generate(made.begin(), made.end(), [&] { return static_cast<std::uint8_t>(random_()); });
        return made;
    }

    time make(time*) {
        using namespace std::chrono;
        constexpr time first = sys_days{year{1} / 1 / 1}, end = sys_days{year{10'000} / 1 / 1};
        if (once_in(8)) return coin() ? first : end - microseconds{1};
        return first + microseconds{random_() % static_cast<std::uint64_t>((end - first).count())};
    }

    template <class T>
    std::optional<T> make(std::optional<T>*) {
        if (once_in(4)) return std::nullopt;
        return value<T>();
    }

    template <class T>
    std::vector<T> make(std::vector<T>*) {
        std::vector<T> made;
        for (std::size_t left = below(4); left > 0; --left) made.push_back(value<T>());
        return made;
    }

    /// A type of a test's own says how.
    template <class T>
        requires requires(generator& from) { T::made_by(from); }
    T make(T*) {
        return T::made_by(*this);
    }

    template <class E>
        requires std::is_enum_v<E>
    E make(E*) {
        static constexpr const auto& all = reflect::enumerators<E>;
        return static_cast<E>(all[below(std::size(all))].value);
    }

    std::mt19937_64 random_;
};

}  // namespace tain::test
