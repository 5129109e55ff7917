// SPDX-License-Identifier: BSL-1.0
#include "queries.hpp"

#include <algorithm>
#include <functional>

namespace catalog {

using namespace tain::dsl;

std::vector<section_size> biggest_sections(const tain::engine& db, std::int64_t limit) {
    const auto query = select(col<&Section::name>, count(), sum(col<&Package::installed_size>))
                           .join<Package>()
                           .group_by(col<&Section::name>)
                           .order_by(desc(count()), col<&Section::name>)
                           .limit(limit)
                           .into<section_size>();
    return db.execute(query).all();
}

std::vector<popularity> most_depended_upon(const tain::engine& db, std::int64_t limit) {
    const auto query = select(col<&Dependency::target>, count())
                           .where(in(col<&Dependency::kind>, Kind::depends, Kind::pre_depends))
                           .group_by(col<&Dependency::target>)
                           .order_by(desc(count()), col<&Dependency::target>)
                           .limit(limit)
                           .into<popularity>();
    return db.execute(query).all();
}

std::vector<workload> busiest_maintainers(const tain::engine& db, std::int64_t limit) {
    const auto query = select(col<&Maintainer::contact>, count())
                           .join<Package>()
                           .group_by(col<&Maintainer::contact>)
                           .order_by(desc(count()), col<&Maintainer::contact>)
                           .limit(limit)
                           .into<workload>();
    return db.execute(query).all();
}

std::vector<Package> find_packages(const tain::engine& db, std::string_view name) {
    const auto query = select<Package>().where(col<&Package::name> == name).order_by(col<&Package::architecture>);
    return db.execute(query).all();
}

std::vector<direct_need> direct_needs(const tain::engine& db, std::string_view package) {
    const auto query = select(col<&Dependency::kind>, col<&Dependency::position>, col<&Dependency::alternative>,
                              col<&Dependency::target>, col<&Dependency::bound>)
                           .distinct()  // architectures may say the same
                           .where(col<&Dependency::package> == package)
                           .where(in(col<&Dependency::kind>, Kind::depends, Kind::pre_depends))
                           .order_by(col<&Dependency::position>, col<&Dependency::alternative>,
                                     col<&Dependency::target>, col<&Dependency::bound>)
                           .into<direct_need>();
    auto needs = db.execute(query).all();
    std::ranges::stable_sort(needs, std::ranges::greater{}, &direct_need::kind);
    return needs;
}

std::vector<transitive_need> transitive_needs(const tain::engine& db, std::string_view package) {
    const auto first_choice =
        in(col<&Dependency::kind>, Kind::depends, Kind::pre_depends) && col<&Dependency::alternative> == 0;
    // Dependencies run in circles: each name comes once.
    const auto needed = recursive_cte_distinct<"needed">(
        select(col<&Dependency::target>.as<"name">()).where(col<&Dependency::package> == package && first_choice),
        [&](auto before) {
            return select(col<&Dependency::target>)
                .join(before, before.template column<"name">() == col<&Dependency::package>)
                .where(first_choice);
        });
    const auto name = needed.column<"name">();
    const auto providers = select(count()).from<Dependency>().where(col<&Dependency::target> == name &&
                                                                    col<&Dependency::kind> == Kind::provides);
    const auto query = select(name, col<&Package::version>, col<&Package::installed_size>, scalar(providers))
                           .from(needed)
                           .left_join<Package>(col<&Package::name> == name)
                           .where(name != package)
                           .into<transitive_need>();
    auto needs = db.execute(with(needed, query)).all();
    std::ranges::sort(needs);
    return needs;
}

}  // namespace catalog
