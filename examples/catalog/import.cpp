// SPDX-License-Identifier: BSL-1.0
#include "import.hpp"

#include "entry.hpp"

#include <iterator>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace catalog {

namespace {

using namespace tain::dsl;

/// Rows that go to the database together: a few statements for thousands of rows.
struct batch {
    static constexpr std::size_t full = 2'000;  // packages

    std::vector<Section> sections{};
    std::vector<Maintainer> maintainers{};
    std::vector<Package> packages{};
    std::map<std::string, std::vector<std::string>> names{};  // of the packages, by architecture
    std::vector<Dependency> dependencies{};
    std::vector<Tag> tags{};
};

void write(const batch& from, const tain::transaction& tx) {
    tx.upsert(from.sections);
    tx.upsert(from.maintainers);
    tx.upsert(from.packages);
    for (const auto& [architecture, names] : from.names) {  // what they said in an earlier import
        tx.execute(delete_from<Dependency>().where(col<&Dependency::architecture> == architecture &&
                                                   in(col<&Dependency::package>, names)));
        tx.execute(delete_from<Tag>().where(col<&Tag::architecture> == architecture && in(col<&Tag::package>, names)));
    }
    tx.insert(from.dependencies);
    tx.insert(from.tags);
}

/// One import within its transaction.
class importer {
public:
    importer(const tain::transaction& tx, const import_listener& tell) : tx_(tx), tell_(tell) {}

    import_totals run(std::istream& from) {
        stanza_reader reader{from};
        stanza next;
        for (bool more = true; more;) {
            try {
                more = reader.next(next);
                if (more) take(next);
            } catch (const malformed_stanza& problem) {
                ++totals_.malformed;
                tell_.malformed(problem);
            }
            if (!more || batch_.packages.size() == batch::full) write_batch();
        }
        return totals_;
    }

private:
    void take(const stanza& from) {
        entry read = read_entry(from);
        const std::string key = read.package.name + ':' + read.package.architecture;
        if (const auto [first, is_new] = packages_.try_emplace(key, from.line); !is_new)
            throw malformed_stanza{from.line, "the package " + key + " was in line " + std::to_string(first->second)};

        if (read.section && sections_.insert(read.section->name).second)
            batch_.sections.push_back(*std::move(read.section));
        if (read.maintainer && maintainers_.insert(read.maintainer->contact).second)
            batch_.maintainers.push_back(*std::move(read.maintainer));
        batch_.names[read.package.architecture].push_back(read.package.name);
        batch_.packages.push_back(std::move(read.package));
        std::move(read.dependencies.begin(), read.dependencies.end(), std::back_inserter(batch_.dependencies));
        std::move(read.tags.begin(), read.tags.end(), std::back_inserter(batch_.tags));
    }

    void write_batch() {
        write(batch_, tx_);
        totals_.packages += batch_.packages.size();
        totals_.dependencies += batch_.dependencies.size();
        totals_.tags += batch_.tags.size();
        batch_ = {};
        tell_.progress(totals_);
    }

    const tain::transaction& tx_;
    const import_listener& tell_;
    import_totals totals_{};
    batch batch_{};
    std::unordered_map<std::string, std::size_t> packages_{};  // and the line of each
    std::unordered_set<std::string> sections_{};
    std::unordered_set<std::string> maintainers_{};
};

}  // namespace

import_totals import_packages(const tain::engine& db, std::istream& from, const import_listener& tell) {
    return db.transaction([&](const tain::transaction& tx) { return importer{tx, tell}.run(from); });
}

}  // namespace catalog
