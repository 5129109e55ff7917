// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "subject.hpp"

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// A subject gave another answer than the reference: nothing may be timed.
class wrong_answer : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// One piece of work at one size, done by every subject alike.
class scenario {
public:
    scenario(std::string_view name, std::size_t size) : name_(name), size_(size) {}
    scenario(const scenario&) = delete;
    scenario& operator=(const scenario&) = delete;
    virtual ~scenario() = default;

    std::string_view name() const { return name_; }
    std::size_t size() const { return size_; }
    /// `insert/1000`: what `--filter` looks into.
    std::string label() const { return name_ + "/" + std::to_string(size_); }

    /// Fills the subject's tables. Never timed.
    virtual void fill(subject& on) = 0;
    /// Makes ready for a batch of runs. Never timed.
    virtual void reset(subject&) {}
    /// Does the work `times` times.
    virtual void run(subject& on, std::size_t times) = 0;
    /// Throws `wrong_answer` unless both subjects do the same work with the same outcome.
    virtual void compare(subject& tested, subject& reference) = 0;
    /// How many runs a batch may have before the tables grow out of shape.
    virtual std::size_t most_times() const { return 1'000'000; }
    /// Rows that one run reads or writes; instruction counts are told for each.
    virtual std::size_t rows() const { return 1; }

private:
    std::string name_;
    std::size_t size_;
};

/// The scenarios of docs/benchmarks.md at their sizes.
std::vector<std::unique_ptr<scenario>> all_scenarios();

}  // namespace bench
