// SPDX-License-Identifier: BSL-1.0
#include "../workload/tables.hpp"
#include "subject.hpp"

namespace bench::units {
namespace {

class flush_insert final : public scenario {
public:
    explicit flush_insert(std::size_t size) : scenario("flush_insert", size), users_(make_users(size, true)) {}

    void fill(subject& on) override { on.clear(); }
    void reset(subject& on) override { on.clear(); }
    void run(subject& on, std::size_t times) override {
        for (std::size_t i = 0; i < times; ++i) {
            std::vector<user> rows = users_;
            on.insert(rows);
        }
    }
    void compare(subject& tested, subject& reference) override {
        for (subject* on : {&tested, &reference}) {
            on->clear();
            run(*on, 1);
        }
        std::vector<user> stored = tested.all_users(), expected = reference.all_users();
        if (expected.size() != size()) throw wrong_answer("wrong answer: the reference did not insert all rows");
        for (std::vector<user>* rows : {&stored, &expected})
            for (user& each : *rows) each.id -= rows->front().id;  // keys go on where others ended
        if (stored != expected) throw wrong_answer("wrong answer: the inserted rows are not the reference's");
    }
    std::size_t most_times() const override { return 2; }
    std::size_t rows() const override { return size(); }

private:
    std::vector<user> users_;
};

class flush_update final : public scenario {
public:
    explicit flush_update(std::size_t size) : scenario("flush_update", size), users_(make_users(size, true)) {}

    void fill(subject& on) override {
        on.clear();
        on.script(insert_users(users_));
        on.filled();
        static_cast<unit&>(on).load();
    }
    void run(subject& on, std::size_t times) override {
        for (std::size_t i = 0; i < times; ++i)
            static_cast<unit&>(on).change_all(static_cast<char>('a' + ++round_ % 26));
    }
    void compare(subject& tested, subject& reference) override {
        for (subject* on : {&tested, &reference}) static_cast<unit*>(on)->change_all('!');
        const std::vector<user> expected = reference.all_users();
        for (const user& each : expected)
            if (each.name.back() != '!') throw wrong_answer("wrong answer: the reference did not update");
        if (tested.all_users() != expected) throw wrong_answer("wrong answer: the rows are not the reference's");
    }
    std::size_t most_times() const override { return 2; }
    std::size_t rows() const override { return size(); }

private:
    std::vector<user> users_;
    unsigned round_ = 0;
};

}  // namespace

std::vector<std::unique_ptr<scenario>> scenarios() {
    std::vector<std::unique_ptr<scenario>> all;
    all.push_back(std::make_unique<flush_insert>(10'000));
    all.push_back(std::make_unique<flush_update>(10'000));
    return all;
}

}  // namespace bench::units
