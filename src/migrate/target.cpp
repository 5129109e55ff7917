// SPDX-License-Identifier: BSL-1.0
#include "text.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/graph.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace tain::migrate {
namespace {

/// `head-2`: a name and how many steps from it.
struct relative {
    std::string_view name{};
    std::size_t steps = 0;
    char sign = '\0';  // '\0': no steps are given
};

relative parse(std::string_view target) {
    const std::size_t at = target.find_first_of("+-");
    if (at == std::string_view::npos) return {target};
    relative made{target.substr(0, at), 0, target[at]};
    if (made.name == "current") made.name = {};
    const std::string_view digits = target.substr(at + 1);
    const char* const last = digits.data() + digits.size();
    const auto [end, ec] = std::from_chars(digits.data(), last, made.steps);
    if (ec != std::errc{} || end != last || made.steps == 0)
        throw error(fmt::format("tain: \"{}\" names no revision: a whole number from 1 must follow the {}",
                                printable(target), made.sign));
    return made;
}

std::string only(const std::vector<std::string>& ids, std::string_view what, std::string_view fix) {
    if (ids.size() == 1) return ids.front();
    if (ids.empty())
        throw error(fmt::format("tain: there is no {}: no revision was made yet; `revision` makes one", what));
    throw error(fmt::format("tain: there are {} {}s: {}; {}", ids.size(), what, joined(ids), fix));
}

}  // namespace

std::vector<std::string> resolve(const graph& in, std::string_view target) {
    const relative wanted = parse(target);
    if (wanted.sign == '\0') {
        if (wanted.name == "base") return {};
        if (wanted.name == "heads") return in.heads();
    }
    if (wanted.name.empty())
        throw error(fmt::format("tain: \"{}\" has to be counted from a revision here; write `head{}` or `<id>{}`",
                                target, target, target));
    std::string id = wanted.name == "head"
                         ? only(in.heads(), "head", "name one of them, use `heads` for all, or join them with `merge`")
                         : in.find(wanted.name);
    for (std::size_t step = 0; step < wanted.steps; ++step) {
        const bool back = wanted.sign == '-';
        const std::vector<std::string>& next = back ? in.parents(id) : in.children(id);
        if (next.size() != 1)
            throw error(
                fmt::format("tain: \"{}\" cannot be followed: revision {} has {} {}{}{}; name the revision itself",
                            target, id, next.empty() ? "no" : std::to_string(next.size()),
                            back ? "parents" : "children", next.empty() ? "" : ": ", joined(next)));
        id = next.front();
    }
    return {id};
}

std::vector<std::string> upgrade_path(const graph& in, std::string_view target, const std::set<std::string>& applied) {
    const relative wanted = parse(target);
    std::vector<std::string> path;
    if (wanted.name.empty() && wanted.sign != '\0') {
        if (wanted.sign == '-')
            throw error(fmt::format("tain: \"{}\" lies before what is applied; use `downgrade {}`", target, target));
        for (const std::string& id : in.order())
            if (!applied.contains(id) && path.size() < wanted.steps) path.push_back(id);
        if (path.size() < wanted.steps)
            throw error(
                fmt::format("tain: \"{}\" is too far: only {} revisions are not applied yet", target, path.size()));
        return path;
    }
    if (target == "base") throw error("tain: `upgrade` never goes back to the base; use `downgrade base`");
    const std::set<std::string> needed = in.ancestors(resolve(in, target));
    for (const std::string& id : in.order())
        if (needed.contains(id) && !applied.contains(id)) path.push_back(id);
    return path;
}

std::vector<std::string> downgrade_path(const graph& in, std::string_view target,
                                        const std::set<std::string>& applied) {
    const relative wanted = parse(target);
    std::vector<std::string> path;
    if (wanted.name.empty() && wanted.sign != '\0') {
        if (wanted.sign == '+')
            throw error(fmt::format("tain: \"{}\" lies after what is applied; use `upgrade {}`", target, target));
        std::set<std::string> left = applied;
        for (std::size_t step = 0; step < wanted.steps; ++step) {
            if (left.empty())
                throw error(
                    fmt::format("tain: \"{}\" is too far: only {} revisions are applied", target, applied.size()));
            const std::vector<std::string> last = in.heads_of(left);
            if (last.size() > 1)
                throw error(fmt::format(
                    "tain: \"{}\" can be counted from several revisions: {}; name the revision to go back to", target,
                    joined(last)));
            path.push_back(last.front());
            left.erase(last.front());
        }
        return path;
    }
    if (target == "heads") throw error("tain: `downgrade` goes to one revision, or to `base`; name it");
    std::set<std::string> undone = applied;
    if (target != "base") {
        const std::string id = resolve(in, target).front();
        if (!applied.contains(id))
            throw error(fmt::format(
                "tain: revision {} is not applied, so nothing can be undone down to it; `current` shows what is", id));
        undone = in.descendants({id});
        undone.erase(id);
    }
    for (auto id = in.order().rbegin(); id != in.order().rend(); ++id)
        if (undone.contains(*id) && applied.contains(*id)) path.push_back(*id);
    return path;
}

}  // namespace tain::migrate
