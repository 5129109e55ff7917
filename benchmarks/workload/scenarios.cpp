// SPDX-License-Identifier: BSL-1.0
#include "scenario.hpp"
#include "tables.hpp"

#include <algorithm>

namespace bench {
namespace {

/// Makes the compiler believe that somebody looks at `value`.
template <class T>
void keep(const T& value) {
    asm volatile("" : : "g"(&value) : "memory");
}

void refill(subject& on, const std::vector<user>& users, std::size_t users_with_posts) {
    on.clear();
    if (users.empty()) return;
    on.script(insert_users(users) + insert_posts(users_with_posts));
    on.filled();
}

[[noreturn]] void differ(const std::string& what) { throw wrong_answer("wrong answer: " + what); }

/// Keys in an order that is neither ascending nor clustered: 7,919 is a prime above every size.
std::int64_t scattered_key(std::size_t i, std::size_t size) { return static_cast<std::int64_t>(i * 7'919 % size) + 1; }

class trivial final : public scenario {
public:
    explicit trivial(std::size_t size) : scenario("trivial", size) {}

    void fill(subject& on) override { refill(on, make_users(size(), true), 0); }
    void run(subject& on, std::size_t times) override {
        for (std::size_t i = 0; i < times; ++i) keep(on.all_users());
    }
    void compare(subject& tested, subject& reference) override {
        const auto expected = reference.all_users();
        if (expected.size() != size()) differ("the reference read " + std::to_string(expected.size()) + " users");
        if (tested.all_users() != expected) differ("the users are not those of the reference");
    }
    std::size_t rows() const override { return size(); }
};

class medium final : public scenario {
public:
    explicit medium(std::size_t size) : scenario("medium", size) {}

    void fill(subject& on) override { refill(on, make_users(size(), false), size()); }
    void run(subject& on, std::size_t times) override {
        for (std::size_t i = 0; i < times; ++i) keep(on.users_with_posts(black_));
    }
    void compare(subject& tested, subject& reference) override {
        const auto expected = reference.users_with_posts(black_);
        if (expected.size() != rows()) differ("the reference read " + std::to_string(expected.size()) + " rows");
        if (tested.users_with_posts(black_) != expected) differ("users and posts are not those of the reference");
    }
    std::size_t rows() const override { return (size() + 1) / 2; }

private:
    std::string black_ = "black";
};

class get final : public scenario {
public:
    explicit get(std::size_t size) : scenario("get", size) {}

    void fill(subject& on) override { refill(on, make_users(size(), true), 0); }
    void run(subject& on, std::size_t times) override {
        for (std::size_t i = 0; i < times; ++i) keep(on.get(scattered_key(i, size())));
    }
    void compare(subject& tested, subject& reference) override {
        for (std::size_t i = 0; i < 100; ++i) {
            const auto key = scattered_key(i, size());
            const auto expected = reference.get(key);
            if (!expected) differ("the reference found no user " + std::to_string(key));
            if (tested.get(key) != expected) differ("user " + std::to_string(key) + " is not that of the reference");
        }
        if (tested.get(-1)) differ("found a user -1");
    }
};

class update final : public scenario {
public:
    explicit update(std::size_t size) : scenario("update", size), users_(make_users(size, true)) {
        for (std::size_t i = 0; i < size; ++i) users_[i].id = static_cast<std::int64_t>(i) + 1;
    }

    void fill(subject& on) override { refill(on, users_, 0); }
    void run(subject& on, std::size_t times) override {
        for (std::size_t i = 0; i < times; ++i) {
            user& changed = users_[static_cast<std::size_t>(scattered_key(i, size())) - 1];
            changed.name.back() = static_cast<char>('0' + i % 10);
            on.update(changed);
        }
    }
    void compare(subject& tested, subject& reference) override {
        user changed{7, "Somebody else", "red"};
        for (int round = 0; round < 2; ++round) {
            for (subject* on : {&tested, &reference}) on->update(changed);
            if (reference.get(changed.id) != changed) differ("the reference did not update");
            if (tested.all_users() != reference.all_users())
                differ("after an update the users are not the reference's");
            changed.hair_color.reset();
        }
    }

private:
    std::vector<user> users_;
};

class insert final : public scenario {
public:
    explicit insert(std::size_t size) : scenario("insert", size), users_(make_users(size, true)) {}

    void fill(subject& on) override { refill(on, {}, 0); }
    void reset(subject& on) override { on.clear(); }
    void run(subject& on, std::size_t times) override {
        for (std::size_t i = 0; i < times; ++i) on.insert(users_);
    }
    void compare(subject& tested, subject& reference) override {
        reset(tested);
        reset(reference);
        auto expected = users_;
        for (user& row : expected) row.id = 0;
        auto inserted = expected;
        tested.insert(inserted);
        reference.insert(expected);
        check_keys(tested, inserted);
        check_keys(reference, expected);
        for (std::size_t i = 0; i < expected.size(); ++i) {
            if (inserted[i].name != expected[i].name || inserted[i].hair_color != expected[i].hair_color) {
                differ("an insert changed more than the keys of its rows");
            }
        }
    }
    std::size_t most_times() const override { return std::max<std::size_t>(1, 20'000 / size()); }
    std::size_t rows() const override { return size(); }

private:
    static void check_keys(subject& on, std::vector<user> inserted) {
        auto stored = on.all_users();
        const auto by_key = [](const user& a, const user& b) { return a.id < b.id; };
        std::sort(stored.begin(), stored.end(), by_key);
        std::sort(inserted.begin(), inserted.end(), by_key);
        if (stored != inserted) differ("the inserted rows or their keys are not those in the table");
    }

    std::vector<user> users_;
};

}  // namespace

std::vector<std::unique_ptr<scenario>> all_scenarios() {
    std::vector<std::unique_ptr<scenario>> all;
    all.push_back(std::make_unique<get>(1'000));
    for (const std::size_t size : {1, 10, 100, 1'000, 10'000}) all.push_back(std::make_unique<trivial>(size));
    for (const std::size_t size : {10, 100, 1'000, 10'000}) all.push_back(std::make_unique<medium>(size));
    for (const std::size_t size : {1, 100, 1'000, 10'000}) all.push_back(std::make_unique<insert>(size));
    all.push_back(std::make_unique<update>(1'000));
    return all;
}

}  // namespace bench
