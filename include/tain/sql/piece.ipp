// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/sql/piece.hpp>

#include <utility>

namespace tain::sql {
namespace detail {

/// Conditions with AND or OR between them: two or more, none of which is joined by the same word.
class joined_piece final : public piece {
public:
    joined_piece(junction by, std::size_t binds, std::vector<shared_piece> parts)
        : piece(binds, by == junction::all ? 2 : 1), by_(by), parts_(std::move(parts)) {}

    void write(dialects::writer& to, bool outer) const override {
        bool first = true;
        for (const shared_piece& each : parts_) {
            if (!first) to.put(by_ == junction::all ? " AND " : " OR ");
            first = false;
            const bool looser = each->strength() < strength();
            if (looser) to.put('(');
            each->write(to, outer);
            if (looser) to.put(')');
        }
    }
    void bind(expr::binder& to) const override {
        for (const shared_piece& each : parts_) each->bind(to);
    }

    junction by() const noexcept { return by_; }
    const std::vector<shared_piece>& parts() const noexcept { return parts_; }

private:
    junction by_;
    std::vector<shared_piece> parts_;
};

class negated_piece final : public piece {
public:
    explicit negated_piece(shared_piece of) : piece(of->binds(), 3), of_(std::move(of)) {}

    void write(dialects::writer& to, bool outer) const override {
        to.put("NOT ");
        const bool looser = of_->strength() < 9;
        if (looser) to.put('(');
        of_->write(to, outer);
        if (looser) to.put(')');
    }
    void bind(expr::binder& to) const override { of_->bind(to); }

private:
    shared_piece of_;
};

class false_piece final : public piece {
public:
    false_piece() : piece(0, 4) {}
    void write(dialects::writer& to, bool) const override { to.put("1 = 0"); }
    void bind(expr::binder&) const override {}
};

}  // namespace detail

TAIN_INLINE shared_piece joined(junction by, std::vector<shared_piece> parts) {
    std::vector<shared_piece> flat;
    flat.reserve(parts.size());
    std::size_t binds = 0;
    for (shared_piece& each : parts) {
        if (!each) continue;
        binds += each->binds();
        const auto* same = dynamic_cast<const detail::joined_piece*>(each.get());
        if (same && same->by() == by)
            flat.insert(flat.end(), same->parts().begin(), same->parts().end());
        else
            flat.push_back(std::move(each));
    }
    if (flat.empty()) return nullptr;
    if (flat.size() == 1) return std::move(flat.front());
    return std::make_shared<detail::joined_piece>(by, binds, std::move(flat));
}

TAIN_INLINE shared_piece negated(shared_piece condition) {
    if (!condition) return nullptr;
    return std::make_shared<detail::negated_piece>(std::move(condition));
}

TAIN_INLINE shared_piece never_true() { return std::make_shared<detail::false_piece>(); }

}  // namespace tain::sql
