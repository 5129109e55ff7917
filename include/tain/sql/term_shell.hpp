// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/pack.hpp>
#include <tain/sql/dynamic_text.hpp>
#include <tain/sql/select.hpp>
#include <tain/sql/term.hpp>

#include <cstddef>
#include <type_traits>
#include <vector>

namespace tain::sql::detail {

/// The parts of a clause, of which some are terms that are chosen at run time.
template <class... Part>
class slotted_clause {
public:
    explicit slotted_clause(const expr::pack<Part...>& from) : parts_(from) {
        if constexpr ((slotted<Part>::has_slot || ... || false))
            expr::pack<Part...>::each(&parts_, [this]<class Each>(std::size_t, const Each* part) {
                if constexpr (slotted<Each>::has_slot) pieces_.push_back(slotted<Each>::in(*part));
            });
    }

    const shared_piece* pieces() const noexcept { return pieces_.data(); }
    std::size_t binds() const noexcept {
        std::size_t count = expr::pack<Part...>::all_binds();
        for (const shared_piece& each : pieces_) count += each->binds();
        return count;
    }
    void bind(expr::binder& to) const { parts_.bind(to); }

private:
    expr::pack<Part...> parts_;
    std::vector<shared_piece> pieces_{};
};

/// Whether the text of a select depends on terms, and the shell that writes them.
template <class S>
struct chosen_parts {
    static constexpr bool any = false;
};

template <class S, class Slots, class Terms, class Groups, class Keys>
class chosen_shell final : public select_shell {
public:
    explicit chosen_shell(const S& from)
        : select_shell({.binds = Terms{from.terms}.binds() + decltype(S::base)::binds +
                                 decltype(S::joins)::all_binds() + Groups{from.groups}.binds() +
                                 Keys{from.order}.binds(),
                        .qualify = S::joined_tables,
                        .outer = S::rows::outer::size != 0,
                        .sorted = decltype(S::order)::size != 0}),
          terms_(from.terms),
          base_(from.base),
          joins_(from.joins),
          groups_(from.groups),
          keys_(from.order) {}

    void write_rows(writer& to) const override {
        with_slots(to, terms_.pieces(), [](writer& w) { select_words<Slots>::rows(w); });
    }
    void write_groups(writer& to) const override {
        with_slots(to, groups_.pieces(), [](writer& w) { select_words<Slots>::groups(w); });
    }
    void write_keys(writer& to) const override {
        with_slots(to, keys_.pieces(), [](writer& w) { select_words<Slots>::keys(w); });
    }
    void bind_rows(expr::binder& to) const override {
        terms_.bind(to);
        base_.bind(to);
        joins_.bind(to);
    }
    void bind_groups(expr::binder& to) const override { groups_.bind(to); }
    void bind_keys(expr::binder& to) const override { keys_.bind(to); }

private:
    Terms terms_;
    decltype(S::base) base_;
    decltype(S::joins) joins_;
    Groups groups_;
    Keys keys_;
};

template <class... Terms, class From, class... Joins, class Where, class... Group, class Having, class... Order,
          class Limit, class Offset, class Into, bool Distinct>
struct chosen_parts<select_statement<expr::pack<Terms...>, From, expr::pack<Joins...>, Where, expr::pack<Group...>,
                                     Having, expr::pack<Order...>, Limit, Offset, Into, Distinct>> {
    static constexpr bool any = (slotted<Terms>::has_slot || ... || false) ||
                                (slotted<Group>::has_slot || ... || false) ||
                                (slotted<Order>::has_slot || ... || false);
    using slots = select_statement<expr::pack<typename slotted<Terms>::type...>, From, expr::pack<Joins...>, absent,
                                   expr::pack<typename slotted<Group>::type...>, absent,
                                   expr::pack<typename slotted<Order>::type...>, absent, absent, Into, Distinct>;
    template <class S>
    using shell = chosen_shell<S, slots, slotted_clause<Terms...>, slotted_clause<Group...>, slotted_clause<Order...>>;
};

}  // namespace tain::sql::detail
