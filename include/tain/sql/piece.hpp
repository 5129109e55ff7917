// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/dialect/writer.hpp>
#include <tain/expr/node.hpp>

#include <cstddef>
#include <memory>
#include <vector>

/// Parts of statements that are put together at run time.
namespace tain::sql {

/// An expression whose type is forgotten: it still writes its text, and binds its values. It does not change, so that
/// statements share it.
class piece {
public:
    piece(const piece&) = delete;
    piece& operator=(const piece&) = delete;
    virtual ~piece() = default;

    /// `outer`: the statement has an outer join, which may make it NULL.
    virtual void write(dialects::writer& to, bool outer) const = 0;
    virtual void bind(expr::binder& to) const = 0;

    std::size_t binds() const noexcept { return binds_; }
    /// How tightly it binds, as `detail::strength` says.
    int strength() const noexcept { return strength_; }

protected:
    piece(std::size_t binds, int strength) noexcept : binds_(binds), strength_(strength) {}

private:
    std::size_t binds_;
    int strength_;
};

/// Null: nothing was said.
using shared_piece = std::shared_ptr<const piece>;

enum class junction : unsigned char { all, any };

/// Joins conditions by AND or by OR, leaving out those that say nothing. Null when none says anything. Its text is that
/// of the same conditions in a static statement.
shared_piece joined(junction by, std::vector<shared_piece> parts);

/// `NOT condition`; null of one that says nothing.
shared_piece negated(shared_piece condition);

/// What no row fulfills.
shared_piece never_true();

}  // namespace tain::sql

#ifndef TAIN_COMPILED
#include <tain/sql/piece.ipp>  // IWYU pragma: keep
#endif
